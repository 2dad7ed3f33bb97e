import type { ItemWrite, JobChange } from '../../domain/change.ts';
import type { PreparedContent } from '../../domain/content.ts';
import {
  contentsOf,
  type ContentId,
  type Job,
  type JobEvent,
  type JobId,
  type JobItem,
  type RemoteHandle,
} from '../../domain/job.ts';
import { endingOf } from '../../domain/notification.ts';
import { numberOf } from '../../domain/properties.ts';
import { cpuResource, creditUse, monthOf } from '../../domain/quota.ts';
import { isFinal } from '../../domain/status.ts';
import {
  cancellationText,
  EVENT_COLUMNS,
  handleText,
  ITEM_COLUMNS,
  itemFromRow,
  JOB_COLUMNS,
  jobFromRow,
  rowFromEvent,
  rowFromItem,
  rowFromJob,
  STATUS_PLACE,
  textFromCounts,
  type ItemRow,
  type JobRow,
} from '../codec.ts';
import { Definitions } from '../definitions.ts';
import { StaleWrite } from '../faults.ts';
import { finishOf, waitsHere } from '../item-tallies.ts';
import type { RemoteNote } from '../store.ts';
import { all, columnsOf, statement, type Queries } from './queries.ts';
import type { Transaction } from './session.ts';
import { DELETED, HELD, type UsageKey } from './tallies.ts';
import { targetsOf } from './target-rows.ts';

const JOB_TYPES =
  'text text text text text text text int text text int int text bigint bigint text text text text text float8 float8 text text text';
const ITEM_TYPES =
  'text int text int int int text text text bigint text text int float8 text bigint float8 text text text text';
const EVENT_TYPES = 'text int bigint text text text int text int text';
const NOTE_TYPES = 'text int int int int text text bigint text';
const PROGRESS = [
  ['id', 'text'],
  ['before', 'int'],
  ['status', 'int'],
  ['message', 'text'],
  ['error_detail', 'text'],
  ['version', 'int'],
  ['attempt', 'int'],
  ['updated_at', 'bigint'],
  ['status_times', 'text'],
  ['counts', 'text'],
  ['cancellation', 'text'],
  ['cpu_seconds', 'float8'],
  ['credits', 'float8'],
] as const;
/** What a change of an item writes: its place, what it was, and the columns from `status` on. */
const ITEM_CHANGES = [
  ['job_id', 'text'],
  ['idx', 'int'],
  ['was_attempt', 'int'],
  ['was_fence', 'int'],
  ['status', 'int'],
  ['attempt', 'int'],
  ['fence', 'int'],
  ['message', 'text'],
  ['error_detail', 'text'],
  ['status_times', 'text'],
  ['queued_at', 'bigint'],
  ['result_id', 'text'],
  ['worker_id', 'text'],
  ['restarts', 'int'],
  ['cpu_seconds', 'float8'],
  ['remote', 'text'],
  ['due_at', 'bigint'],
  ['credits', 'float8'],
  ['run_id', 'text'],
] as const;

/** Items of hosted targets stand in no fair queue. */
const NOT_FAIR = [null, null, null];

/** `unnest` of one array for each column: the rows of a statement, however many, under one text. */
const unnest = (types: readonly string[]): string =>
  `unnest(${types.map((type, place) => `$${place + 1}::${type}[]`).join(', ')})`;
const sets = (columns: readonly (readonly [string, string])[]): string =>
  columns.map(([name]) => `${name} = t.${name}`).join(', ');
const namesOf = (columns: readonly (readonly [string, string])[]): string =>
  columns.map(([name]) => name).join(', ');
const typesOf = (columns: readonly (readonly [string, string])[]): string[] =>
  columns.map(([, type]) => type);

