/** What a payload says was refused, in a sentence; null when it was done. */
export function refusedIn(payload: {
  readonly errors: readonly { readonly message: string }[];
}): string | null {
  return payload.errors[0]?.message ?? null;
}
