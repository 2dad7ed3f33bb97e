import { describe, expect, test } from 'vitest';
import { newJob } from '../test/job-builder.ts';
import {
  endingMail,
  endingOf,
  NEWEST_NOTIFICATIONS,
  nextAttemptAt,
  notificationChanges,
  refusesWebhookUrl,
  toldOf,
  type FollowLevel,
  type Following,
  type JobEnding,
} from './notification.ts';
import type { JobStatus } from './status.ts';

const ENDING: JobEnding = {
  id: 'job_1/5',
  jobId: 'job_1',
  projectId: 'proj_1',
  organizationId: 'org_1',
  jobName: 'Bell',
  status: 'ERROR',
  message: null,
  at: 1,
};
function following(userId: string, level: FollowLevel, jobId: string | null = null): Following {
  return { userId, projectId: 'proj_1', jobId, level, byEmail: false, byWebhook: false };
}

test.each<[JobStatus, JobStatus, boolean]>([
  ['RUNNING', 'COMPLETED', true],
  ['CANCELLING', 'CANCELLED', true],
  ['QUEUED', 'RUNNING', false],
  ['COMPLETED', 'COMPLETED', false],
])('from %s to %s a job ends: %s', (from, to, ends) => {
  const { job } = newJob({ id: 'job_1' });
  expect(endingOf({ ...job, status: from }, { ...job, status: to }) !== null).toBe(ends);
});

describe('who is told', () => {
  test.each<[string, readonly Following[], JobStatus, readonly string[]]>([
    ['all ends', [following('a', 'ALL')], 'COMPLETED', ['a']],
    ['failures alone', [following('a', 'FAILURES')], 'COMPLETED', []],
    ['a failure', [following('a', 'FAILURES')], 'TERMINATED', ['a']],
    ['a cancel is no failure', [following('a', 'FAILURES')], 'CANCELLED', []],
    ['the job says nothing', [following('a', 'ALL'), following('a', 'NOTHING', 'job_1')], 'ERROR', []],
    ['the job says all', [following('a', 'ALL', 'job_1'), following('a', 'NOTHING')], 'COMPLETED', ['a']],
  ])('%s', (_what, followings, status, users) => {
    expect(toldOf({ ...ENDING, status }, followings).map(({ userId }) => userId)).toEqual(users);
  });
});

describe('attempts', () => {
  test('pauses double, are spread, and end within a day', () => {
    const at = (attempts: number, random: number, now = 0) =>
      nextAttemptAt({ createdAt: 0 }, attempts, now, random);
    expect([at(1, 0), at(1, 0.999), at(2, 0), at(30, 0)]).toEqual([15_000, 29_985, 30_000, 3_600_000]);
    const day = 24 * 3_600_000;
    expect(at(20, 0, day - 3_600_000)).toBe(day);
    expect(at(20, 0, day - 3_599_999)).toBeNull();
  });
});

describe('what somebody is told who watches their notifications', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `n${n}`);
  test.each<
    [
      what: string,
      before: readonly string[],
      unreadBefore: number,
      now: readonly string[],
      unread: number,
      added: readonly string[] | null,
    ]
  >([
    ['nothing changed', ['b', 'a'], 1, ['b', 'a'], 1, null],
    ['there is nothing', [], 0, [], 0, null],
    ['the first', [], 0, ['a'], 1, ['a']],
    ['new ones, the oldest first', ['a'], 1, ['c', 'b', 'a'], 3, ['b', 'c']],
    ['one that ended before another that is known', ['c', 'a'], 2, ['c', 'b', 'a'], 3, ['b']],
    ['one was read', ['b', 'a'], 2, ['b', 'a'], 1, []],
    ['one came and another was read', ['a'], 1, ['b', 'a'], 1, ['b']],
    ['old ones were forgotten', ['b', 'a'], 0, ['b'], 0, null],
    ['almost more than is looked at', ['a'], 1, [...many(99), 'a'], 100, many(99).toReversed()],
    ['more than is looked at', ['a'], 1, many(NEWEST_NOTIFICATIONS), 101, []],
  ])('%s', (_what, before, unreadBefore, now, unread, added) => {
    const notifications = (ids: readonly string[]) =>
      ids.map((id) => ({ id, userId: 'a', ending: ENDING, readAt: null }));
    const changes = notificationChanges(
      { newest: notifications(before), unread: unreadBefore },
      { newest: notifications(now), unread },
    );
    expect(changes && changes.added.map(({ id }) => id)).toEqual(added);
    if (changes) expect(changes.unreadCount).toBe(unread);
  });
});

test('a mail has one subject, whatever a job is called', () => {
  const { subject } = endingMail({ ...ENDING, jobName: 'x\r\nBcc: all@example.org\u2028y' }, 'https://s');
  expect(subject).toBe('x Bcc: all@example.org y: error');
});

describe('addresses of webhooks', () => {
  test.each<[string, boolean]>([
    ['https://example.org/hook?x=1', true],
    ['http://example.org/', false],
    ['http://localhost:80/', true],
    ['https://ada:secret@example.org/', false],
    ['ftp://example.org/', false],
    ['nonsense', false],
    [`https://example.org/${'x'.repeat(2000)}`, false],
  ])('%s: %s', (url, ok) => expect(refusesWebhookUrl(url, ['localhost']) === null).toBe(ok));
});
