import { describe, expect, it } from 'vitest';
import { braketCounts, braketQueue, braketStatus } from './braket.ts';
import { apportion, keyOfState } from './counts.ts';
import { ionqStates, ionqStatus } from './ionq.ts';
import { checkedEndpoint, cleanText, pauseBefore, DEFAULT_POLICY, retryAfterOf } from './remote-call.ts';

describe('Braket in our words', () => {
  it.each([
    ['3', { position: 3, atLeast: false, waitMs: null }],
    ['>2000', { position: 2000, atLeast: true, waitMs: null }],
    ['None', { position: null, atLeast: false, waitMs: null }],
    [undefined, { position: null, atLeast: false, waitMs: null }],
  ])('queue position %s', (position, place) => expect(braketQueue(position)).toEqual(place));
  it.each(['toString', '__proto__', 'PAUSED', ''])('status %s is not known', (raw) =>
    expect(braketStatus(raw)).toBeNull(),
  );
  it('reads measurements in the order of measuredQubits', () => {
    const document = {
      measurements: [
        [0, 1, 0],
        [0, 1, 1],
      ],
      measuredQubits: [2, 0, 1],
    };
    expect(braketCounts(document, 3, 2)?.counts).toEqual(
      new Map([
        ['001', 1],
        ['011', 1],
      ]),
    );
  });
  it('reads probabilities where there are no shots, and nothing else', () => {
    const document = { measurementProbabilities: { '10': 0.75, '00': 0.25 }, measuredQubits: [0, 1] };
    const read = braketCounts(document, 2, 10);
    expect(read?.from).toBe('probabilities');
    expect([...(read?.counts.values() ?? [])].reduce((a, b) => a + b, 0)).toBe(10);
    expect(read?.counts.get('01')).toBeGreaterThanOrEqual(7);
    for (const wrong of [null, {}, { measurements: [[2]] }, { measurements: [[0]], measuredQubits: [1] }])
      expect(braketCounts(wrong, 1, 1)).toBeNull();
  });
});

describe('IonQ in our words', () => {
  it.each([
    ['failed', 'QuotaExhaustedError', 'DEPLETED'],
    ['failed', 'ContractExpiredError', 'DEPLETED'],
    ['failed', 'SystemCancel', 'TERMINATED'],
    ['failed', 'CompilationError', 'ERROR'],
    ['completed', 'SystemCancel', 'COMPLETED'],
    ['constructor', null, null],
  ])('%s for %s is %s', (raw, failure, status) => expect(ionqStatus(raw, failure)).toBe(status));
  it('reads decimal states whose lowest bit is qubit 0', () => {
    expect(ionqStates({ '1': 3, '6': 4 }, 3)).toEqual(
      new Map([
        ['001', 3],
        ['110', 4],
      ]),
    );
    for (const wrong of [{}, { '8': 1 }, { x: 1 }, { '0': -1 }, []]) expect(ionqStates(wrong, 3)).toBeNull();
    expect(keyOfState('1267650600228229401496703205375', 100)).toBe('1'.repeat(100));
  });
});

describe('what all calls share', () => {
  it('apportioned counts add up to the shots', () => {
    const thirds = new Map([
      ['00', 1 / 3],
      ['01', 1 / 3],
      ['10', 1 / 3],
    ]);
    expect(apportion(thirds, 10)).toEqual(
      new Map([
        ['00', 4],
        ['01', 3],
        ['10', 3],
      ]),
    );
    expect(apportion(new Map([['0', 1e-12]]), 5)).toEqual(new Map([['0', 5]]));
  });
  it.each([
    ['3', 3_000],
    ['0.5', 500],
    ['Thu, 01 Jan 1970 00:00:09 GMT', 9_000],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('Retry-After %s', (header, ms) => expect(retryAfterOf(header, 0)).toBe(ms));
  it('pauses grow up to a ceiling, and are never shorter than the provider asks', () => {
    const policy = { ...DEFAULT_POLICY, random: () => 0.999 };
    expect([1, 2, 3, 20].map((n) => Math.round(pauseBefore(n, undefined, policy)))).toEqual([
      500, 999, 1998, 29970,
    ]);
    expect(pauseBefore(1, 5_000, { ...policy, random: () => 0 })).toBe(5_000);
  });
  it('texts lose secrets, control characters and excess length', () => {
    expect(cleanText('a\r\n\u202eb hunter2', ['hunter2', ''])).toBe('a b [secret]');
    expect(cleanText('x'.repeat(9_999), [])).toHaveLength(501);
  });
  it('plain http goes to this machine alone, and only where that is allowed', () => {
    expect(checkedEndpoint('https://api.ionq.co/v0.4', false).hostname).toBe('api.ionq.co');
    expect(checkedEndpoint('http://127.0.0.1:4102', true).port).toBe('4102');
    for (const [url, allowed] of [
      ['http://127.0.0.1:4102', false],
      ['http://10.0.0.1', true],
      ['http://127.0.0.1.example.com', true],
      ['https://h/?q=1', true],
    ] as const)
      expect(() => checkedEndpoint(url, allowed)).toThrow(/endpoint/);
  });
});
