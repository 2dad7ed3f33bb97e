import { newPostgres } from '../../test/databases.ts';
import { storeConformance } from '../conformance.ts';
import { openPostgresStore } from './postgres-store.ts';

storeConformance(
  'PostgreSQL',
  async () => {
    const database = await newPostgres();
    let store = await openPostgresStore(database.url);
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openPostgresStore(database.url));
      },
      dispose: async () => {
        await store.close();
        await database.drop();
      },
    };
  },
  { inOrder: false },
);
