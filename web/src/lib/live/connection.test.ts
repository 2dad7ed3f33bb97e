import { describe, expect, it } from 'vitest';
import { backoff } from './backoff.ts';
import { afterReport, Connection, type ConnectionState } from './connection.ts';

const idle: ConnectionState = { is: 'idle' };
const live: ConnectionState = { is: 'live', since: 1 };
const lost: ConnectionState = { is: 'lost', since: 1 };

describe('the state of the connection', () => {
  it.each([
    ['a first attempt', idle, 'opening', { is: 'connecting', since: 9 }],
    ['a connection', { is: 'connecting', since: 1 }, 'ready', { is: 'live', since: 9 }],
    ['a loss', live, 'closed', { is: 'lost', since: 9 }],
    [
      'a first attempt that fails is old from its start',
      { is: 'connecting', since: 1 },
      'closed',
      { is: 'lost', since: 1 },
    ],
    ['trying again does not make it fresher', lost, 'opening', lost],
    ['failing again keeps the time of the loss', lost, 'closed', lost],
    ['it comes back', lost, 'ready', { is: 'live', since: 9 }],
    ['nobody watches any more', live, 'released', idle],
  ] as const)('%s', (_, before, report, after) => {
    expect(afterReport(before, report, 9)).toEqual(after);
  });

  it('tells those who listen, and only of changes', () => {
    const connection = new Connection(() => 5);
    const seen: string[] = [];
    const stop = connection.listen((state) => seen.push(state.is));
    for (const report of ['opening', 'ready', 'closed', 'opening', 'closed', 'ready'] as const)
      connection.report(report);
    stop();
    connection.report('closed');
    expect(seen).toEqual(['connecting', 'live', 'lost', 'live']);
  });
});

describe('backoff', () => {
  it('grows, stays below a quarter of a minute and never is zero', () => {
    expect(backoff(0, 0)).toBe(250);
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(3, 1)).toBe(4_000);
    expect(backoff(1_000, 1)).toBe(15_000);
  });
});
