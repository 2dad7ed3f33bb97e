import { hasShots, type Draft } from './draft.ts';
import type { FieldError } from './field-errors.ts';

/** What is plainly missing: said at once, in the form of the API's own refusals. All else is for the API to say. */
export function problemsOf(draft: Draft): readonly FieldError[] {
  const problems: FieldError[] = [];
  const found = (path: readonly string[], message: string) => problems.push({ path, message });
  if (draft.name.trim() === '') found(['name'], 'The job needs a name.');
  if (draft.targetId === null) found(['targetId'], 'Choose a target.');
  const at = ['definition', draft.type.toLowerCase(), 'programs'];
  if (draft.programs.length === 0) found(at, 'A job has at least one program.');
  draft.programs.forEach((program, index) => {
    const place = [...at, String(index)];
    if (program.name.trim() === '') found([...place, 'name'], 'The program needs a name.');
    if (program.source.trim() === '') found([...place, 'source'], 'The program has no text.');
    if (draft.type === 'EXECUTE' && !hasShots(program))
      found([...place, 'shots'], 'A whole number of at least 1 is needed.');
  });
  return problems;
}
