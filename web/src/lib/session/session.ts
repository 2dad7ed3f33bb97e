/**
 * Ends the session and starts the page afresh, so that nothing of it stays in memory.
 *
 * @returns what went wrong, in a sentence, when the session goes on
 */
export async function signOut(): Promise<string | null> {
  // As JSON: that is what tells the server that no form of another site asks for it.
  const response = await fetch('/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  if (response === null || (!response.ok && response.status !== 401)) {
    return 'You are still signed in: the server could not be asked to end the session.';
  }
  location.assign('/sign-in');
  return null;
}
