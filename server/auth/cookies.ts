import { createHmac, hkdfSync } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { SESSION_COOKIE } from './library.ts';
import { newSecret, sameSecret } from '../jobs/secrets.ts';

/** The setting that holds the secret cookies are signed with, where the configuration gives none. */
const SETTING = 'cookie_secret';

/**
 * What cookies are signed with: made of the configuration's key, or kept in the database since the first start, so
 * that all processes share it.
 *
 * @param secretKey - 32 bytes; null for none
 */
export async function cookieSecret(
  store: Pick<Store, 'setting'>,
  secretKey: Uint8Array | null,
): Promise<string> {
  if (secretKey === null) return store.setting(SETTING, newSecret());
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'shotboard cookies', 32)).toString('base64url');
}

/** The session's cookie; browsers keep one with this prefix to https. */
export function sessionCookieName(secureCookies: boolean): string {
  return secureCookies ? `__Secure-${SESSION_COOKIE}` : SESSION_COOKIE;
}

/** The value of a cookie in a Cookie header; null when there is none. */
export function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return /^[\w.%~-]{1,400}$/.test(value) ? value : null;
  }
  return null;
}

/**
 * What was signed: the value before the last dot, where what follows is its HMAC-SHA-256 in base64, both encoded for
 * a cookie as better-auth does it.
 */
export function signedValue(cookie: string, secret: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(cookie);
  } catch {
    return null;
  }
  const dot = text.lastIndexOf('.');
  const value = text.slice(0, Math.max(0, dot));
  const right = createHmac('sha256', secret).update(value).digest('base64');
  return value !== '' && sameSecret(text.slice(dot + 1), right) ? value : null;
}
