import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bus, JobNotice, NoticeOrigin } from './bus.ts';

/** A bus as two nodes see it; one bus twice where there is only one process. */
export interface OpenedBus {
  readonly nodes: readonly [Bus, Bus];
  dispose(): Promise<void>;
}

/** A notice of a job that has changed. */
export function noticeFor(jobId: string, fields: Partial<JobNotice> = {}): JobNotice {
  return {
    jobId,
    projectId: 'proj_1',
    organizationId: 'org_1',
    targetId: 'target_simulator',
    version: 1,
    deleted: false,
    waiting: false,
    cancelled: false,
    due: false,
    finished: [],
    ...fields,
  };
}

/** All that one listener hears, and a way to wait for it. */
export function listenTo(bus: Bus) {
  const heard: { readonly notice: JobNotice; readonly from: NoticeOrigin }[] = [];
  let missed = 0;
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of waiting) one();
  };
  const stop = bus.subscribe((notices, from) => {
    heard.push(...notices.map((notice) => ({ notice, from })));
    look();
  });
  bus.hear('missed', () => {
    missed += 1;
    look();
  });
  return {
    heard,
    stop,
    get missed() {
      return missed;
    },
    /** Resolves once the condition holds. */
    until(condition: () => boolean): Promise<void> {
      return new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
  };
}

/** What every bus must do. */
export function busConformance(name: string, open: () => Promise<OpenedBus>): void {
  describe(`${name}: conformance`, () => {
    let opened: OpenedBus;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());
    /** Whose notices the second node hears. */
    const elsewhere = (): NoticeOrigin => (opened.nodes[0] === opened.nodes[1] ? 'HERE' : 'ELSEWHERE');

    it('tells all who listen on all nodes, once each, in order, as it was published', async () => {
      const [first, second] = opened.nodes;
      const ears = [listenTo(first), listenTo(first), listenTo(second)] as const;
      const notices = [
        noticeFor('job_1', { version: 7, waiting: true }),
        noticeFor('job_2', { cancelled: true, due: true, finished: ['CANCELLED', 'COMPLETED'] }),
        noticeFor('job_3', { deleted: true, projectId: 'proj_"quoted"', targetId: 'target_ä€𝄞' }),
      ];
      first.publish(notices.slice(0, 2));
      first.publish(notices.slice(2));
      await Promise.all(ears.map((ear) => ear.until(() => ear.heard.length >= 3)));
      expect(ears[0].heard).toEqual(notices.map((notice) => ({ notice, from: 'HERE' })));
      expect(ears[1].heard).toEqual(ears[0].heard);
      expect(ears[2].heard).toEqual(notices.map((notice) => ({ notice, from: elsewhere() })));
      // A last notice comes after everything else: nothing came twice.
      first.publish([noticeFor('job_last')]);
      await Promise.all(ears.map((ear) => ear.until(() => ear.heard.at(-1)?.notice.jobId === 'job_last')));
      expect(ears.map((ear) => ear.heard.length)).toEqual([4, 4, 4]);
    });

    it('calls nobody on the stack of the publisher, and nobody who has stopped listening', async () => {
      const [first] = opened.nodes;
      const [early, late] = [listenTo(first), listenTo(first)];
      early.stop();
      first.publish([noticeFor('job_1')]);
      expect(late.heard).toEqual([]);
      await late.until(() => late.heard.length === 1);
      expect(early.heard).toEqual([]);
    });

    it('tells in both directions', async () => {
      const [first, second] = opened.nodes;
      const ear = listenTo(first);
      second.publish([noticeFor('job_1')]);
      await ear.until(() => ear.heard.length === 1);
      expect(ear.heard[0]?.from).toBe(elsewhere());
    });

    it('several notices of a job may come as one: the newest version, and all that happened', async () => {
      const [first, second] = opened.nodes;
      const ear = listenTo(second);
      for (let version = 1; version <= 100; version += 1) {
        first.publish([noticeFor('job_1', { version, waiting: version === 50, finished: ['COMPLETED'] })]);
      }
      await ear.until(() => ear.heard.at(-1)?.notice.version === 100);
      expect(ear.heard.some(({ notice }) => notice.waiting)).toBe(true);
      expect(ear.heard.flatMap(({ notice }) => notice.finished)).toHaveLength(100);
    });

    it.each([
      [
        'notices of 2,000 jobs',
        Array.from({ length: 2_000 }, (_, n) => noticeFor(`job_${'x'.repeat(20)}${n}`)),
      ],
      ['notices of 20,000 jobs', Array.from({ length: 20_000 }, (_, n) => noticeFor(`job_${n}`))],
      ['a notice longer than any message may be', [noticeFor(`job_${'x'.repeat(9_000)}`)]],
    ])('%s at once: each is heard, or that something was missed', async (_, notices) => {
      const [first, second] = opened.nodes;
      const ear = listenTo(second);
      first.publish(notices);
      await ear.until(() => ear.heard.length === notices.length || ear.missed > 0);
      first.publish([noticeFor('job_after')]);
      await ear.until(() => ear.heard.at(-1)?.notice.jobId === 'job_after');
    });

    it('says words to all nodes, and to nobody the word was not said', async () => {
      const heard: string[] = [];
      const both = Promise.all(
        opened.nodes.map(
          (bus, node) =>
            new Promise<void>((resolve) => {
              bus.hear('credentials', () => {
                heard.push(`credentials ${node}`);
                resolve();
              });
            }),
        ),
      );
      const stop = opened.nodes[0].hear('credentials', () => heard.push('stopped'));
      stop();
      opened.nodes[0].say('credentials');
      await both;
      expect(heard.sort()).toEqual(['credentials 0', 'credentials 1']);
    });

    it('names users who are told something on all nodes, to whoever still listens', async () => {
      const heard = opened.nodes.map(() => [] as string[]);
      const stop = opened.nodes[0].hearTold(() => heard[0]?.push('stopped'));
      stop();
      const both = opened.nodes.map(
        (bus, node) =>
          new Promise<void>((resolve) => {
            bus.hearTold((userIds) => {
              heard[node]?.push(...userIds);
              if (userIds.includes('user_last')) resolve();
            });
          }),
      );
      opened.nodes[0].publishTold([]);
      opened.nodes[0].publishTold(['user_1', 'user_2']);
      opened.nodes[0].publishTold(['user_last']);
      await Promise.all(both);
      const all = ['user_1', 'user_2', 'user_last'];
      expect(heard).toEqual([all, all]);
    });

    it('what is published before it closes still goes out', async () => {
      const [first, second] = opened.nodes;
      if (first === second) return;
      const ear = listenTo(second);
      first.publish([noticeFor('job_last_words')]);
      await first.close();
      await ear.until(() => ear.heard.length === 1);
      first.publish([noticeFor('job_too_late')]);
      await first.close();
    });
  });
}
