import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobFeed, type FeedSink, type Versioned } from './job-feed.ts';

/** A server with some history, which sends what it is told to send. */
function server() {
  const opened: { after: () => number; sink: FeedSink<Versioned>; closed: boolean }[] = [];
  return {
    opened,
    open: (after: () => number, sink: FeedSink<Versioned>) => {
      const each = { after, sink, closed: false };
      opened.push(each);
      return () => (each.closed = true);
    },
    send: (...versions: number[]) => versions.forEach((version) => opened.at(-1)?.sink.event({ version })),
  };
}

function feed(after = 0) {
  const far = server();
  const seen: number[] = [];
  const job = new JobFeed(
    far.open,
    { events: (events) => seen.push(...events.map((each) => each.version)) },
    after,
  );
  job.start();
  return { far, seen, job };
}

describe('the feed of a job', () => {
  it('passes events on in order', () => {
    const { far, seen } = feed();
    far.send(1, 2, 3);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('begins after what the page has', () => {
    const { far } = feed(7);
    expect(far.opened[0]?.after()).toBe(7);
  });

  it('leaves out what was seen, as after a reconnect that repeats', () => {
    const { far, seen } = feed();
    far.send(1, 2, 1, 2, 3);
    expect(seen).toEqual([1, 2, 3]);
    expect(far.opened[0]?.after()).toBe(3);
  });

  it('opens again after the last whole version when one is missing', () => {
    const { far, seen } = feed();
    far.send(1, 3);
    expect(far.opened).toHaveLength(2);
    expect(far.opened[0]?.closed).toBe(true);
    expect(far.opened[1]?.after()).toBe(1);
    far.send(2, 3);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('hears nothing after it was stopped', () => {
    const { far, seen, job } = feed();
    job.stop();
    far.send(1);
    expect(seen).toEqual([]);
    expect(far.opened[0]?.closed).toBe(true);
  });

  it('shows 1, 2, 3 … whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 })), (versions) => {
        const { far, seen } = feed();
        far.send(...versions);
        expect(seen).toEqual(seen.map((_, index) => index + 1));
      }),
    );
  });
});
