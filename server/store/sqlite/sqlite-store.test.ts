import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JOB_STATUSES } from '../../domain/status.ts';
import { PROJECT, seed, submit } from '../../test/job-builder.ts';
import { storeConformance } from '../conformance.ts';
import { brokenInvariants } from '../invariants.ts';
import { embeddedMigrations } from '../embedded-migrations.ts';
import { NewerSchema } from '../faults.ts';
import { worksFrom } from '../migration-rules.ts';
import { connect } from './connection.ts';
import { GroupCommit, type BatchParticipant } from './group-commit.ts';
import { openSqliteStore } from './sqlite-store.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'shotboard-store-'));

storeConformance('SQLite', async () => {
  const folder = newFolder();
  const path = join(folder, 'shotboard.db');
  let store = await openSqliteStore(path);
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = await openSqliteStore(path));
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

/** As the next version may leave a database: one more table, and one more column in each. */
function expand(path: string): void {
  const db = new Database(path);
  const version = Number(db.pragma('user_version', { simple: true }));
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    .pluck();
  const statements = [
    'CREATE TABLE of_tomorrow (id text PRIMARY KEY)',
    ...(tables.all() as string[])
      .filter((name) => name !== 'schema_works_from')
      .flatMap((name) => [
        `ALTER TABLE ${name} ADD of_tomorrow text`,
        `ALTER TABLE ${name} ADD and_a_number integer DEFAULT 7 NOT NULL`,
      ]),
  ];
  expect(worksFrom(statements.join(';'), version + 1)).toBe(0);
  for (const statement of statements) db.exec(statement);
  db.pragma(`user_version = ${version + 1}`);
  db.close();
}

storeConformance('SQLite, one version ahead that only added', async () => {
  const folder = newFolder();
  const path = join(folder, 'shotboard.db');
  await (await openSqliteStore(path)).close();
  expand(path);
  let store = await openSqliteStore(path);
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = await openSqliteStore(path));
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('SQLite', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = newFolder();
    path = join(folder, 'shotboard.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pragma = (db: Database.Database, name: string): unknown => db.pragma(name, { simple: true });

  it('is set to keep what it acknowledged, on every open', () => {
    for (let open = 0; open < 3; open += 1) {
      const db = connect(path, 1_234);
      expect(
        ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) => pragma(db, name)),
      ).toEqual(['wal', 2, 1, 1_234]);
      db.close();
    }
  });

  it('knows the statuses that its indexes name by place', () => {
    expect([JOB_STATUSES[1], JOB_STATUSES[2]]).toEqual(['QUEUED', 'RUNNING']);
  });

  it('carries the migrations of its folder', () => {
    expect(readFileSync(new URL('migrations.generated.ts', import.meta.url), 'utf8')).toBe(
      embeddedMigrations(new URL('.', import.meta.url)),
    );
  });

  it.each([
    ["UPDATE audit_entries SET actor_name = 'Nobody'", 'are not changed'],
    ['DELETE FROM audit_entries', 'are not removed'],
  ])('keeps the audit as it is: %s', (statement, why) => {
    const db = connect(path, 100);
    const columns =
      'id, at, organization_id, actor_name, via, action, subject_type, subject_id, subject_name';
    db.exec(
      `INSERT INTO audit_entries (${columns}) VALUES ('a', 1, 'o', 'Ada', 'SESSION', 'SIGNED_IN', 'User', 'u', 'Ada')`,
    );
    expect(() => db.exec(statement)).toThrow(why);
    db.close();
  });

  it('refuses a database of a newer version, and leaves it as it is', async () => {
    connect(path, 100).close();
    const db = new Database(path);
    db.exec('DROP TABLE schema_works_from');
    db.pragma('user_version = 999');
    await expect(openSqliteStore(path)).rejects.toThrow(NewerSchema);
    expect(pragma(db, 'user_version')).toBe(999);
    db.close();
  });

  it('is taken one version ahead where that only added, and refused where it took something away', async () => {
    connect(path, 100).close();
    expand(path);
    const db = new Database(path);
    const ahead = Number(pragma(db, 'user_version'));
    await (await openSqliteStore(path)).close();
    expect(pragma(db, 'user_version')).toBe(ahead);
    db.exec(`UPDATE schema_works_from SET version = ${ahead}`);
    await expect(openSqliteStore(path)).rejects.toThrow(NewerSchema);
    db.close();
  });

  it('may be opened by several processes at once when it is new', async () => {
    const file = new URL('connection.ts', import.meta.url).href;
    const script = `import { connect } from '${file}'; connect(process.argv[1], 20000).close();`;
    const codes = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise((resolve) => {
            const child = spawn(
              process.execPath,
              ['--import', 'tsx', '--input-type=module', '-e', script, path],
              {
                stdio: ['ignore', 'ignore', 'inherit'],
              },
            );
            child.on('exit', resolve);
          }),
      ),
    );
    expect(codes).toEqual([0, 0, 0]);
  });

  it('goes on after the disk was full', async () => {
    const store = await openSqliteStore(path);
    await seed(store);
    const full = await openSqliteStore(path);
    await full.close();
    // A limit on the pages stands for the disk: the fault is the same, SQLITE_FULL.
    const db = connect(path, 5_000);
    const participant: BatchParticipant = { keep() {}, discard() {}, flush() {}, reset() {} };
    const commits = new GroupCommit(db, participant, 8, () => undefined);
    const pages = Number(pragma(db, 'page_count'));
    db.pragma(`max_page_count = ${pages + 2}`);
    const insert = db.prepare("INSERT INTO contents VALUES (?, 'plain', 1, 1, zeroblob(?))");
    const write = (id: string, size: number): Promise<unknown> => commits.run(() => insert.run(id, size));
    const outcomes = await Promise.allSettled([write('a', 10), write('b', 100_000), write('c', 10)]);
    const kept = db.prepare('SELECT id FROM contents ORDER BY id').pluck().all();
    const acknowledged = ['a', 'b', 'c'].filter((_, n) => outcomes[n]?.status === 'fulfilled');
    expect(kept).toEqual(acknowledged);
    expect(acknowledged).not.toContain('b');
    db.pragma('max_page_count = 1000000');
    await write('d', 100_000);
    expect(db.prepare("SELECT count(*) FROM contents WHERE id = 'd'").pluck().get()).toBe(1);
    db.close();
    await store.close();
  });

  it('rejects a whole batch whose commit fails, and writes the next one', async () => {
    const db = connect(path, 100);
    let failing = true;
    const participant: BatchParticipant = {
      keep() {},
      discard() {},
      flush() {
        if (failing) throw new Error('no commit');
      },
      reset() {},
    };
    const commits = new GroupCommit(db, participant, 8, () => undefined);
    const insert = db.prepare("INSERT INTO contents VALUES (?, 'plain', 1, 1, 'x')");
    const count = db.prepare('SELECT count(*) FROM contents').pluck();
    const writes = ['a', 'b'].map((id) => commits.run(() => insert.run(id)));
    expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(count.get()).toBe(0);
    failing = false;
    const next = ['a', 'a', 'b'].map((id) => commits.run(() => insert.run(id)));
    const told = (await Promise.allSettled(next)).map(({ status }) => status);
    expect(told).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count.get()).toBe(2);
    db.close();
  });

  it(
    'loses nothing that it acknowledged when it is killed, wherever that is',
    { timeout: 120_000 },
    async () => {
      const store = await openSqliteStore(path);
      await seed(store);
      await store.close();
      const acknowledged = new Set<string>();
      // How many acknowledgements to let pass: drawn with a fixed seed, so that a failure comes again.
      for (const [round, lines] of fc
        .sample(fc.integer({ min: 1, max: 400 }), { numRuns: 6, seed: 3 })
        .entries()) {
        for (const id of await writeUntilKilled(path, `r${round}`, lines)) acknowledged.add(id);
        const db = new Database(path);
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
        expect(db.pragma('foreign_key_check')).toEqual([]);
        db.close();
        const again = await openSqliteStore(path);
        expect(await brokenInvariants(again, [...acknowledged])).toEqual([]);
        const ids = await again.jobIds({ projectId: PROJECT.id }, {}, null, 100_000);
        expect(await again.countJobs({ projectId: PROJECT.id }, {})).toBe(ids.length);
        await again.close();
      }
      expect(acknowledged.size).toBeGreaterThan(100);
    },
  );

  it('opens with a log that was torn anywhere, and holds a beginning of what was written', async () => {
    const store = await openSqliteStore(path);
    await seed(store);
    for (let n = 0; n < 30; n += 1)
      await submit(store, { id: `job_${String(n).padStart(2, '0')}`, items: 2 });
    const size = statSync(`${path}-wal`).size;
    for (const cut of fc.sample(fc.integer({ min: 0, max: size }), { numRuns: 12, seed: 5 })) {
      const copy = join(folder, 'copy.db');
      for (const end of ['', '-wal']) copyFileSync(path + end, copy + end);
      rmSync(`${copy}-shm`, { force: true });
      truncateSync(`${copy}-wal`, cut);
      const torn = await openSqliteStore(copy);
      const ids = await torn.jobIds({ projectId: PROJECT.id }, {}, null, 100);
      expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => `job_${String(n).padStart(2, '0')}`));
      expect(await brokenInvariants(torn, ids)).toEqual([]);
      await torn.close();
      for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
    }
    await store.close();
  });
});

/** Runs a process that submits jobs and prints the id of each that was acknowledged; kills it after some. */
function writeUntilKilled(path: string, prefix: string, lines: number): Promise<readonly string[]> {
  const writer = new URL('../../test/store-writer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ids: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    ids.push(line);
    if (ids.length === lines) child.kill('SIGKILL');
  });
  return new Promise((resolve) => reader.on('close', () => resolve(ids)));
}
