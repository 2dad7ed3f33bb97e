import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEntry } from '../domain/audit.ts';

type Entries = (answer: unknown) => readonly AuditEntry[];

const scope = new AsyncLocalStorage<{ entries: Entries | null }>();

/** Calls a writing method so that its transaction finds what it is to leave in the audit: see `takeEntries`. */
export async function withEntries<Answer>(
  write: () => Promise<Answer>,
  entries: (answer: Answer) => readonly AuditEntry[],
): Promise<Answer> {
  // The transaction answers what the method does: the type is the method's.
  const pending: { entries: Entries | null } = { entries: entries as Entries };
  const answer = await scope.run(pending, write);
  if (pending.entries !== null) throw new Error('An audited call has to make one write.');
  return answer;
}

/** What the write that begins now is to leave in the audit; null for nothing. One write takes it, once. */
export function takeEntries(): Entries | null {
  const pending = scope.getStore();
  if (!pending) return null;
  const { entries } = pending;
  pending.entries = null;
  return entries;
}
