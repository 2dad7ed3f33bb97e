import type { NodeRole } from '../graphql/graphql.ts';

export const ROLE_WORDS: Readonly<Record<NodeRole, string>> = {
  ALL: 'Serves and runs items',
  API: 'Serves the API and the dashboard',
  WORKER: 'Runs items',
};

const DUTY_WORDS: Readonly<Record<string, { readonly label: string; readonly meaning: string }>> = {
  rescue: { label: 'Rescue', meaning: 'Puts back what lost workers held' },
  remote: { label: 'Remote backends', meaning: 'Hands items over to providers and follows them' },
  cleaning: { label: 'Cleaning', meaning: 'Removes what has expired' },
};

/** What to call a duty; one that a newer server knows goes by its own name. */
export function dutyWords(name: string): { readonly label: string; readonly meaning: string } {
  return DUTY_WORDS[name] ?? { label: name, meaning: 'A duty of a newer version' };
}

/** Whether a node has not shown that it lives for longer than it should have. */
export function isLate(lastSeenAt: string, now: number): boolean {
  return now - Date.parse(lastSeenAt) > 60_000;
}

/** "3 of 4 items", "none of 4 items". */
export function loadWords(running: number, slots: number): string {
  return `${running === 0 ? 'none' : running.toLocaleString()} of ${slots.toLocaleString()}`;
}
