import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig as configOfPg, PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig as configOfSqlite, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '../../domain/audit.ts';
import { changed } from '../../domain/change.ts';
import { JOB_ORDER_FIELDS } from '../../domain/job-query.ts';
import type { JobEnding } from '../../domain/notification.ts';
import { intentFor } from '../../domain/remote.ts';
import { newPostgres, type TestDatabase } from '../../test/databases.ts';
import {
  cancelStep,
  completeStep,
  contentOf,
  failStep,
  newJob,
  ORGANIZATION,
  PROJECT,
  projectOf,
  retryStep,
  seed,
  SIMULATOR,
  startStep,
  submit,
  TARGETS,
  USER,
  userOf,
} from '../../test/job-builder.ts';
import { brokenCounts, brokenInvariants } from '../invariants.ts';
import { jobPosition } from '../job-position.ts';
import { openPostgresStore } from '../postgres/postgres-store.ts';
import * as postgresSchema from '../postgres/schema.ts';
import * as sqliteSchema from '../sqlite/schema.ts';
import { openSqliteStore } from '../sqlite/sqlite-store.ts';
import type { Store } from '../store.ts';
import { copyDatabase, type CopyOptions, type CopyReport } from './copy.ts';
import { copiedTables, DIFFERENCES, OWN_TABLES } from './tables.ts';

const NOW = Date.UTC(2026, 10, 25);
const ORIGIN = { via: 'SESSION', address: '192.0.2.1', tokenId: null, requestId: 'r1' } as const;
const RESULT = contentOf('{"a result": 1}');
const RUN = contentOf('{"a run": 1}');
const JOBS = 40;
const JOB_IDS = Array.from({ length: JOBS }, (_, n) => `job_${String(n).padStart(2, '0')}`);
const SCOPE = { projectId: PROJECT.id };
const DEVICE = 'target_device';

/** Something in every table that the store's own methods fill. */
async function fill(store: Store): Promise<void> {
  await seed(store);
  const [first] = TARGETS;
  if (!first) throw new Error('there are no targets');
  await store.putTargets([...TARGETS, { ...first, id: DEVICE, name: 'Device', kind: 'REMOTE' }]);
  await store.createProject(projectOf({ id: 'proj_2', name: 'Second', archivedAt: 5_000 }), USER.id);
  // Ids against the order in which they came.
  for (const id of ['user_9', 'user_5', 'user_7']) {
    await store.addUser(userOf({ id, name: id, email: `${id}@example.org`, createdAt: 2_000 }));
  }
  await store.addUser(
    userOf({ id: 'user_0', name: 'second', isPlatformAdmin: true, isOrganizationAdmin: true }),
  );
  const group = { id: 'group_1', organizationId: ORGANIZATION.id, name: 'Ions', priority: 3, createdAt: 1 };
  await store.createGroup(group, () => null);
  const team = { id: 'team_1', name: 'All', description: '', createdBy: USER.id, createdAt: 1_000 };
  await store.createTeam({
    team,
    members: [
      { userId: 'user_9', isManager: true },
      { userId: 'user_5', isManager: false },
    ],
    invitations: [],
  });
  await store.putCode({ hash: 'code', userId: USER.id, expiresAt: NOW });
  await store.setting('cookies', 'a value');
  await store.setPassword('user_9', 'a hash', 4_000);
  for (const owner of [ORGANIZATION.id, USER.id]) {
    await store.changeQuota(owner, 'CREDITS', ({ kind }) => ({
      quota: {
        ownerKind: kind,
        ownerId: owner,
        organizationId: ORGANIZATION.id,
        resource: 'CREDITS',
        limit: 1e6 / 3,
        updatedAt: NOW,
        updatedBy: USER.id,
      },
    }));
  }
  await store.changePropertyDefinition(PROJECT.id, 'shots', () => ({
    definition: {
      projectId: PROJECT.id,
      name: 'shots',
      type: 'INTEGER',
      colour: 'BLUE',
      isRequired: false,
      description: 'How many',
    },
  }));
  await store.setFollowing({
    userId: USER.id,
    projectId: PROJECT.id,
    jobId: null,
    level: 'ALL',
    byEmail: true,
    byWebhook: false,
  });
  await store.addWebhook(
    {
      id: 'hook_1',
      name: 'Ours',
      url: 'https://example.org/hook',
      organizationId: ORGANIZATION.id,
      userId: null,
      onlyFailures: true,
      isActive: false,
      createdAt: 3_000,
    },
    Buffer.from([0, 1, 2, 255, 92, 34]),
  );
  await store.changeUser('user_7', ({ user }) => ({ user, groupIds: ['group_1'] }));
  const token = {
    id: 'token_1',
    userId: USER.id,
    name: 'Laptop',
    scopes: ['READ'] as const,
    createdAt: 1_000,
  };
  await store.addToken({ ...token, expiresAt: null, lastUsedAt: NOW }, 'hash of a token');
  await store.changeDuty('rescue', () => ({ name: 'rescue', nodeId: 'node', fence: 7, beat: 3 }));
  await store.putNode({
    ...{
      id: 'node',
      role: 'ALL',
      label: 'gone',
      version: '1',
      workerId: 'w',
      slots: 2,
      targetIds: [SIMULATOR],
    },
    ...{ startedAt: 1, seenAt: NOW - 600_000, beat: 9 },
  });
  await store.addWorker('w', 5_000);
  for (const [n, id] of JOB_IDS.entries()) await addJob(store, id, n);
  await tellOfSome(store);
  await store.appendAudit(
    JOB_IDS.map((id, n) =>
      auditEntry(`audit_${id}`, NOW + Math.floor(n / 2), USER, ORIGIN, {
        action: 'PROJECT_CHANGED',
        subject: { type: 'Project', id: PROJECT.id, name: PROJECT.name },
        projectId: PROJECT.id,
        before: { name: 'Old "quoted" \\ {}' },
        after: null,
      }),
    ),
  );
}

