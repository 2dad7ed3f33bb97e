import type {
  Attempt,
  EventKind,
  ItemDelta,
  Job,
  JobDefinition,
  JobEvent,
  JobItem,
  JobType,
} from '../domain/job.ts';
import { JOB_STATUSES, type JobStatus, type StatusCounts, type StatusTimes } from '../domain/status.ts';

/** How rows are read and written. Rows come as arrays in the order of the column lists here: that is fastest. */

export const STATUS_PLACE = Object.fromEntries(
  JOB_STATUSES.map((status, place) => [status, place]),
) as Readonly<Record<JobStatus, number>>;

export function statusAt(place: number): JobStatus {
  const status = JOB_STATUSES[place];
  if (!status) throw new Error(`The database holds status ${place}, which is none.`);
  return status;
}

/** What fits here is written anew with each change of a job's row; what is longer has a row of its own. */
const LONGEST_INLINE_DEFINITION = 1_000;

export const JOB_COLUMNS =
  'id, project_id, organization_id, name, description, type, target_id, status, message, error_detail, version, ' +
  'attempt, created_by, created_at, updated_at, status_times, counts, properties, rerun_of, cancellation, ' +
  'cpu_seconds, credits, definition, group_id';

export type JobRow = [
  id: string,
  projectId: string,
  organizationId: string,
  name: string,
  description: string,
  type: JobType,
  targetId: string,
  status: number,
  message: string | null,
  errorDetail: string | null,
  version: number,
  attempt: number,
  createdBy: string,
  createdAt: number,
  updatedAt: number,
  statusTimes: string,
  counts: string,
  properties: string,
  rerunOf: string | null,
  cancellation: string | null,
  cpuSeconds: number,
  credits: number,
  definition: string | null,
  groupId: string | null,
];

export function jobFromRow(row: JobRow, definition: JobDefinition): Job {
  return {
    id: row[0],
    projectId: row[1],
    organizationId: row[2],
    groupId: row[23],
    name: row[3],
    description: row[4],
    type: row[5],
    targetId: row[6],
    status: statusAt(row[7]),
    message: row[8],
    errorDetail: row[9],
    version: row[10],
    attempt: row[11],
    createdBy: row[12],
    createdAt: row[13],
    updatedAt: row[14],
    statusTimes: JSON.parse(row[15]) as StatusTimes,
    counts: countsFromText(row[16]),
    properties: row[17] === '[]' ? NO_PROPERTIES : (JSON.parse(row[17]) as Job['properties']),
    rerunOf: row[18],
    cancellation: row[19] === null ? null : (JSON.parse(row[19]) as Job['cancellation']),
    cpuSeconds: row[20],
    credits: row[21],
    definition,
  };
}
const NO_PROPERTIES: Job['properties'] = Object.freeze([]);

export function rowFromJob(job: Job): { readonly row: JobRow; readonly longDefinition: string | null } {
  const definition = JSON.stringify(job.definition);
  const inline = definition.length <= LONGEST_INLINE_DEFINITION;
  const row: JobRow = [
    job.id,
    job.projectId,
    job.organizationId,
    job.name,
    job.description,
    job.type,
    job.targetId,
    STATUS_PLACE[job.status],
    job.message,
    job.errorDetail,
    job.version,
    job.attempt,
    job.createdBy,
    job.createdAt,
    job.updatedAt,
    JSON.stringify(job.statusTimes),
    textFromCounts(job.counts),
    JSON.stringify(job.properties),
    job.rerunOf,
    cancellationText(job.cancellation),
    job.cpuSeconds,
    job.credits,
    inline ? definition : null,
    job.groupId,
  ];
  return { row, longDefinition: inline ? null : definition };
}

export function cancellationText(cancellation: Job['cancellation']): string | null {
  return cancellation === null ? null : JSON.stringify(cancellation);
}

// ---- Counts ----------------------------------------------------------------------------------------------------

/** Most jobs have one of few combinations; the objects are frozen and shared. */
const knownCounts = new Map<string, StatusCounts>();

export function countsFromText(text: string): StatusCounts {
  const known = knownCounts.get(text);
  if (known) return known;
  const numbers = text.split(',');
  const counts = Object.fromEntries(
    JOB_STATUSES.map((status, place) => [status, Number(numbers[place] ?? 0)]),
  );
  if (knownCounts.size >= 10_000) knownCounts.clear();
  const frozen = Object.freeze(counts) as StatusCounts;
  knownCounts.set(text, frozen);
  return frozen;
}

