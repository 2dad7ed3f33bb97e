/** Redeems a one-time code. @returns what went wrong, in a sentence; null when signed in */
export async function signIn(code: string): Promise<string | null> {
  const response = await fetch('/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  if (response === null) return 'The server cannot be reached.';
  if (response.status === 429) return 'Too many attempts. Wait a minute and try again.';
  return response.ok ? null : 'This code is not valid. A code works once, and not for long.';
}

/** Ends the session and starts the page afresh, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST' }).catch(() => null);
  location.assign('/sign-in');
}
