/** The one-time code in what was pasted: the code itself, or the address that ends with it. */
export function codeIn(text: string): string {
  const trimmed = text.trim();
  const inAddress = /[?&]code=([^&#\s]+)/.exec(trimmed)?.[1];
  return inAddress === undefined ? trimmed : decodeURIComponent(inAddress);
}