export function textFromCounts(counts: StatusCounts): string {
  let text = String(counts.SUBMITTED);
  for (let place = 1; place < JOB_STATUSES.length; place += 1) text += `,${counts[statusAt(place)]}`;
  return text;
}

// ---- Items -----------------------------------------------------------------------------------------------------

export const ITEM_COLUMNS =
  'job_id, idx, target_id, status, attempt, fence, message, error_detail, status_times, queued_at, result_id, ' +
  'worker_id, restarts, cpu_seconds, remote, due_at, credits';

export type ItemRow = [
  jobId: string,
  index: number,
  targetId: string,
  status: number,
  attempt: number,
  fence: number,
  message: string | null,
  errorDetail: string | null,
  statusTimes: string,
  queuedAt: number | null,
  resultId: string | null,
  workerId: string | null,
  restarts: number,
  cpuSeconds: number,
  remote: string | null,
  dueAt: number | null,
  credits: number | null,
];

export function itemFromRow(row: ItemRow): JobItem {
  return {
    jobId: row[0],
    index: row[1],
    targetId: row[2],
    status: statusAt(row[3]),
    attempt: row[4],
    fence: row[5],
    message: row[6],
    errorDetail: row[7] === null ? null : (JSON.parse(row[7]) as JobItem['errorDetail']),
    statusTimes: JSON.parse(row[8]) as StatusTimes,
    queuedAt: row[9],
    resultId: row[10],
    workerId: row[11],
    restarts: row[12],
    cpuSeconds: row[13],
    remote: row[14] === null ? null : (JSON.parse(row[14]) as JobItem['remote']),
    dueAt: row[15],
    credits: row[16],
  };
}

export function rowFromItem(item: JobItem): ItemRow {
  return [
    item.jobId,
    item.index,
    item.targetId,
    STATUS_PLACE[item.status],
    item.attempt,
    item.fence,
    item.message,
    item.errorDetail === null ? null : JSON.stringify(item.errorDetail),
    JSON.stringify(item.statusTimes),
    item.queuedAt,
    item.resultId,
    item.workerId,
    item.restarts,
    item.cpuSeconds,
    handleText(item.remote),
    item.dueAt,
    item.credits,
  ];
}

export function handleText(remote: JobItem['remote']): string | null {
  return remote === null ? null : JSON.stringify(remote);
}

export function attemptFromText(text: string): Attempt {
  return JSON.parse(text) as Attempt;
}

// ---- Events ----------------------------------------------------------------------------------------------------

export const EVENT_COLUMNS = 'job_id, version, at, kind, actor, message, status, counts, attempt, items';

export type EventRow = [
  jobId: string,
  version: number,
  at: number,
  kind: EventKind,
  actor: string | null,
  message: string | null,
  status: number,
  counts: string,
  attempt: number,
  items: string,
];

type DeltaCells = [
  index: number,
  from: number | null,
  to: number,
  attempt: number,
  fence: number,
  message: string | null,
];

export function eventFromRow(row: EventRow): JobEvent {
  return {
    jobId: row[0],
    version: row[1],
    at: row[2],
    kind: row[3],
    actor: row[4],
    message: row[5],
    status: statusAt(row[6]),
    counts: countsFromText(row[7]),
    attempt: row[8],
    items: (JSON.parse(row[9]) as DeltaCells[]).map(deltaFromCells),
  };
}

function deltaFromCells(cells: DeltaCells): ItemDelta {
  return {
    index: cells[0],
    from: cells[1] === null ? null : statusAt(cells[1]),
    to: statusAt(cells[2]),
    attempt: cells[3],
    fence: cells[4],
    message: cells[5],
  };
}

export function rowFromEvent(event: JobEvent): EventRow {
  return [
    event.jobId,
    event.version,
    event.at,
    event.kind,
    event.actor,
    event.message,
    STATUS_PLACE[event.status],
    textFromCounts(event.counts),
    event.attempt,
    JSON.stringify(event.items.map(cellsFromDelta)),
  ];
}

function cellsFromDelta(delta: ItemDelta): DeltaCells {
  const from = delta.from === null ? null : STATUS_PLACE[delta.from];
  return [delta.index, from, STATUS_PLACE[delta.to], delta.attempt, delta.fence, delta.message];
}