async function addJob(store: Store, id: string, n: number): Promise<void> {
  const isRemote = n % 10 === 9;
  const wishes = {
    id,
    now: NOW + Math.floor(n / 3),
    // One whose definition is too long for its row.
    items: n === 4 ? 30 : 1 + (n % 3),
    queued: n % 9 !== 0,
    source: n % 2 ? 'OPENQASM 3.0; qubit q; x q;' : `OPENQASM 3.0; qubit q; // ${n}`,
    properties: [
      { name: 'shots', value: n % 3 ? String(n / 2) : 'many' },
      { name: 'note', value: 'Ünder \\ "quoted" {a,b} NULL' },
    ],
    job: {
      name: ['Bell', 'bell 100%', 'GHZ_4', 'Ünder'][n % 4] ?? '',
      createdBy: n % 2 ? USER.id : 'user_9',
      groupId: n % 4 ? null : 'group_1',
      rerunOf: n % 7 ? null : 'job_source',
      description: n % 5 ? '' : 'two\nlines',
      targetId: isRemote ? DEVICE : SIMULATOR,
    },
    ...(isRemote && { credits: 1 / 3 }),
  };
  if (n === 1) {
    const fresh = newJob(wishes);
    const idempotency = { userId: USER.id, key: 'a key', fingerprint: 'f', now: NOW };
    const { projectId, targetId } = fresh.job;
    await store.submitJob({ projectId, targetId, sourceId: null, programIds: [], idempotency }, () => fresh);
    return;
  }
  await submit(store, wishes);
  if (isRemote) {
    const [item] = await store.items([{ jobId: id, index: 0 }]);
    if (!item) throw new Error('there is no such item');
    const remote = intentFor(
      { provider: 'IONQ', credentialId: 'c', key: id, runId: RUN.id, credits: 1 / 3 },
      NOW,
    );
    await store.noteRemote([{ item, remote, dueAt: NOW + 5_000 }], [RUN]);
    return;
  }
  if (n % 9 === 0 || n % 5 === 0) return;
  const at = NOW + 10_000 + (n % 5);
  await store.changeJob(id, 'all', (shown) => changed(shown, at, [startStep(shown, 'w')]));
  if (n % 4 === 1) return;
  if (n % 4 === 2) {
    await store.changeJob(id, 'all', (shown) => changed(shown, at + 1, [completeStep(shown, RESULT.id)]), {
      contents: [RESULT],
    });
  }
  if (n % 4 === 3) {
    await store.changeJob(id, 'all', (shown) => changed(shown, at + 1, [failStep(shown, 'It broke.')]));
  }
  if (n % 8 === 3) await store.changeJob(id, 'all', (shown) => changed(shown, at + 2, [retryStep(shown)]));
  if (n % 4 === 0) await store.changeJob(id, 'all', (shown) => changed(shown, at + 2, [cancelStep(shown)]));
}