const SQL = {
  jobs: statement(`SELECT ${JOB_COLUMNS} FROM jobs WHERE id = ANY($1)`),
  // Shown with the least lock that keeps other changes out; by id, so that two who lock several cannot block each other.
  lockJobs: statement(`SELECT ${JOB_COLUMNS} FROM jobs WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`),
  lockFreeJobs: statement(
    `SELECT ${JOB_COLUMNS} FROM jobs WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`,
  ),
  definitions: statement('SELECT job_id, definition FROM job_definitions WHERE job_id = ANY($1)'),
  items: statement(
    `SELECT ${ITEM_COLUMNS} FROM items JOIN unnest($1::text[], $2::int[]) AS t (j, i) ON job_id = j AND idx = i`,
  ),
  lockItems: statement(
    `SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = $1 AND idx = ANY($2) ORDER BY idx FOR NO KEY UPDATE`,
  ),
  lockAllItems: statement(
    `SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = $1 ORDER BY idx FOR NO KEY UPDATE`,
  ),
  lockNoted: statement(
    'SELECT 1 FROM items JOIN unnest($1::text[], $2::int[]) AS t (j, i) ON job_id = j AND idx = i ' +
      'ORDER BY job_id, idx FOR NO KEY UPDATE OF items',
  ),
  insertJobs: statement(
    `INSERT INTO jobs (${JOB_COLUMNS}, name_lower) SELECT * FROM ${unnest(JOB_TYPES.split(' '))}`,
  ),
  insertDefinition: statement('INSERT INTO job_definitions (job_id, definition) VALUES ($1, $2)'),
  insertItems: statement(
    `INSERT INTO items (${ITEM_COLUMNS}, run_id, organization_id, group_id, user_id) SELECT * FROM ${unnest(ITEM_TYPES.split(' '))}`,
  ),
  insertEvents: statement(
    `INSERT INTO events (${EVENT_COLUMNS}) SELECT * FROM ${unnest(EVENT_TYPES.split(' '))}`,
  ),
  insertAttempts: statement(
    'INSERT INTO attempts (job_id, idx, number, result_id, run_id, attempt) ' +
      `SELECT * FROM ${unnest(['text', 'int', 'int', 'text', 'text', 'text'])}`,
  ),
  progress: statement(
    `UPDATE jobs SET ${sets(PROGRESS.slice(2))} FROM ${unnest(typesOf(PROGRESS))} AS t (${namesOf(PROGRESS)}) ` +
      'WHERE jobs.id = t.id AND jobs.version = t.before',
  ),
  description: statement(
    'UPDATE jobs SET name = $2, name_lower = $3, description = $4, properties = $5 WHERE id = $1',
  ),
  changeItems: statement(
    `UPDATE items SET ${sets(ITEM_CHANGES.slice(4))} FROM ${unnest(typesOf(ITEM_CHANGES))} AS t (${namesOf(ITEM_CHANGES)}) ` +
      'WHERE items.job_id = t.job_id AND items.idx = t.idx AND items.attempt = t.was_attempt AND items.fence = t.was_fence',
  ),
  noteItems: statement(
    `UPDATE items SET remote = t.remote, due_at = t.due_at, run_id = t.run_id ` +
      `FROM ${unnest(NOTE_TYPES.split(' '))} AS t (job_id, idx, attempt, fence, status, was, remote, due_at, run_id) ` +
      'WHERE items.job_id = t.job_id AND items.idx = t.idx AND items.attempt = t.attempt AND items.fence = t.fence ' +
      'AND items.status = t.status AND items.remote IS NOT DISTINCT FROM t.was RETURNING items.job_id, items.idx',
  ),
  noteEnding: statement(
    'INSERT INTO job_endings (id, at, ending) SELECT $1, $2::bigint, $3::text WHERE ' +
      'EXISTS (SELECT 1 FROM followings WHERE subject_id IN ($4, $5)) OR ' +
      'EXISTS (SELECT 1 FROM webhooks WHERE organization_id = $6 AND user_id IS NULL) ON CONFLICT (id) DO NOTHING',
  ),
  sizes: statement('SELECT id, size FROM contents WHERE id = ANY($1)'),
  payers: statement(
    'SELECT id, organization_id, group_id, project_id, created_by FROM jobs WHERE id = ANY($1)',
  ),
  addProperties: statement(
    'INSERT INTO job_properties (project_id, name, value, number, job_id) ' +
      `SELECT * FROM ${unnest(['text', 'text', 'text', 'float8', 'text'])}`,
  ),
  removeProperty: statement(
    'DELETE FROM job_properties WHERE project_id = $1 AND name = $2 AND md5(value) = md5($3) AND value = $3 AND job_id = $4',
  ),
};

