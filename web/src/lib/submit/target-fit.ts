import type { JobType, ProgramLanguage, TargetPartsFragment } from '../graphql/graphql.ts';
import { LANGUAGE_LABEL } from './language.ts';

type Candidate = Pick<TargetPartsFragment, 'id' | 'kind' | 'status' | 'jobType' | 'languages' | 'submit'>;

/** Why a target cannot be chosen for such a job; null when it can. One that is offline can: the job waits there. */
export function misfitOf(
  target: Candidate,
  type: JobType,
  languages: ReadonlySet<ProgramLanguage>,
): string | null {
  if (target.jobType !== type)
    return target.jobType === 'COMPILE' ? 'It takes compile jobs only.' : 'It takes execute jobs only.';
  if (!target.submit.allowed) return target.submit.message ?? 'It takes no jobs now.';
  const untaken = [...languages].filter((each) => !target.languages.includes(each));
  return untaken.length === 0
    ? null
    : `It does not take ${untaken.map((each) => LANGUAGE_LABEL[each]).join(' or ')}.`;
}

/** A target to begin with: the first that fits and is online, one that costs nothing before others. */
export function proposedTarget(
  targets: readonly Candidate[],
  type: JobType,
  languages: ReadonlySet<ProgramLanguage>,
): string | null {
  const fitting = targets.filter((each) => misfitOf(each, type, languages) === null);
  const free = fitting.filter((each) => each.kind !== 'REMOTE');
  const among = free.length > 0 ? free : fitting;
  const found = among.find((each) => each.status === 'ONLINE') ?? among[0];
  return found?.id ?? null;
}