async function tellOfSome(store: Store): Promise<void> {
  for (const ending of await store.endings(4)) {
    await store.tell(
      ending.id,
      [{ id: `n_${ending.id}`, userId: USER.id, ending, readAt: null }],
      [deliveryOf(ending)],
    );
  }
}

function deliveryOf(ending: JobEnding) {
  return {
    id: `d_${ending.id}`,
    webhookId: 'hook_1',
    userId: null,
    ending,
    status: 'PENDING' as const,
    attempts: 2,
    createdAt: ending.at,
    dueAt: ending.at + 5,
    responseCode: 503,
    trouble: 'Not now',
    deliveredAt: null,
  };
}

/** All that a store answers, to be compared. */
async function answers(store: Store): Promise<Record<string, unknown>> {
  const lists = [];
  for (const field of JOB_ORDER_FIELDS) {
    for (const direction of ['ASC', 'DESC'] as const) {
      const order = { field, direction };
      for (let from = null; ;) {
        const page = await store.listJobs(SCOPE, {}, order, { limit: 7, from, backwards: false });
        lists.push(page);
        const last = page.at(-1);
        if (!last || page.length < 7) break;
        from = jobPosition(last, field);
      }
    }
  }
  const keys = JOB_IDS.flatMap((jobId) => [0, 1, 2].map((index) => ({ jobId, index })));
  const items = await store.items(keys);
  const programIds = (await store.jobs(JOB_IDS)).flatMap(
    (job) => job?.definition.programs.map((one) => one.programId) ?? [],
  );
  const newest = { limit: 100, from: null, backwards: false } as const;
  const byShots = { properties: [{ name: 'shots', value: '4.5' }] };
  return {
    lists,
    items,
    byProperty: await store.jobIds(SCOPE, byShots, null, 100),
    attempts: await store.attempts(keys),
    events: await Promise.all(JOB_IDS.map((id) => store.events(id, 0, 100))),
    results: await Promise.all([RESULT.id, RUN.id].map((id) => store.content(id))),
    programs: await store.programs(programIds),
    counts: await store.jobCounts([PROJECT.id, 'proj_2']),
    organizationCounts: await store.organizationJobCounts([ORGANIZATION.id]),
    queues: await store.queueStats([SIMULATOR, DEVICE]),
    runs: await store.recentRuns(SIMULATOR, 100),
    finished: await store.finishedPerMinute(SIMULATOR, NOW - (NOW % 60_000), 5),
    targets: await store.listTargets(),
    waiting: await store.waitingItems(SIMULATOR, null, 100),
    workers: await store.workers(),
    nodes: await store.nodes(),
    duties: await store.duties(),
    held: await store.runningOn(['w'], 100),
    token: await store.tokenByHash('hash of a token', NOW),
    groupsOfUsers: await store.groupsOfUsers(['user_7', 'user_9']),
    audit: await store.listAudit(ORGANIZATION.id, {}, newest),
    admin: await store.firstAdmin(),
    users: await store.listUsers({ organizationId: ORGANIZATION.id }, {}, newest),
    groups: await store.groupsOfOrganization(ORGANIZATION.id),
    teams: await store.teams(['team_1']),
    roles: await store.rolesInProjects([PROJECT.id, 'proj_2']),
    quotas: (await store.quotasOfOrganization(ORGANIZATION.id, NOW)).map((one) => ({
      ...one,
      used: one.used.toFixed(9),
      reserved: one.reserved.toFixed(9),
    })),
    properties: await store.propertyDefinitions([PROJECT.id]),
    followings: await store.followings(USER.id),
    endings: await store.endings(100),
    notifications: await store.listNotifications(USER.id, false, newest),
    webhooks: await store.webhooksOf({ organizationId: ORGANIZATION.id }),
    secret: Buffer.from((await store.sealedWebhookSecret('hook_1')) ?? []).toString('hex'),
    deliveries: await store.listDeliveries('hook_1', newest),
    setting: await store.setting('cookies', 'another'),
    hasPassword: await store.hasPassword('user_9'),
    repeated: (
      await store.submitJob(
        {
          projectId: PROJECT.id,
          targetId: SIMULATOR,
          sourceId: null,
          programIds: [],
          idempotency: { userId: USER.id, key: 'a key', fingerprint: 'f', now: NOW + 1 },
        },
        () => [],
      )
    ).kind,
  };
}

const columnsOf = (table: PgTable | SQLiteTable): string[] =>
  Object.values(getTableColumns(table as PgTable)).map(({ name }) => name); // the names are there in both

