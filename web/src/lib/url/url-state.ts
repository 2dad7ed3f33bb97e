import { goto } from '$app/navigation';
import { page } from '$app/state';
import { withParams, type Params } from './params.ts';

/** State of the page that lives in the query of its address. Reading it is reactive. */
export const urlState = {
  get: (name: string): string | null => page.url.searchParams.get(name),
  /** Every value of a name: `?status=ERROR&status=QUEUED`. */
  all: (name: string): string[] => page.url.searchParams.getAll(name),
  /** The value if it is one of those allowed, else the first of them. */
  oneOf: <Value extends string>(name: string, allowed: readonly [Value, ...Value[]]): Value => {
    const value = page.url.searchParams.get(name);
    return allowed.find((each) => each === value) ?? allowed[0];
  },
  /** Every value that is one of those allowed. */
  someOf: <Value extends string>(name: string, allowed: readonly Value[]): Value[] => {
    const values = page.url.searchParams.getAll(name);
    return allowed.filter((each) => values.includes(each));
  },
  /** Changes some names and keeps the others; null, '' and [] remove one. Replaces the entry of the history unless `push`. */
  set: (changes: Params, { push = false } = {}): Promise<void> =>
    goto(withParams(page.url, changes), { replaceState: !push, keepFocus: true, noScroll: true }),
};
