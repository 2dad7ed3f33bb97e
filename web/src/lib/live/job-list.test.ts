import { describe, expect, it } from 'vitest';
import { JobList, type JobListSnapshot, type JobPage, type JobUpdate, type ListedJob } from './job-list.ts';

interface Row extends ListedJob {
  readonly status: string;
}

/** A job: the larger its number, the newer it is. */
const row = (number: number, version = 1, status = 'QUEUED'): Row => ({
  id: `job-${number}`,
  version,
  status,
  createdAt: String(number).padStart(6, '0'),
});

/** A list over a table of jobs, newest first, with hand-cranked frames. */
async function list(rows: Row[], { matches }: { matches: (row: Row) => boolean } = { matches: () => true }) {
  const pageSize = 3;
  let frames: (() => void)[] = [];
  let update: (update: JobUpdate<Row>) => void = () => {};
  let shown: JobListSnapshot<Row> | undefined;
  let shows = 0;
  let reads = 0;
  const far = { rows };
  const read = (after: string | null): Promise<JobPage<Row>> => {
    reads++;
    const all = far.rows.filter(matches).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const begin = after === null ? 0 : all.findIndex((each) => each.createdAt < after);
    const page = begin < 0 ? [] : all.slice(begin, begin + pageSize);
    const endCursor = page.at(-1)?.createdAt ?? null;
    return Promise.resolve({
      rows: page,
      endCursor,
      hasMore: begin + pageSize < all.length,
      totalCount: all.length,
    });
  };
  const jobs = new JobList<Row>(
    {
      read,
      matches,
      compare: (a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0),
      watch: (listener) => {
        update = listener;
        return () => (update = () => {});
      },
      nextFrame: (callback) => {
        frames.push(callback);
        return () => (frames = []);
      },
    },
    (snapshot) => {
      shows++;
      shown = snapshot;
    },
  );
  jobs.start();
  const settle = () => new Promise((resume) => setImmediate(resume));
  await settle();
  return {
    jobs,
    far,
    settle,
    ids: () => shown?.rows.map((each) => `${each.id.slice(4)}v${each.version}`).join(' '),
    shown: () => shown,
    counts: () => ({ shows, reads }),
    change: (...changed: Row[]) => update({ changed, deleted: [] }),
    drop: (...deleted: string[]) => update({ changed: [], deleted }),
    reconnect: async () => {
      update({ changed: [], deleted: [] });
      await settle();
    },
    frame: () => {
      const due = frames;
      frames = [];
      due.forEach((each) => each());
    },
  };
}

const five = () => [1, 2, 3, 4, 5].map((each) => row(each));

describe('a list of jobs', () => {
  it('reads page by page', async () => {
    const it = await list(five());
    expect(it.ids()).toBe('5v1 4v1 3v1');
    await it.jobs.loadMore();
    expect(it.ids()).toBe('5v1 4v1 3v1 2v1 1v1');
    expect(it.shown()).toMatchObject({ hasMore: false, totalCount: 5 });
  });

  it('changes rows in place, once a frame, and leaves the others the same objects', async () => {
    const it = await list(five());
    const before = it.shown()?.rows ?? [];
    const { shows } = it.counts();
    for (let version = 2; version < 50; version++) it.change(row(4, version, 'RUNNING'));
    it.frame();
    expect(it.ids()).toBe('5v1 4v49 3v1');
    expect(it.counts().shows).toBe(shows + 1);
    expect(it.shown()?.rows[0]).toBe(before[0]);
  });

  it('ignores a state that is older than the shown one', async () => {
    const it = await list([row(1, 5)]);
    it.change(row(1, 4));
    it.frame();
    expect(it.ids()).toBe('1v5');
  });

  it('holds new jobs back until they are revealed', async () => {
    const it = await list(five());
    it.change(row(6), row(7));
    it.frame();
    it.change(row(7, 2));
    it.frame();
    expect(it.ids()).toBe('5v1 4v1 3v1');
    expect(it.shown()).toMatchObject({ heldBack: 2, totalCount: 7 });
    it.jobs.reveal();
    expect(it.ids()).toBe('7v2 6v1 5v1 4v1 3v1');
    expect(it.shown()?.heldBack).toBe(0);
  });

  it('forgets what stands further down than was scrolled', async () => {
    const it = await list(five());
    it.change(row(1, 9));
    it.frame();
    expect(it.shown()).toMatchObject({ heldBack: 0, totalCount: 5 });
  });

  it('keeps a row that the filter no longer takes until the reader agrees', async () => {
    const it = await list(five(), { matches: (each) => each.status === 'QUEUED' });
    it.change(row(4, 2, 'COMPLETED'));
    it.frame();
    expect(it.ids()).toBe('5v1 4v2 3v1');
    expect([...(it.shown()?.left ?? [])]).toEqual(['job-4']);
    it.jobs.reveal();
    expect(it.ids()).toBe('5v1 3v1');
  });

  it('counts only what matches, however rows leave, return and are deleted', async () => {
    const it = await list([row(1), row(2), row(3)], { matches: (each) => each.status === 'QUEUED' });
    it.change(row(1, 2, 'RUNNING'), row(2, 2, 'RUNNING'));
    it.frame();
    expect(it.shown()).toMatchObject({ totalCount: 1, left: new Set(['job-1', 'job-2']) });
    it.change(row(2, 3));
    it.frame();
    expect(it.shown()).toMatchObject({ totalCount: 2, left: new Set(['job-1']) });
    it.drop('job-1');
    it.frame();
    expect(it.shown()).toMatchObject({ totalCount: 2 });
    it.jobs.reveal();
    expect(it.shown()).toMatchObject({ totalCount: 2 });
  });

  it('removes deleted jobs, shown or held back', async () => {
    const it = await list(five());
    it.change(row(6));
    it.frame();
    it.drop('job-6', 'job-4');
    it.frame();
    expect(it.ids()).toBe('5v1 3v1');
    expect(it.shown()).toMatchObject({ heldBack: 0, totalCount: 4 });
  });

  it('reads again all that is shown after a reconnect', async () => {
    const it = await list(five());
    await it.jobs.loadMore();
    it.far.rows = [row(1), row(2, 3), row(4), row(5), row(6)];
    await it.reconnect();
    expect(it.ids()).toBe('6v1 5v1 4v1 2v3 1v1');
  });

  it('keeps what arrived while it was being read', async () => {
    const it = await list(five());
    const reading = it.reconnect();
    it.change(row(4, 7));
    it.drop('job-5');
    await reading;
    it.frame();
    expect(it.ids()).toBe('4v7 3v1');
  });

  it('holds back a bounded number, and reads anew to show more', async () => {
    const it = await list(five());
    it.change(...Array.from({ length: 2_000 }, (_, each) => row(each + 10)));
    it.frame();
    expect(it.shown()?.heldBack).toBe(2_000);
    const { reads } = it.counts();
    it.jobs.reveal();
    await it.settle();
    expect(it.counts().reads).toBeGreaterThan(reads);
    expect(it.shown()?.heldBack).toBe(0);
  });
});