describe('the tables of a copy', () => {
  const ofSqlite = new Map(
    Object.values<unknown>(sqliteSchema)
      .filter((one): one is SQLiteTable => is(one, SQLiteTable))
      .map((table) => [configOfSqlite(table).name, columnsOf(table)]),
  );
  const ofPostgres = new Map(
    Object.values<unknown>(postgresSchema)
      .filter((one): one is PgTable => is(one, PgTable))
      .map((table) => [configOfPg(table).name, columnsOf(table)]),
  );

  it('take up every column of the source, or say why not', () => {
    const forgotten = [...ofSqlite].flatMap(([name, columns]) =>
      columns
        .filter((column) => !ofPostgres.get(name)?.includes(column))
        .filter((column) => !DIFFERENCES[name]?.without?.includes(column))
        .map((column) => `${name}.${column}`),
    );
    expect(forgotten).toEqual([]);
  });

  it('fill every column of the target from what the source has', () => {
    expect([...copiedTables().map(({ name }) => name), ...OWN_TABLES].sort()).toEqual(
      [...ofPostgres.keys()].sort(),
    );
    const unfilled = copiedTables().flatMap(({ name, from, columns }) =>
      columns
        .filter((column) => column.from === `"${column.name}"` && from === name)
        .filter((column) => !ofSqlite.get(name)?.includes(column.name))
        .map((column) => `${name}.${column.name}`),
    );
    expect(unfilled).toEqual([]);
  });
});

