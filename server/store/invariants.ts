import type { JobEvent, JobId, JobItem, ProjectId } from '../domain/job.ts';
import {
  JOB_STATUSES,
  isFinal,
  jobStatusOf,
  totalOf,
  type JobStatus,
  type StatusCounts,
} from '../domain/status.ts';
import { statusesAfter } from '../domain/transitions.ts';
import type { Store } from './store.ts';

/** An item as its job's events tell of it. */
interface Told {
  readonly status: JobStatus;
  readonly attempt: number;
  readonly fence: number;
  /** The fence it began to run with last; null where it did not, in this attempt. */
  readonly startedWith: number | null;
  /** How often each attempt came to an end. */
  readonly ends: readonly number[];
}

const PAGE = 500;

/**
 * Reads jobs and their whole history, and checks what must hold of them at any time.
 *
 * - I1: the job and all its items are there; an attempt that ended did so once
 * - I2: versions without gap or double, legal transitions, the last event is the row
 * - I3: one result if and only if the attempt COMPLETED, told with the fence that it began to run with
 * - I4: no write with an older fence
 *
 * I5 needs the providers' ledgers, I6 and I7 need what clients were told; I8 is `leftBehind`.
 * What is tallied of usage is what all jobs together say.
 *
 * @returns one sentence for each thing that does not hold; empty when all is well
 */
export async function brokenInvariants(store: Store, jobIds: readonly JobId[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const jobId of jobIds) broken.push(...(await brokenInJob(store, jobId)));
  broken.push(...(await store.wrongUsage()));
  return broken;
}

async function brokenInJob(store: Store, jobId: JobId): Promise<readonly string[]> {
  const [job] = await store.jobs([jobId]);
  if (!job) return [`I1: job ${jobId} is missing.`];
  const broken: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`${what} (job ${jobId})`);
  };

  const items = await allItems(store, jobId);
  const inOrder = items.every((item, place) => item.index === place);
  check(items.length === job.definition.programs.length && inOrder, 'I1: an item is missing');
  check(sameCounts(job.counts, tally(items)), 'I2: the counts of the row are not those of the items');
  check(totalOf(job.counts) === items.length, 'I2: the counts do not add up to the items');
  check(job.status === jobStatusOf(job.counts, job.cancellation !== null), 'I2: the status does not follow');

  const events = await allEvents(store, jobId);
  check(events.length === job.version, `I2: ${events.length} events at version ${job.version}`);
  check(
    events.every((event, place) => event.version === place + 1),
    'I2: event versions have a gap or a double',
  );
  const last = events.at(-1);
  check(
    last?.status === job.status && last.attempt === job.attempt && sameCounts(last.counts, job.counts),
    'I2: the last event differs from the row',
  );

  const told = replay(events, check);
  for (const item of items) {
    const one = told.get(item.index);
    const same = one?.status === item.status && one.attempt === item.attempt && one.fence === item.fence;
    check(same, `I2: item ${item.index} differs from what the events tell`);
    const due = Array.from({ length: item.attempt }, (_, n) =>
      n + 1 < item.attempt || isFinal(item.status) ? 1 : 0,
    );
    check(
      due.every((times, n) => (one?.ends[n] ?? 0) === times),
      `I1: item ${item.index}: its attempts ended ${one?.ends.join(', ')} times`,
    );
    check(
      item.workerId === null || item.status === 'RUNNING',
      `I2: item ${item.index}: a worker, not RUNNING`,
    );
    await checkResults(store, item, check);
  }
  return broken;
}

type Check = (holds: boolean, what: string) => void;

/** Follows the items through the events. */
function replay(events: readonly JobEvent[], check: Check): ReadonlyMap<number, Told> {
  const told = new Map<number, Told>();
  for (const event of events) {
    for (const delta of event.items) {
      const where = `item ${delta.index}, event ${event.version}`;
      const before = told.get(delta.index);
      check((before?.status ?? null) === delta.from, `I2: ${where}: it was not ${delta.from}`);
      if (before) {
        check(
          statusesAfter(before.status).includes(delta.to),
          `I2: ${where}: ${before.status} to ${delta.to}`,
        );
        check(delta.fence >= before.fence, `I4: ${where}: the fence went back`);
        const attempt = before.attempt + (delta.to === 'RETRYING' ? 1 : 0);
        check(delta.attempt === attempt, `I3: ${where}: attempt ${delta.attempt} after ${before.attempt}`);
        const started = delta.to === 'RUNNING' && before.status === 'QUEUED';
        check(!started || delta.fence > before.fence, `I4: ${where}: started without a new fence`);
        const won = before.startedWith === null || delta.fence === before.startedWith;
        check(delta.to !== 'COMPLETED' || won, `I3: ${where}: completed with a fence it did not run with`);
      }
      told.set(delta.index, after(before, delta));
    }
    check(event.kind !== 'IGNORED' || event.items.length === 0, `I4: event ${event.version}: ignored`);
    check(sameCounts(event.counts, tally([...told.values()])), `I2: event ${event.version}: counts`);
  }
  return told;
}

