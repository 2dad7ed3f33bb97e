import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job, JobEvent, JobId } from '../domain/job.ts';
import { SYSTEM_ORIGIN, type Viewer } from '../jobs/context.ts';
import { PROJECT, USER, submit } from '../test/job-builder.ts';
import { changeJobTimes, removeJob, upTo } from '../test/job-changes.ts';
import { liveOf } from '../test/test-live.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { Live } from './live.ts';

let server: TestServer;
let live: Live;
const viewer: Viewer = { user: USER, origin: SYSTEM_ORIGIN };

beforeEach(async () => {
  server = await startTestServer({ worker: false });
  live = liveOf(server);
  await submit(server.store, { id: 'job_1' });
});
afterEach(async () => {
  live.close();
  await server.close();
});

const change = (jobId: JobId, times: number, tell = true) => changeJobTimes(server, jobId, times, tell);

async function take(events: AsyncGenerator<JobEvent>, count: number): Promise<readonly number[]> {
  const versions: number[] = [];
  while (versions.length < count) {
    const { done, value } = await events.next();
    if (done) break;
    versions.push(value.version);
  }
  return versions;
}

describe('the events of a job', () => {
  test('first those there are, then those that come, in order', async () => {
    const events = await live.jobEvents(viewer, 'job_1', 0);
    expect(await take(events, 2)).toEqual([1, 2]);
    const coming = take(events, 3);
    await change('job_1', 3);
    expect(await coming).toEqual([3, 4, 5]);
    await events.return(undefined);
    expect(live.readers.jobs).toBe(0);
  });

  test('a reader far behind the ring reads from the store, one ahead of it waits', async () => {
    const slow = await live.jobEvents(viewer, 'job_1', 0);
    const fast = await live.jobEvents(viewer, 'job_1', 2);
    const ahead = await live.jobEvents(viewer, 'job_1', 600);
    const coming = take(fast, 620);
    const last = take(ahead, 2);
    await change('job_1', 620);
    expect(await coming).toEqual(upTo(622, 3));
    expect(await last).toEqual([601, 602]);
    expect(await take(slow, 622)).toEqual(upTo(622));
  });

  test('all who watch share the reading of what is new', async () => {
    let reads = 0;
    const counting = new Live({
      store: { ...server.store, events: (...args) => ((reads += 1), server.store.events(...args)) },
      bus: server.bus,
      checkEvery: 0,
      notThere: () => new Error('none'),
    });
    const readers = await Promise.all(upTo(50).map(() => counting.jobEvents(viewer, 'job_1', 2)));
    const coming = readers.map((reader) => take(reader, 1));
    await new Promise((resolve) => setImmediate(resolve));
    reads = 0;
    await change('job_1', 1);
    expect(await Promise.all(coming)).toEqual(readers.map(() => [3]));
    expect(reads).toBe(1);
    counting.close();
  });

  test('a lost notice is made up for by the next look', async () => {
    const events = await live.jobEvents(viewer, 'job_1', 2);
    const coming = take(events, 2);
    await change('job_1', 2, false);
    await live.checkNow();
    expect(await coming).toEqual([3, 4]);
  });

  test('word that something was missed is such a look, even while one is under way', async () => {
    const events = await live.jobEvents(viewer, 'job_1', 2);
    const coming = take(events, 2);
    const early = live.checkNow();
    await change('job_1', 2, false);
    server.bus.say('missed');
    expect(await coming).toEqual([3, 4]);
    await early;
  });

  test('they end when the job is deleted, told or not', async () => {
    for (const tell of [true, false]) {
      const events = await live.jobEvents(viewer, 'job_1', 2);
      const coming = take(events, 1);
      await removeJob(server, 'job_1', tell);
      if (!tell) await live.checkNow();
      expect(await coming).toEqual([]);
      expect(live.readers.jobs).toBe(0);
      await submit(server.store, { id: 'job_1' });
    }
  });

  test('I6: however often a reader resumes, it sees each version once, in order', async () => {
    let job = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ changes: fc.nat(5), tell: fc.boolean(), read: fc.nat(6) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (steps) => {
          job += 1;
          const id = `job_${job}`;
          await submit(server.store, { id });
          const seen: number[] = [];
          let total = 2;
          for (const { changes, tell, read } of steps) {
            const events = await live.jobEvents(viewer, id, seen.at(-1) ?? 0);
            const count = Math.min(read, total + changes - seen.length);
            const reading = take(events, count);
            await change(id, changes, tell);
            total += changes;
            await live.checkNow();
            seen.push(...(await reading));
            await events.return(undefined);
          }
          expect(seen).toEqual(upTo(seen.length));
        },
      ),
      { numRuns: 40 },
    );
    expect(live.readers.jobs).toBe(0);
  });
});

