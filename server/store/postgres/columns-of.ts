import { getTableColumns } from 'drizzle-orm';
import { users } from './schema.ts';

const { seq: _, ...columns } = getTableColumns(users);

/** A user as the domain knows them: without the order in which they came. */
export const USER_COLUMNS = columns;
