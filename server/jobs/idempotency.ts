import { createHash } from 'node:crypto';
import { refusal, type Refusal } from '../domain/errors.ts';
import type { Idempotency } from '../store/store.ts';
import type { Context, Viewer } from './context.ts';

/** The promise that comes with a key: the same operation and input, or it is refused. */
export function idempotencyOf(
  ctx: Context,
  viewer: Viewer,
  key: string | null | undefined,
  operation: string,
  input: object,
): Idempotency | null {
  if (key === null || key === undefined) return null;
  const fingerprint = createHash('sha256')
    .update(`${operation}\n${canonical(input)}`)
    .digest('hex');
  return { userId: viewer.user.id, key, fingerprint, now: ctx.now() };
}

/** JSON with sorted names and without what is null, so that the same request gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, one]) => one !== null && one !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

export function keyReused(): Refusal {
  return refusal('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used for another request.', [
    'idempotencyKey',
  ]);
}