function after(before: Told | undefined, delta: JobEvent['items'][number]): Told {
  const ends = [...(before?.ends ?? [])];
  if (isFinal(delta.to)) ends[delta.attempt - 1] = (ends[delta.attempt - 1] ?? 0) + 1;
  const startedWith =
    // A provider that refuses to stop it runs on under a fence of its own, too.
    delta.to === 'RUNNING'
      ? delta.fence
      : delta.to === 'QUEUED' || delta.to === 'RETRYING'
        ? null
        : (before?.startedWith ?? null);
  return { status: delta.to, attempt: delta.attempt, fence: delta.fence, startedWith, ends };
}

async function checkResults(store: Store, item: JobItem, check: Check): Promise<void> {
  const [attempts = []] = await store.attempts([{ jobId: item.jobId, index: item.index }]);
  const numbered = attempts.every(({ number }, place) => number === place + 1);
  check(numbered && attempts.length === item.attempt - 1, `I3: item ${item.index} lacks an earlier attempt`);
  for (const { status, resultId } of [...attempts, item]) {
    check((resultId !== null) === (status === 'COMPLETED'), `I3: item ${item.index}: result in ${status}`);
    if (resultId === null) continue;
    check((await store.content(resultId)) !== null, `I3: item ${item.index}: its result is not stored`);
  }
}

/**
 * Compares what a store counts along the way with what there is: jobs of a project by status, and the length of each
 * queue. Only while nobody writes.
 *
 * @param projectIds - all projects there are
 * @returns one sentence for each thing that does not hold
 */
export async function brokenCounts(
  store: Store,
  projectIds: readonly ProjectId[],
): Promise<readonly string[]> {
  const broken: string[] = [];
  const waiting = new Map<string, number>();
  for (const projectId of projectIds) {
    const statuses: { readonly status: JobStatus }[] = [];
    for (let last: JobId | null = null; ;) {
      const ids: readonly JobId[] = await store.jobIds({ projectId }, {}, last, PAGE);
      for (const job of await store.jobs(ids)) if (job) statuses.push(job);
      for (const id of ids) {
        for (const item of await allItems(store, id)) {
          const here = item.status === 'QUEUED' && item.remote === null;
          if (here) waiting.set(item.targetId, (waiting.get(item.targetId) ?? 0) + 1);
        }
      }
      last = ids.at(-1) ?? null;
      if (ids.length < PAGE) break;
    }
    const [counted] = await store.jobCounts([projectId]);
    if (!counted || !sameCounts(counted, tally(statuses)))
      broken.push(`Project ${projectId}: the jobs by status are not those there are.`);
  }
  const targets = await store.listTargets();
  const stats = await store.queueStats(targets.map(({ id }) => id));
  targets.forEach(({ id }, place) => {
    const told = stats[place]?.waiting;
    const are = waiting.get(id) ?? 0;
    if (told !== are) broken.push(`Target ${id}: ${told} are said to wait, ${are} do.`);
  });
  return broken;
}

/**
 * What stopped processes left behind in a store (RELIABILITY: I8). Only when all have stopped in order.
 *
 * @returns one sentence for each worker, node, duty or claimed item that is left
 */
export async function leftBehind(store: Store): Promise<readonly string[]> {
  const [workers, nodes, duties, orphans] = [
    await store.workers(),
    await store.nodes(),
    await store.duties(),
    await store.orphans(PAGE),
  ];
  return [
    ...workers.map(({ workerId }) => `I8: worker ${workerId} is still registered.`),
    ...nodes.map(({ id }) => `I8: node ${id} is still registered.`),
    ...duties.flatMap(({ name, nodeId }) => (nodeId === null ? [] : [`I8: ${nodeId} still has "${name}".`])),
    ...orphans.map(({ jobId, index }) => `I8: item ${index} of ${jobId} runs on nobody.`),
  ];
}

async function allItems(store: Store, jobId: JobId): Promise<readonly JobItem[]> {
  const items: JobItem[] = [];
  for (let after = -1; ;) {
    const page = await store.listItems(jobId, { statuses: null, after, limit: PAGE });
    items.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return items;
    after = last.index;
  }
}

async function allEvents(store: Store, jobId: JobId): Promise<readonly JobEvent[]> {
  const events: JobEvent[] = [];
  for (let after = 0; ;) {
    const page = await store.events(jobId, after, PAGE);
    events.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return events;
    after = last.version;
  }
}

function tally(items: readonly { readonly status: JobStatus }[]): StatusCounts {
  const counts = Object.fromEntries(JOB_STATUSES.map((status) => [status, 0])) as Record<JobStatus, number>;
  for (const { status } of items) counts[status] += 1;
  return counts;
}

function sameCounts(a: StatusCounts, b: StatusCounts): boolean {
  return JOB_STATUSES.every((status) => a[status] === b[status]);
}
