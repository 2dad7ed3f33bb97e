import { describe, expect, it } from 'vitest';
import { noticeFor } from './conformance.ts';
import { decode, encodeNotices, encodeTold, encodeWord, mergeNotices } from './wire.ts';

describe('what travels between nodes', () => {
  it('is split below the limit of a notification, in order, and is the same afterwards', () => {
    const notices = Array.from({ length: 500 }, (_, n) =>
      noticeFor(`job_ä${n}`, { version: n, due: n % 2 === 0, finished: n % 3 ? ['ERROR', 'ERROR'] : [] }),
    );
    const payloads = encodeNotices('me', notices);
    expect(payloads.length).toBeGreaterThan(1);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    const read = payloads
      .map(decode)
      .flatMap((message) => (message && 'notices' in message ? message.notices : []));
    expect(read).toEqual(notices);
  });

  it('says only that something was missed where it would be too much, or one notice is too long', () => {
    const missed = [encodeWord('me', 'missed')];
    expect(
      encodeNotices(
        'me',
        Array.from({ length: 9_000 }, (_, n) => noticeFor(`job_${n}`)),
      ),
    ).toEqual(missed);
    expect(encodeNotices('me', [noticeFor('job_1'), noticeFor('x'.repeat(8_000))])).toEqual(missed);
    expect(encodeNotices('me', [])).toEqual([]);
  });

  it('names users who are told something, as many as fit', () => {
    const users = Array.from({ length: 2_000 }, (_, n) => `user_ä${n}`);
    const payloads = encodeTold('me', users);
    expect(payloads.length).toBeGreaterThan(1);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    const read = payloads
      .map(decode)
      .flatMap((message) => (message && 'told' in message ? message.told : []));
    expect(read).toEqual(users);
    expect(encodeTold('me', [])).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '[1,"you"'],
    ['another shape', '{"v":1}'],
    ['a later format', '[2,"you",{"jobs":[]}]'],
    ['a word of a later version', '[1,"you","something-new"]'],
    ['users who are none', '[1,"you","told",7]'],
    ['a notice with more to it', '[1,"you",["a","b","c","d",1,0,{},"more"]]'],
    ['a notice with a count that is none', '[1,"you",["a","b","c","d",1,0,{"ERROR":1e9}]]'],
    ['a notice without an id', '[1,"you",[null,"b","c","d",1,0,{}]]'],
  ])('is not understood when it is %s', (_, payload) => {
    expect(decode(payload)).toBeNull();
  });

  it('merges what happened to a job', () => {
    const earlier = noticeFor('job_1', { version: 9, waiting: true, deleted: true, finished: ['ERROR'] });
    const later = noticeFor('job_1', { version: 8, cancelled: true, finished: ['COMPLETED'] });
    expect(mergeNotices(earlier, later)).toEqual(
      noticeFor('job_1', {
        version: 9,
        waiting: true,
        cancelled: true,
        deleted: true,
        finished: ['ERROR', 'COMPLETED'],
      }),
    );
  });
});
