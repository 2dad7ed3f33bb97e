export type Params = Readonly<Record<string, string | readonly string[] | null>>;

/** The address with some names of its query changed; null, '' and [] remove one. Names are sorted, so that equal states have equal addresses. */
export function withParams(url: URL, changes: Params): string {
  const params = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    const values = value === null || value === '' ? [] : [value].flat();
    for (const each of values) params.append(name, each);
  }
  params.sort();
  const query = params.toString();
  return url.pathname + (query && `?${query}`) + url.hash;
}
