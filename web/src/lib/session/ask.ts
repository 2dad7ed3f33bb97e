/** What a route of the server said: its answer, or what went wrong in a sentence. */
export type Answered<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly message: string };

/**
 * Asks one of the routes that sign people in and look after passwords.
 *
 * @param readAnswer - takes apart what the server answers with
 */
export async function ask<Answer>(
  path: string,
  body: object,
  readAnswer: (json: unknown) => Answer,
): Promise<Answered<Answer>> {
  // As JSON: that is what tells the server that no form of another site asks.
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (response === null) return { ok: false, message: 'The server cannot be reached.' };
  const json: unknown = await response.json().catch(() => null);
  if (response.ok) return { ok: true, answer: readAnswer(json) };
  const told = typeof json === 'object' && json !== null && 'error' in json ? json.error : null;
  return { ok: false, message: typeof told === 'string' ? told : 'The server could not do this.' };
}

/** The same where only what went wrong matters. @returns null when it was done */
export async function tell(path: string, body: object): Promise<string | null> {
  const told = await ask(path, body, () => null);
  return told.ok ? null : told.message;
}

/** A text field of an answer; empty where there is none. */
export function textIn(json: unknown, name: string): string {
  const value =
    typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>)[name] : null;
  return typeof value === 'string' ? value : '';
}

/** The one-time token of a link, and takes it out of the address, so that it stays in no history. */
export function takeToken(): string {
  const url = new URL(location.href);
  const token = url.searchParams.get('token') ?? '';
  url.searchParams.delete('token');
  history.replaceState(history.state, '', url);
  return token;
}
