const LONGEST_NAME = 200;

/** The name to propose for a rerun: "Bell" → "Bell (2)" → "Bell (3)"; shortened to what a name may be long. */
export function proposedName(name: string): string {
  const [, stem = name, number = '1'] = /^(.*?)\s*\((\d{1,6})\)$/s.exec(name) ?? [];
  const ending = ` (${Number(number) + 1})`;
  return (
    stem
      .trimEnd()
      .slice(0, LONGEST_NAME - ending.length)
      .trimEnd() + ending
  );
}