describe('a copy from SQLite to PostgreSQL', () => {
  let folder = '';
  let path = '';
  let target: TestDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shotboard-copy-'));
    path = join(folder, 'shotboard.db');
    const store = await openSqliteStore(path);
    await fill(store);
    await store.close();
    target = await newPostgres();
  });
  afterEach(async () => {
    await sql('DROP TABLE IF EXISTS copy_progress');
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const copy = (more: Partial<CopyOptions> = {}): Promise<CopyReport> =>
    copyDatabase({ from: `sqlite://${path}`, to: target.url, now: NOW, ...more });
  async function sql(text: string): Promise<void> {
    const client = new Client({ connectionString: target.url });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }
  function onSource(work: (db: Database.Database) => unknown): void {
    const db = new Database(path);
    work(db);
    db.close();
  }
  async function expectTheSame(): Promise<void> {
    const [there, here] = [await openSqliteStore(path), await openPostgresStore(target.url)];
    try {
      expect(await answers(here)).toEqual(await answers(there));
      expect(await brokenInvariants(here, JOB_IDS)).toEqual([]);
      expect(await brokenCounts(here, [PROJECT.id, 'proj_2'])).toEqual([]);
      expect(await here.wrongUsage()).toEqual([]);
    } finally {
      await there.close();
      await here.close();
    }
  }

  it('moves everything, tells so table by table, and only reads the source', async () => {
    const hashOf = (): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    const before = hashOf();
    const report = await copy();
    expect(hashOf()).toBe(before);
    expect(report).toMatchObject({ isSame: true, wrongUsage: [] });
    const rows = new Map(report.tables.map((one) => [one.table, one.targetRows]));
    expect(rows.get('jobs')).toBe(JOBS);
    expect(rows.get('job_programs')).toBe(JOBS);
    const empty = [...rows].filter(([, count]) => count === 0).map(([name]) => name);
    expect(empty.sort()).toEqual([
      'invitations',
      'project_teams',
      'provider_credentials',
      'sessions',
      'team_invitations',
      'verifications',
    ]);
    await expectTheSame();
  });

  it('is worked on like any other: what waits is claimed, jobs are deleted, and nothing is left', async () => {
    await copy();
    const store = await openPostgresStore(target.url);
    await submit(store, { id: 'job_new', now: NOW });
    // What nothing names any more is swept with it; what jobs name stays.
    await store.deleteJob('job_02', () => null);
    for (const content of [RESULT, RUN]) expect(await store.content(content.id)).not.toBeNull();
    for (const id of [...JOB_IDS, 'job_new']) await store.deleteJob(id, () => null);
    for (const content of [RESULT, RUN]) expect(await store.content(content.id)).toBeNull();
    await store.addUser(userOf({ id: 'user_3', name: 'the last' }));
    expect(await store.wrongUsage()).toEqual([]);
    expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
    await store.close();
  });

  it('writes the sign for NUL where a text holds one, as every write does', async () => {
    onSource((db) => db.prepare("UPDATE jobs SET description = ? WHERE id = 'job_00'").run('a\0b'));
    expect(await copy()).toMatchObject({ isSame: true });
    const store = await openPostgresStore(target.url);
    expect((await store.jobs(['job_00']))[0]?.description).toBe('a\u2400b');
    await store.close();
  });

  it('goes on where it was interrupted, and no server starts before it is done', async () => {
    const order = copiedTables().map(({ name }) => name);
    const places = ['users', 'items', 'events', 'audit_entries'].sort(
      (a, b) => order.indexOf(a) - order.indexOf(b),
    );
    for (const stopAt of places) {
      let isFirst = true;
      const interrupted = copy({
        batchRows: 3,
        onProgress: (table) => {
          if (table !== stopAt) return;
          // The first batch of the table is committed, the second is written and lost.
          if (!isFirst) throw new Error('pulled the plug');
          isFirst = false;
        },
      });
      await expect(interrupted, stopAt).rejects.toThrow('pulled the plug');
      await expect(openPostgresStore(target.url)).rejects.toThrow(/is not finished/);
    }
    expect(await copy({ batchRows: 3 })).toMatchObject({ isSame: true, wrongUsage: [] });
    await expectTheSame();
  });

  it('refuses a target that holds other data, and changes nothing there', async () => {
    const store = await openPostgresStore(target.url);
    await seed(store);
    await expect(copy()).rejects.toThrow(/already holds data \(in "[a-z_]+"\)/);
    expect(await store.countJobs(SCOPE, {})).toBe(0);
    await store.close();
  });

  it('refuses the rest of a copy of a database that has changed since', async () => {
    const stop = (): void => {
      throw new Error('stop');
    };
    await expect(copy({ onProgress: stop })).rejects.toThrow('stop');
    onSource((db) => db.exec("INSERT INTO settings VALUES ('new', 'x')"));
    await expect(copy()).rejects.toThrow(/beginning of a copy of another database/);
  });

  it('tells when what is there differs, and lets no server start on it', async () => {
    const spoilt = copy({
      batchRows: 3,
      onProgress: (table) => {
        if (table === 'settings') throw new Error('stop');
      },
    });
    await expect(spoilt).rejects.toThrow('stop');
    await sql("UPDATE organizations SET name = 'Other'");
    const report = await copy();
    const differing = report.tables.filter((one) => one.sourceHash !== one.targetHash);
    expect(report.isSame).toBe(false);
    expect(differing.map((one) => one.table)).toEqual(['organizations']);
    await expect(openPostgresStore(target.url)).rejects.toThrow(/is not finished/);
  });

  it('refuses while a server runs on the source, or writes to it', async () => {
    const node = { role: 'ALL', label: 'laptop', version: '1', slots: 1, targetIds: [] } as const;
    const store = await openSqliteStore(path);
    await store.putNode({ id: 'node', startedAt: 1, seenAt: NOW - 5_000, beat: 0, workerId: null, ...node });
    await expect(copy()).rejects.toThrow(/A server runs on .* \(laptop, seen 5 s ago\)/);
    await store.removeNode('node', null);
    let isWritten = false;
    const write = (): void => {
      if (isWritten) return;
      isWritten = true;
      onSource((db) => db.exec("INSERT INTO settings VALUES ('new', 'x')"));
    };
    await expect(copy({ onProgress: write })).rejects.toThrow(/was written to while it was copied/);
    await store.close();
  });

  it('refuses other schema versions and files that are no database of it', async () => {
    onSource((db) => db.pragma('user_version = 1'));
    await expect(copy()).rejects.toThrow(/has schema version 1; .* Run "shotboard migrate"/);
    await expect(copy({ from: `sqlite://${path}.none` })).rejects.toThrow(/Cannot read the database/);
    await expect(copy({ from: path })).rejects.toThrow('--from must be sqlite://');
    await expect(copy({ to: path })).rejects.toThrow('--to must be postgres://');
  });

  it('makes the tables of an empty database, and refuses those of another version', async () => {
    const empty = await newPostgres('empty');
    expect(await copy({ to: empty.url })).toMatchObject({ isSame: true });
    const client = new Client({ connectionString: empty.url });
    await client.connect();
    await client.query('UPDATE schema_version SET version = 1');
    await client.end();
    await expect(copy({ to: empty.url })).rejects.toThrow(/has schema version 1; this Shotboard copies into/);
  });
});