describe('the jobs of a project', () => {
  test('the first update is empty and comes at once; then the latest states', async () => {
    const changes = await live.projectJobs(viewer, PROJECT.id);
    expect((await changes.next()).value).toEqual({ changed: [], deleted: [] });
    const coming = changes.next();
    await change('job_1', 1);
    expect((await coming).value?.changed.map((job: Job) => [job.id, job.version])).toEqual([['job_1', 3]]);
  });

  test('a slow reader gets one update with the latest states, and what is gone', async () => {
    await submit(server.store, { id: 'job_2' });
    const changes = await live.projectJobs(viewer, PROJECT.id);
    await changes.next();
    await change('job_1', 300);
    await removeJob(server, 'job_2');
    await new Promise((resolve) => setImmediate(resolve));
    const { value } = await changes.next();
    expect(value?.changed.map((job: Job) => [job.id, job.version])).toEqual([['job_1', 302]]);
    expect(value?.deleted).toEqual(['job_2']);
  });

  test('a lost notice is made up for by the next look', async () => {
    const changes = await live.projectJobs(viewer, PROJECT.id);
    await changes.next();
    const coming = changes.next();
    await change('job_1', 2, false);
    await live.checkNow();
    expect((await coming).value?.changed[0]?.version).toBe(4);
  });

  test('a reader that waits is ended at once', async () => {
    const changes = await live.projectJobs(viewer, PROJECT.id);
    await changes.next();
    const waiting = changes.next();
    await changes.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(live.readers.projects).toBe(0);
  });
});

describe('who may watch', () => {
  test('what one may not see is told as what is not there', async () => {
    const { user } = await server.person({ id: 'user_stranger' });
    await expect(live.jobEvents({ user, origin: SYSTEM_ORIGIN }, 'job_1', 0)).rejects.toThrow('no job job_1');
    await expect(live.jobEvents({ user, origin: SYSTEM_ORIGIN }, 'job_9', 0)).rejects.toThrow('no job job_9');
    await expect(live.projectJobs({ user, origin: SYSTEM_ORIGIN }, PROJECT.id)).rejects.toThrow(
      'no project proj_1',
    );
    expect(live.readers).toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
  });
});

test('over a websocket: resumed from the last version, nothing is missing and nothing comes twice', async () => {
  const query =
    'subscription ($after: Int) { jobStatus(jobId: "job_1", after: $after) { version job { version } } }';
  const seen: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const client = server.watch();
    const events = client.iterate<{ jobStatus: { version: number; job: { version: number } } }>({
      query,
      variables: { after: seen.at(-1) ?? 0 },
    });
    const changing = change('job_1', 4);
    for await (const { data } of events) {
      if (!data) break;
      seen.push(data.jobStatus.version);
      // Loaded anew for each event, never what was loaded for an earlier one.
      expect(data.jobStatus.job.version).toBeGreaterThanOrEqual(data.jobStatus.version);
      if (seen.length % 3 === 0) break;
    }
    client.terminate();
    await changing;
  }
  expect(seen).toEqual(upTo(15));
});
