/** How well a text answers what was typed; null when it does not. Higher is better. */
export function score(text: string, typed: string): number | null {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 0;
  const given = text.toLowerCase();
  const at = given.indexOf(wanted);
  if (at === 0) return 1_000 - given.length;
  if (at > 0 && startsWord(given, at)) return 800 - given.length;
  if (at > 0) return 600 - given.length;
  return scattered(given, wanted);
}

/** The letters in order, each at the start of a word or right after the last: "sj" finds "Submit a job". */
function scattered(given: string, wanted: string): number | null {
  let at = -1;
  let gaps = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    let next = given.indexOf(letter, at + 1);
    while (next > at + 1 && !startsWord(given, next)) next = given.indexOf(letter, next + 1);
    if (next === -1) return null;
    if (next !== at + 1) gaps++;
    at = next;
  }
  return 300 - 10 * gaps - given.length;
}

const startsWord = (text: string, at: number) => at === 0 || /[\s\-_.:/(]/.test(text.charAt(at - 1));

/** Those that answer what was typed, best first; equals stay in their order. */
export function ranked<Entry extends { readonly label: string; readonly words?: string }>(
  entries: readonly Entry[],
  typed: string,
): readonly Entry[] {
  return entries
    .flatMap((entry) => {
      const byLabel = score(entry.label, typed);
      const byWords = entry.words === undefined ? null : score(entry.words, typed);
      const best = byLabel ?? (byWords === null ? null : byWords - 500);
      return best === null ? [] : [{ entry, best }];
    })
    .toSorted((one, other) => other.best - one.best)
    .map(({ entry }) => entry);
}
