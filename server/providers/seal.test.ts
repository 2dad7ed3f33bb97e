import { expect, test } from 'vitest';
import { CannotUnseal, KEY_BYTES, seal, unseal } from './seal.ts';

const KEY = Buffer.alloc(KEY_BYTES, 1);

test('what is sealed comes back with the same key for the same thing, and twice sealed it differs', () => {
  const [one, two] = [seal('secret ✓', 'cred_1', KEY), seal('secret ✓', 'cred_1', KEY)];
  expect(unseal(one, 'cred_1', KEY)).toBe('secret ✓');
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  expect(Buffer.from(one).includes(Buffer.from('secret'))).toBe(false);
});

test('nothing comes back with another key, for another thing, or changed by one bit anywhere', () => {
  const sealed = seal('secret', 'cred_1', KEY);
  expect(() => unseal(sealed, 'cred_1', Buffer.alloc(KEY_BYTES, 2))).toThrow(CannotUnseal);
  expect(() => unseal(sealed, 'cred_2', KEY)).toThrow(CannotUnseal);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(changed, 'cred_1', KEY)).toThrow(CannotUnseal);
  }
  expect(() => unseal(sealed.subarray(0, 20), 'cred_1', KEY)).toThrow(CannotUnseal);
});
