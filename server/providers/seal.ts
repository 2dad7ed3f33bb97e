import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D), under a nonce of their own. What they belong to is authenticated
 * with them, so that one sealed text cannot be put in the place of another.
 */

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The length of the key, in bytes. */
export const KEY_BYTES = 32;

/** Sealed with another key, for something else, or changed since. */
export class CannotUnseal extends Error {
  override readonly name = 'CannotUnseal';
}

/** @param of - what the secret belongs to, for example the id of its credentials */
export function seal(secret: string, of: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(of, 'utf8'));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws CannotUnseal */
export function unseal(sealed: Uint8Array, of: string, key: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const body = 1 + NONCE_BYTES + TAG_BYTES;
  if (bytes.length < body || bytes[0] !== VERSION) throw new CannotUnseal('It was not sealed here.');
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(1, 1 + NONCE_BYTES));
    decipher.setAAD(Buffer.from(of, 'utf8'));
    decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, body));
    return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new CannotUnseal('The key is not the one it was sealed with, or it was changed.', { cause: error });
  }
}
