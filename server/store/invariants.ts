import type { JobEvent, JobId, JobItem } from '../domain/job.ts';
import { JOB_STATUSES, jobStatusOf, totalOf, type JobStatus, type StatusCounts } from '../domain/status.ts';
import { statusesAfter } from '../domain/transitions.ts';
import type { Store } from './store.ts';

/** An item as its job's events tell of it. */
interface Told {
  readonly status: JobStatus;
  readonly attempt: number;
  readonly fence: number;
}

const PAGE = 500;

/**
 * Reads jobs and their whole history, and checks what must hold of them at any time (RELIABILITY: I1–I4).
 *
 * @returns one sentence for each thing that does not hold; empty when all is well
 */
export async function brokenInvariants(store: Store, jobIds: readonly JobId[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const jobId of jobIds) broken.push(...(await brokenInJob(store, jobId)));
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
      }
      told.set(delta.index, { status: delta.to, attempt: delta.attempt, fence: delta.fence });
    }
    check(sameCounts(event.counts, tally([...told.values()])), `I2: event ${event.version}: counts`);
  }
  return told;
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
