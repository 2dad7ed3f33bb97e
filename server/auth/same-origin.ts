import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from a page of this server or from no page at all. Browsers send `Origin` with every
 * websocket and every POST; programs send none.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}

/**
 * Whether a POST may count on its cookie: a form or a plain-text request of another site cannot be of this kind
 * without the browser asking first.
 */
export function isDeliberate(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' || 'apollo-require-preflight' in headers;
}
