import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The id a request is logged under: the caller's when it is a plain one, otherwise a fresh one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}
