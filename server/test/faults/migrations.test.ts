import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MIGRATIONS } from '../../store/sqlite/migrations.generated.ts';
import { newDatabase, type TestDatabase } from './databases.ts';

/**
 * Migrations at bad moments. That one is killed half way, at any write and with the power lost, is tried in
 * `disk.test.ts`: a fifth of its moments lie within the making of a database; by several at once, in `sqlite-store.test.ts`.
 */

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase('sqlite');
});
afterEach(() => database.remove());

/** A database as the version before left it. */
function earlier(): void {
  const db = new Database(database.address);
  db.pragma('journal_mode = WAL');
  for (const { sql } of MIGRATIONS.slice(0, -1)) db.exec(sql);
  db.pragma(`user_version = ${MIGRATIONS.length - 1}`);
  db.close();
}

/** A process that writes one row after the other, as another program would, and says each that is durable. */
function writer(): {
  readonly child: ChildProcess;
  readonly said: string[];
  wrote(count: number): Promise<void>;
} {
  const script = `
    import Database from 'better-sqlite3';
    import { writeSync } from 'node:fs';
    const db = new Database(process.argv[1], { timeout: 20000 });
    const insert = db.prepare("INSERT INTO contents VALUES (?, 'plain', 1, 1, 'x')");
    for (let n = 0; ; n += 1) { insert.run('content ' + n); writeSync(1, 'content ' + n + '\\n'); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, database.address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  let look = (): void => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    look();
  });
  return {
    child,
    said,
    wrote: (count) =>
      new Promise((resolve) => {
        look = () => {
          if (said.length >= count) resolve();
        };
        look();
      }),
  };
}

test('while another program writes: it waits for its turn, and nothing that was written is lost', async () => {
  earlier();
  const load = writer();
  await load.wrote(50);
  const store = await database.open();
  const then = load.said.length;
  await load.wrote(then + 50);
  load.child.kill('SIGKILL');
  await once(load.child, 'exit');
  await store.close();
  const db = new Database(database.address);
  expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = new Set(db.prepare('SELECT id FROM contents').pluck().all());
  expect(load.said.filter((id) => !kept.has(id))).toEqual([]);
  db.close();
});
