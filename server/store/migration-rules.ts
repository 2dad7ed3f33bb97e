/**
 * Expand and contract: a migration that only adds leaves the programs of earlier versions working, so that old and new
 * nodes may work side by side on one database while they are replaced. One that takes something away follows a version
 * later, when no program that uses it runs any more.
 */

/** A line in a migration that says from which schema version on programs work with what it leaves. */
const MARK = /^-- works from: (\d+)$/m;

/**
 * The least schema version that a program must know to work on a database with this migration: any, where it only adds;
 * its own, where it does more and has no mark `-- works from: N`.
 *
 * @param version - the schema version that the migration makes: 1 for the first
 */
export function worksFrom(sql: string, version: number): number {
  const marked = MARK.exec(sql)?.[1];
  if (marked !== undefined) return Number(marked);
  return onlyAdds(sql) ? 0 : version;
}

/** The statements of a migration that only adds: none of them has a semicolon or a comment within. */
export function statementsOf(sql: string): readonly string[] {
  return sql
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Whether a program that does not know of the migration goes on reading and writing as before. */
export function onlyAdds(sql: string): boolean {
  const statements = statementsOf(sql).map((one) => one.replaceAll(/["`]/g, '').replaceAll(/\s+/g, ' '));
  const fresh = new Set(
    statements.flatMap((one) => /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/i.exec(one)?.[1] ?? []),
  );
  return statements.every((one) => {
    if (/^CREATE TABLE /i.test(one)) return true;
    const index = /^CREATE (UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\w+ ON (\w+)/i.exec(one);
    // What was allowed twice so far would be refused now.
    if (index) return index[1] === undefined || fresh.has(index[2] ?? '');
    const table = /^ALTER TABLE (?:ONLY )?(\w+) /i.exec(one)?.[1];
    if (table === undefined) return false;
    if (fresh.has(table)) return true;
    const column = /^ALTER TABLE (?:ONLY )?\w+ ADD (?:COLUMN )?(?!CONSTRAINT\b)\w+ (.*)$/i.exec(one)?.[1];
    if (column === undefined || /\b(UNIQUE|PRIMARY KEY|CHECK)\b/i.test(column)) return false;
    return !/\bNOT NULL\b/i.test(column) || /\bDEFAULT\b/i.test(column);
  });
}

/** Whether a program that knows the schema up to `known` may work on a database that is at `version`. */
export function mayWorkOn(
  database: { readonly version: number; readonly worksFrom: number },
  known: number,
): boolean {
  return database.version <= known || database.worksFrom <= known;
}
