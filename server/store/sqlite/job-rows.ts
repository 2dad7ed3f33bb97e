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
import type { Contents } from './contents.ts';
import type { Session } from './session.ts';
import type { TargetRows } from './target-rows.ts';
import { DELETED, HELD, type UsageKey } from './usage-tallies.ts';

/** The longest window of the fair queue, and some more. */
const MINUTES_HANDED_KEPT = 8 * 24 * 60;

const places = (n: number): string => Array.from({ length: n }, () => '?').join(', ');

/** Reads and writes the rows of jobs, items and events. Writes belong inside `session.write`. */
export class JobRows {
  readonly #session: Session;
  readonly #contents: Contents;
  readonly #definitions: Definitions;
  readonly #targets: TargetRows;
  readonly #sql;

  constructor(session: Session, contents: Contents, targets: TargetRows) {
    const { db } = session;
    this.#session = session;
    this.#contents = contents;
    this.#targets = targets;
    this.#definitions = new Definitions();
    const progress =
      'message = ?, error_detail = ?, version = ?, attempt = ?, updated_at = ?, status_times = ?, counts = ?, cancellation = ?, cpu_seconds = ?, credits = ?';
    this.#sql = {
      noteEnding: db.prepare(
        'INSERT OR IGNORE INTO job_endings (id, at, ending) SELECT ?, ?, ? WHERE ' +
          'EXISTS (SELECT 1 FROM followings WHERE subject_id IN (?, ?)) OR ' +
          'EXISTS (SELECT 1 FROM webhooks WHERE organization_id = ? AND user_id IS NULL)',
      ),
      job: db.prepare(`SELECT ${JOB_COLUMNS} FROM jobs WHERE id = ?`).raw(),
      definition: db.prepare('SELECT definition FROM job_definitions WHERE job_id = ?').pluck(),
      item: db.prepare(`SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = ? AND idx = ?`).raw(),
      items: db.prepare(`SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = ? ORDER BY idx`).raw(),
      insertJob: db.prepare(`INSERT INTO jobs (${JOB_COLUMNS}, name_lower) VALUES (${places(25)})`),
      insertDefinition: db.prepare('INSERT INTO job_definitions (job_id, definition) VALUES (?, ?)'),
      insertItem: db.prepare(`INSERT INTO items (${ITEM_COLUMNS}) VALUES (${places(17)})`),
      insertRemoteItem: db.prepare(
        `INSERT INTO items (${ITEM_COLUMNS}, organization_id, group_id, user_id) VALUES (${places(20)})`,
      ),
      owner: db
        .prepare('SELECT organization_id, group_id, project_id, created_by FROM jobs WHERE id = ?')
        .raw(),
      handed: db.prepare(
        'INSERT INTO fair_costs (target_id, minute, organization_id, group_id, user_id, credits) VALUES (?, ?, ?, ?, ?, ?) ' +
          'ON CONFLICT DO UPDATE SET credits = credits + excluded.credits',
      ),
      forgetHanded: db.prepare('DELETE FROM fair_costs WHERE target_id = ? AND minute < ?'),
      insertEvent: db.prepare(`INSERT INTO events (${EVENT_COLUMNS}) VALUES (${places(10)})`),
      insertAttempt: db.prepare(
        'INSERT INTO attempts (job_id, idx, number, result_id, attempt) VALUES (?, ?, ?, ?, ?)',
      ),
      // SQLite rewrites an index when its column is named, changed or not: so name what changes, no more.
      progress: db.prepare(`UPDATE jobs SET ${progress} WHERE id = ? AND version = ?`),
      progressAndStatus: db.prepare(`UPDATE jobs SET ${progress}, status = ? WHERE id = ? AND version = ?`),
      description: db.prepare(
        'UPDATE jobs SET name = ?, name_lower = ?, description = ?, properties = ? WHERE id = ?',
      ),
      updateItem: db.prepare(
        'UPDATE items SET status = ?, attempt = ?, fence = ?, message = ?, error_detail = ?, status_times = ?, ' +
          'queued_at = ?, result_id = ?, worker_id = ?, restarts = ?, cpu_seconds = ?, remote = ?, due_at = ? ' +
          'WHERE job_id = ? AND idx = ? AND attempt = ? AND fence = ?',
      ),
      noteItem: db.prepare(
        'UPDATE items SET remote = ?, due_at = ? ' +
          'WHERE job_id = ? AND idx = ? AND attempt = ? AND fence = ? AND status = ? AND remote IS ?',
      ),
      addProperty: db.prepare(
        'INSERT INTO job_properties (project_id, name, value, job_id) VALUES (?, ?, ?, ?)',
      ),
      removeProperty: db.prepare(
        'DELETE FROM job_properties WHERE project_id = ? AND name = ? AND value = ? AND job_id = ?',
      ),
    };
  }

  // ---- Reading ---------------------------------------------------------------------------------------------------

  job(id: JobId): Job | null {
    const row = this.#sql.job.get(id) as JobRow | undefined;
    return row ? this.fromRow(row) : null;
  }

  fromRow(row: JobRow): Job {
    const text = row[22] ?? undefined;
    const definition =
      this.#definitions.kept(row[0]) ??
      this.#definitions.parse(row[0], text ?? (this.#sql.definition.get(row[0]) as string | undefined));
    return jobFromRow(row, definition);
  }

  item(jobId: JobId, index: number): JobItem | null {
    const row = this.#sql.item.get(jobId, index) as ItemRow | undefined;
    return row ? itemFromRow(row) : null;
  }

  items(jobId: JobId): readonly JobItem[] {
    return (this.#sql.items.all(jobId) as ItemRow[]).map(itemFromRow);
  }

  // ---- Writing ---------------------------------------------------------------------------------------------------

  /** @param bytes - of the programs it names */
  insert(job: Job, items: readonly JobItem[], events: readonly JobEvent[], bytes: number): void {
    const { row, longDefinition } = rowFromJob(job);
    this.#sql.insertJob.run(...row, job.name.toLowerCase());
    if (longDefinition !== null) this.#sql.insertDefinition.run(job.id, longDefinition);
    this.#definitions.remember(job.id, job.definition);
    this.#session.tallies.jobs(job.projectId, job.status, 1);
    for (const { name, value } of job.properties)
      this.#sql.addProperty.run(job.projectId, name, value, job.id);
    for (const item of items) {
      const cells = rowFromItem(item);
      if (item.credits === null) this.#sql.insertItem.run(...cells);
      else {
        this.#sql.insertRemoteItem.run(...cells, job.organizationId, job.groupId ?? '', job.createdBy);
        this.#session.usage.add(job, 'RESERVED', HELD, creditUse(item).reserved);
      }
      this.#tallyQueue(item, 1);
    }
    this.#session.usage.add(job, 'STORAGE', HELD, bytes);
    this.#insertEvents(events);
  }

  /**
   * Writes a change: all of it, or it throws.
   *
   * @throws StaleWrite when job or item were not as they were shown
   */
  write(change: JobChange, given: ReadonlyMap<ContentId, PreparedContent>): void {
    this.#writeJob(change.before, change.job);
    for (const item of change.items) this.#writeItem(change.job, item, given);
    this.#insertEvents(change.events);
    this.#noteEnding(change);
  }

  /** The end of a job that anybody may want to hear of is kept with its final event. */
  #noteEnding({ before, job }: JobChange): void {
    const ending = endingOf(before, job);
    if (!ending) return;
    const { id, at, organizationId, projectId, jobId } = ending;
    this.#sql.noteEnding.run(id, at, JSON.stringify(ending), projectId, jobId, organizationId);
  }

  #writeJob(before: Job, job: Job): void {
    const progress = [
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
    const { changes } =
      job.status === before.status
        ? this.#sql.progress.run(...progress, job.id, before.version)
        : this.#sql.progressAndStatus.run(...progress, STATUS_PLACE[job.status], job.id, before.version);
    if (changes !== 1) throw new StaleWrite(`Job ${job.id} is no longer at version ${before.version}.`);
    if (job.cpuSeconds !== before.cpuSeconds) this.#tallyCpu(job, job.cpuSeconds - before.cpuSeconds);
    if (job.status !== before.status) {
      this.#session.tallies.jobs(job.projectId, before.status, -1);
      this.#session.tallies.jobs(job.projectId, job.status, 1);
    }
    if (
      job.name !== before.name ||
      job.description !== before.description ||
      job.properties !== before.properties
    ) {
      const properties = JSON.stringify(job.properties);
      this.#sql.description.run(job.name, job.name.toLowerCase(), job.description, properties, job.id);
      this.removeProperties(before);
      for (const { name, value } of job.properties)
        this.#sql.addProperty.run(job.projectId, name, value, job.id);
    }
  }

  removeProperties(job: Job): void {
    for (const { name, value } of job.properties) {
      this.#sql.removeProperty.run(job.projectId, name, value, job.id);
    }
  }

  #writeItem(
    job: Job,
    { before, after, archived }: ItemWrite,
    given: ReadonlyMap<ContentId, PreparedContent>,
  ): void {
    const row = rowFromItem(after);
    const { changes } = this.#sql.updateItem.run(
      row[3],
      row[4],
      row[5],
      row[6],
      row[7],
      row[8],
      row[9],
      row[10],
      row[11],
      row[12],
      row[13],
      row[14],
      row[15],
      after.jobId,
      after.index,
      before.attempt,
      before.fence,
    );
    if (changes !== 1) {
      throw new StaleWrite(
        `Item ${after.index} of job ${after.jobId} is no longer at attempt ${before.attempt}, fence ${before.fence}.`,
      );
    }
    if (archived) {
      const text = JSON.stringify(archived);
      this.#sql.insertAttempt.run(after.jobId, after.index, archived.number, archived.resultId, text);
      for (const id of contentsOf(archived)) this.#contents.hold(id, given.get(id));
      this.#tallyStorage(job, archived.resultId, given, 1);
    }
    this.#holdContents(before, after, given);
    if (before.resultId !== after.resultId) {
      this.#tallyStorage(job, after.resultId, given, 1);
      this.#tallyStorage(job, before.resultId, given, -1);
    }
    this.#tallyCredits(job, before, after);
    this.#tallyQueue(before, -1);
    this.#tallyQueue(after, 1);
    this.#tallyFinish(before, after);
  }

  /** The item names what it names now, and no longer what it named. */
  #holdContents(before: JobItem, after: JobItem, given: ReadonlyMap<ContentId, PreparedContent>): void {
    const old = contentsOf(before);
    const now = contentsOf(after);
    for (const id of now) if (!old.includes(id)) this.#contents.hold(id, given.get(id));
    const gone = old.filter((id) => !now.includes(id));
    for (const id of gone) this.#contents.release(id);
    if (gone.length > 0) this.#contents.sweep();
  }

  #insertEvents(events: readonly JobEvent[]): void {
    for (const event of events) this.#sql.insertEvent.run(...rowFromEvent(event));
  }

  /**
   * Writes a handle without an event.
   *
   * @returns false when the item is no longer as it was read
   */
  note(
    read: JobItem,
    remote: RemoteHandle | null,
    dueAt: number | null,
    given: ReadonlyMap<ContentId, PreparedContent>,
  ): boolean {
    const { changes } = this.#sql.noteItem.run(
      handleText(remote),
      dueAt,
      read.jobId,
      read.index,
      read.attempt,
      read.fence,
      STATUS_PLACE[read.status],
      handleText(read.remote),
    );
    if (changes !== 1) return false;
    const after = { ...read, remote, dueAt };
    this.#holdContents(read, after, given);
    this.#tallyQueue(read, -1);
    this.#tallyQueue(after, 1);
    if ((read.remote === null) !== (remote === null)) {
      const owner = this.#ownerOf(read.jobId);
      this.#tallyCredits(owner, read, after);
      this.#tallyHanded(owner, read, remote);
    }
    return true;
  }

  #ownerOf(jobId: JobId): UsageKey {
    const row = this.#sql.owner.get(jobId) as [string, string | null, string, string] | undefined;
    if (!row) throw new Error(`Job ${jobId} is missing.`);
    return { organizationId: row[0], groupId: row[1], projectId: row[2], createdBy: row[3] };
  }

  /** A job is about to be deleted: what it holds is free; what it used stays used. */
  forgetUsage(job: Job, bytes: number): void {
    const { usage } = this.#session;
    usage.add(job, 'STORAGE', HELD, -bytes);
    const target = this.#targets.target(job.targetId);
    const resource = target && cpuResource(target);
    if (resource) usage.add(job, resource, DELETED, job.cpuSeconds);
    let credits = job.credits;
    if (!isFinal(job.status)) {
      for (const item of this.items(job.id)) {
        const use = creditUse(item);
        usage.add(job, 'RESERVED', HELD, -use.reserved);
        if (!isFinal(item.status)) credits += use.used;
      }
    }
    usage.add(job, 'CREDITS', DELETED, credits);
  }

  // ---- Tallies ---------------------------------------------------------------------------------------------------

  #tallyCpu(job: Job, seconds: number): void {
    const target = this.#targets.target(job.targetId);
    const resource = target && cpuResource(target);
    if (resource) this.#session.usage.add(job, resource, monthOf(job.updatedAt), seconds);
  }

  #tallyStorage(
    job: Job,
    id: ContentId | null,
    given: ReadonlyMap<ContentId, PreparedContent>,
    times: 1 | -1,
  ): void {
    if (id === null) return;
    this.#session.usage.add(job, 'STORAGE', HELD, times * (given.get(id)?.size ?? this.#contents.size(id)));
  }

  #tallyCredits(of: UsageKey, before: JobItem, after: JobItem): void {
    if (before.remote === null && after.remote === null && after.credits === null) return;
    const was = creditUse(before);
    const is = creditUse(after);
    this.#session.usage.add(of, 'RESERVED', HELD, is.reserved - was.reserved);
    // What an earlier attempt has cost stays; one that is asked about again is the same submission still.
    const stays = after.attempt !== before.attempt && before.remote?.key !== after.remote?.key;
    if (!stays) this.#session.usage.add(of, 'CREDITS', was.month, -was.used);
    this.#session.usage.add(of, 'CREDITS', is.month, is.used);
  }

  /** What is handed over counts in the fair queue from then on; what was not taken after all does not. */
  #tallyHanded(of: UsageKey, read: JobItem, remote: RemoteHandle | null): void {
    const handle = remote ?? read.remote;
    if (!handle) return;
    const minute = Math.floor(handle.keyAt / 60_000);
    const credits = remote === null ? -handle.credits : handle.credits;
    const { organizationId, groupId, createdBy } = of;
    this.#sql.handed.run(read.targetId, minute, organizationId, groupId ?? '', createdBy, credits);
    this.#sql.forgetHanded.run(read.targetId, minute - MINUTES_HANDED_KEPT);
  }

  #tallyQueue(item: JobItem, by: number): void {
    if (waitsHere(item)) this.#session.tallies.waiting(item.targetId, by);
    else if (item.status === 'RUNNING') this.#session.tallies.running(item.targetId, by);
  }

  #tallyFinish(before: JobItem, after: JobItem): void {
    const finish = finishOf(before, after);
    if (!finish) return;
    const { finishedAt, seconds } = finish;
    this.#session.tallies.finished(after.targetId, finishedAt);
    if (seconds !== null) this.#session.tallies.ran({ targetId: after.targetId, finishedAt, seconds });
  }
}