/** Reads and writes the rows of jobs, items and events. */
export class JobRows {
  readonly #definitions = new Definitions();

  // ---- Reading ---------------------------------------------------------------------------------------------------

  async jobs(from: Queries, ids: readonly JobId[]): Promise<readonly (Job | null)[]> {
    if (ids.length === 0) return [];
    const found = await this.fromRows(from, await from.rows<JobRow>(SQL.jobs, [ids]));
    const byId = new Map(found.map((job) => [job.id, job]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Jobs from rows of `JOB_COLUMNS`, with the definitions that have rows of their own. */
  async fromRows(from: Queries, rows: readonly JobRow[]): Promise<readonly Job[]> {
    const missing = rows
      .filter((row) => row[22] === null && !this.#definitions.kept(row[0]))
      .map(([id]) => id);
    const long =
      missing.length === 0
        ? new Map<JobId, string>()
        : new Map(await from.rows<[JobId, string]>(SQL.definitions, [missing]));
    return rows.map((row) => {
      const definition =
        this.#definitions.kept(row[0]) ?? this.#definitions.parse(row[0], row[22] ?? long.get(row[0]));
      return jobFromRow(row, definition);
    });
  }

  async items(
    from: Queries,
    keys: readonly { readonly jobId: JobId; readonly index: number }[],
  ): Promise<readonly (JobItem | null)[]> {
    if (keys.length === 0) return [];
    const places = [keys.map((key) => key.jobId), keys.map((key) => key.index)];
    const rows = await from.rows<ItemRow>(SQL.items, places);
    const found = new Map(rows.map((row) => [`${row[1]} ${row[0]}`, itemFromRow(row)]));
    return keys.map(({ jobId, index }) => found.get(`${index} ${jobId}`) ?? null);
  }

  // ---- Locking: items before jobs, both in order, so that no two transactions wait for each other ------------------

  /** The items of a job, in order; nobody else changes them from now on. */
  async lockItems(tx: Queries, jobId: JobId, indexes: readonly number[] | null): Promise<readonly JobItem[]> {
    const rows =
      indexes === null
        ? await tx.rows<ItemRow>(SQL.lockAllItems, [jobId])
        : await tx.rows<ItemRow>(SQL.lockItems, [jobId, indexes]);
    return rows.map(itemFromRow);
  }

  /**
   * Jobs that nobody else changes from now on.
   *
   * @param wait - whether to wait for who changes them now; otherwise those are left out
   */
  async lockJobs(tx: Queries, ids: readonly JobId[], wait = true): Promise<ReadonlyMap<JobId, Job>> {
    const rows = await tx.rows<JobRow>(wait ? SQL.lockJobs : SQL.lockFreeJobs, [ids]);
    return new Map((await this.fromRows(tx, rows)).map((job) => [job.id, job]));
  }

  // ---- Writing ---------------------------------------------------------------------------------------------------

  /** @param bytes - of the programs it names */
  async insert(
    tx: Transaction,
    job: Job,
    items: readonly JobItem[],
    events: readonly JobEvent[],
    bytes: number,
  ): Promise<void> {
    const { row, longDefinition } = rowFromJob(job);
    this.#definitions.remember(job.id, job.definition);
    tx.tallies.jobs(job.projectId, job.status, 1);
    for (const item of items) {
      tallyQueue(tx, item, 1);
      if (item.credits !== null) tx.tallies.usage(job, 'RESERVED', HELD, creditUse(item).reserved);
    }
    tx.tallies.usage(job, 'STORAGE', HELD, bytes);
    const itemRows = items.map((item) => [
      ...rowFromItem(item),
      item.remote?.runId ?? null,
      ...(item.credits === null ? NOT_FAIR : [job.organizationId, job.groupId ?? '', job.createdBy]),
    ]);
    await all(
      tx.run(SQL.insertJobs, columnsOf([[...row, job.name.toLowerCase()]], 25)),
      longDefinition === null ? null : tx.run(SQL.insertDefinition, [job.id, longDefinition]),
      this.#addProperties(tx, job),
      tx.run(SQL.insertItems, columnsOf(itemRows, 21)),
      tx.run(SQL.insertEvents, columnsOf(events.map(rowFromEvent), 10)),
    );
  }

  /**
   * Writes changes of jobs that are locked: all of it, or it throws.
   *
   * @throws StaleWrite when a job or item was not as it was shown
   */
  async write(
    tx: Transaction,
    changes: readonly JobChange[],
    given: readonly PreparedContent[] = [],
  ): Promise<void> {
    const items = changes.flatMap((change) => change.items);
    const events = changes.flatMap((change) => change.events);
    const archived = items.flatMap((one) =>
      one.archived ? [{ item: one.after, attempt: one.archived }] : [],
    );
    for (const { before, job } of changes) {
      if (job.status === before.status) continue;
      tx.tallies.jobs(job.projectId, before.status, -1);
      tx.tallies.jobs(job.projectId, job.status, 1);
    }
    for (const { before, after } of items) tallyItem(tx, before, after);
    for (const one of items) tx.unname(namedNoLonger(one));
    for (const change of changes) {
      for (const { before, after } of change.items) tallyCredits(tx, change.job, before, after);
    }
    const [jobsWritten, itemsWritten] = await all(
      tx.run(SQL.progress, columnsOf(changes.map(progressOf), PROGRESS.length)),
      items.length === 0 ? 0 : tx.run(SQL.changeItems, columnsOf(items.map(changeOf), ITEM_CHANGES.length)),
      archived.length === 0
        ? 0
        : tx.run(
            SQL.insertAttempts,
            columnsOf(
              archived.map(({ item, attempt }) => [
                item.jobId,
                item.index,
                attempt.number,
                attempt.resultId,
                attempt.remote?.runId ?? null,
                JSON.stringify(attempt),
              ]),
              6,
            ),
          ),
      events.length === 0 ? 0 : tx.run(SQL.insertEvents, columnsOf(events.map(rowFromEvent), 10)),
      ...changes.map((change) => noteEnding(tx, change)),
      this.#tallyCpu(tx, changes),
      this.#tallyStorage(tx, changes, given),
      ...changes.map((change) => this.#describe(tx, change)),
    );
    if (jobsWritten !== changes.length) {
      throw new StaleWrite(
        `One of the jobs ${changes.map(({ job }) => job.id).join(', ')} is no longer at its version.`,
      );
    }
    if (itemsWritten !== items.length) {
      throw new StaleWrite(
        `An item of the jobs ${changes.map(({ job }) => job.id).join(', ')} is no longer at its attempt and fence.`,
      );
    }
  }

  async #tallyCpu(tx: Transaction, changes: readonly JobChange[]): Promise<void> {
    const ran = changes.filter(({ before, job }) => job.cpuSeconds !== before.cpuSeconds);
    const targets = await targetsOf(
      tx,
      ran.map(({ job }) => job.targetId),
    );
    ran.forEach(({ before, job }, place) => {
      const target = targets[place];
      const resource = target && cpuResource(target);
      if (resource)
        tx.tallies.usage(job, resource, monthOf(job.updatedAt), job.cpuSeconds - before.cpuSeconds);
    });
  }

  /** Results count by what they hold, each time an item or an attempt names them. */
  async #tallyStorage(
    tx: Transaction,
    changes: readonly JobChange[],
    given: readonly PreparedContent[],
  ): Promise<void> {
    const named: { readonly job: Job; readonly id: ContentId; readonly times: number }[] = [];
    for (const { job, items } of changes) {
      const times = new Map<ContentId, number>();
      const add = (id: ContentId | null, by: number): void => {
        if (id !== null) times.set(id, (times.get(id) ?? 0) + by);
      };
      for (const { before, after, archived } of items) {
        add(archived?.resultId ?? null, 1);
        if (before.resultId === after.resultId) continue;
        add(after.resultId, 1);
        add(before.resultId, -1);
      }
      for (const [id, by] of times) if (by !== 0) named.push({ job, id, times: by });
    }
    const sizes = new Map(given.map((one) => [one.id, one.size]));
    const unknown = named.map(({ id }) => id).filter((id) => !sizes.has(id));
    if (unknown.length > 0) {
      for (const [id, size] of await tx.rows<[ContentId, number]>(SQL.sizes, [unknown])) sizes.set(id, size);
    }
    for (const { job, id, times } of named) {
      tx.tallies.usage(job, 'STORAGE', HELD, times * (sizes.get(id) ?? 0));
    }
  }

  /** A job is about to be deleted: what it holds is free; what it used stays used. */
  async forgetUsage(tx: Transaction, job: Job, items: readonly JobItem[], bytes: number): Promise<void> {
    tx.tallies.usage(job, 'STORAGE', HELD, -bytes);
    const [target] = await targetsOf(tx, [job.targetId]);
    const resource = target && cpuResource(target);
    if (resource) tx.tallies.usage(job, resource, DELETED, job.cpuSeconds);
    let credits = job.credits;
    if (!isFinal(job.status)) {
      for (const item of items) {
        const use = creditUse(item);
        tx.tallies.usage(job, 'RESERVED', HELD, -use.reserved);
        if (!isFinal(item.status)) credits += use.used;
      }
    }
    tx.tallies.usage(job, 'CREDITS', DELETED, credits);
  }

  async #describe(tx: Transaction, { before, job }: JobChange): Promise<void> {
    if (
      job.name === before.name &&
      job.description === before.description &&
      job.properties === before.properties
    ) {
      return;
    }
    const values = [
      job.id,
      job.name,
      job.name.toLowerCase(),
      job.description,
      JSON.stringify(job.properties),
    ];
    await all(
      tx.run(SQL.description, values),
      this.removeProperties(tx, before),
      this.#addProperties(tx, job),
    );
  }

  async removeProperties(tx: Queries, job: Job): Promise<void> {
    const { id, projectId } = job;
    await all(
      ...job.properties.map(({ name, value }) => tx.run(SQL.removeProperty, [projectId, name, value, id])),
    );
  }

  async #addProperties(tx: Queries, job: Job): Promise<void> {
    if (job.properties.length === 0) return;
    const rows = job.properties.map(({ name, value }) => [
      job.projectId,
      name,
      value,
      numberOf(value),
      job.id,
    ]);
    await tx.run(SQL.addProperties, columnsOf(rows, 5));
  }

  /** Writes handles without events; tells of each whether its item was still as it was read. */
  async note(tx: Transaction, notes: readonly RemoteNote[]): Promise<readonly boolean[]> {
    await tx.rows(SQL.lockNoted, [notes.map(({ item }) => item.jobId), notes.map(({ item }) => item.index)]);
    const rows = notes.map(({ item, remote, dueAt }) => [
      item.jobId,
      item.index,
      item.attempt,
      item.fence,
      STATUS_PLACE[item.status],
      handleText(item.remote),
      handleText(remote),
      dueAt,
      remote?.runId ?? null,
    ]);
    const handed = notes.filter(({ item, remote }) => (item.remote === null) !== (remote === null));
    const [written, payers] = await all(
      tx.rows<[JobId, number]>(SQL.noteItems, columnsOf(rows, 9)),
      handed.length === 0 ? [] : tx.rows<PayerRow>(SQL.payers, [handed.map(({ item }) => item.jobId)]),
    );
    const payerOf = new Map(payers.map((row) => [row[0], keyFrom(row)]));
    const places = new Set(written.map(([jobId, index]) => `${index} ${jobId}`));
    return notes.map(({ item, remote, dueAt }) => {
      if (!places.has(`${item.index} ${item.jobId}`)) return false;
      const after = { ...item, remote, dueAt };
      tx.unname(namedNoLonger({ before: item, after, archived: null }));
      tallyQueue(tx, item, -1);
      tallyQueue(tx, after, 1);
      const payer = payerOf.get(item.jobId);
      if (payer && (item.remote === null) !== (remote === null)) {
        tallyCredits(tx, payer, item, after);
        tallyHanded(tx, payer, item, remote);
      }
      return true;
    });
  }
}

/** The end of a job that anybody may want to hear of is kept with its final event. */
async function noteEnding(tx: Queries, { before, job }: JobChange): Promise<void> {
  const ending = endingOf(before, job);
  if (!ending) return;
  const { id, at, organizationId, projectId, jobId } = ending;
  await tx.run(SQL.noteEnding, [id, at, JSON.stringify(ending), projectId, jobId, organizationId]);
}

function progressOf({ before, job }: JobChange): readonly unknown[] {
  return [
    job.id,
    before.version,
    STATUS_PLACE[job.status],
    job.message,
    job.errorDetail,
    job.version,
    job.attempt,
    job.updatedAt,
    JSON.stringify(job.statusTimes),
    textFromCounts(job.counts),
    cancellationText(job.cancellation),
    job.cpuSeconds,
    job.credits,
  ];
}

function changeOf({ before, after }: ItemWrite): readonly unknown[] {
  const row = rowFromItem(after);
  return [
    after.jobId,
    after.index,
    before.attempt,
    before.fence,
    ...row.slice(3),
    after.remote?.runId ?? null,
  ];
}

/** The contents that an item named, and that neither it nor its earlier attempts name now. */
function namedNoLonger({ before, after, archived }: ItemWrite): readonly string[] {
  const now = [...contentsOf(after), ...(archived ? contentsOf(archived) : [])];
  return contentsOf(before).filter((id) => !now.includes(id));
}

type PayerRow = [
  jobId: JobId,
  organizationId: string,
  groupId: string | null,
  projectId: string,
  createdBy: string,
];

function keyFrom([, organizationId, groupId, projectId, createdBy]: PayerRow): UsageKey {
  return { organizationId, groupId, projectId, createdBy };
}

function tallyCredits(tx: Transaction, of: UsageKey, before: JobItem, after: JobItem): void {
  if (before.remote === null && after.remote === null && after.credits === null) return;
  const was = creditUse(before);
  const is = creditUse(after);
  tx.tallies.usage(of, 'RESERVED', HELD, is.reserved - was.reserved);
  // What an earlier attempt has cost stays; one that is asked about again is the same submission still.
  const stays = after.attempt !== before.attempt && before.remote?.key !== after.remote?.key;
  if (!stays) tx.tallies.usage(of, 'CREDITS', was.month, -was.used);
  tx.tallies.usage(of, 'CREDITS', is.month, is.used);
}

/** What is handed over counts in the fair queue from then on; what was not taken after all does not. */
function tallyHanded(tx: Transaction, of: UsageKey, read: JobItem, remote: RemoteHandle | null): void {
  const handle = remote ?? read.remote;
  if (!handle) return;
  const minute = Math.floor(handle.keyAt / 60_000);
  const credits = remote === null ? -handle.credits : handle.credits;
  tx.tallies.handed({ ...of, targetId: read.targetId, minute, credits });
}

function tallyItem(tx: Transaction, before: JobItem, after: JobItem): void {
  tallyQueue(tx, before, -1);
  tallyQueue(tx, after, 1);
  const finish = finishOf(before, after);
  if (!finish) return;
  tx.tallies.finished(after.targetId, finish.finishedAt);
  const { finishedAt, seconds } = finish;
  if (seconds !== null) tx.tallies.ran({ targetId: after.targetId, finishedAt, seconds });
}

function tallyQueue(tx: Transaction, item: JobItem, by: number): void {
  if (waitsHere(item)) tx.tallies.waiting(item.targetId, by);
  else if (item.status === 'RUNNING') tx.tallies.running(item.targetId, by);
}
