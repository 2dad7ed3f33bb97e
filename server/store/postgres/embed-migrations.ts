import { writeFileSync } from 'node:fs';
import { embeddedMigrations } from '../embedded-migrations.ts';

/** Run with `npx tsx server/store/postgres/embed-migrations.ts` after `npm run generate`. */
writeFileSync(
  new URL('migrations.generated.ts', import.meta.url),
  embeddedMigrations(new URL('.', import.meta.url)),
);
