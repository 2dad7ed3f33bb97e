import type { JobType, ProgramLanguage, TargetPartsFragment } from '../graphql/graphql.ts';
import { LANGUAGE_LABEL } from './language.ts';

type Candidate = Pick<TargetPartsFragment, 'id' | 'status' | 'jobType' | 'languages'>;

/** Why a target cannot be chosen for such a job; null when it can. One that is offline can: the job waits there. */
export function misfitOf(
  target: Candidate,
  type: JobType,
  languages: ReadonlySet<ProgramLanguage>,
): string | null {
  if (target.status === 'RETIRED') return 'It was withdrawn and takes no jobs.';
  if (target.jobType !== type)
    return target.jobType === 'COMPILE' ? 'It takes compile jobs only.' : 'It takes execute jobs only.';
  const untaken = [...languages].filter((each) => !target.languages.includes(each));
  return untaken.length === 0
    ? null
    : `It does not take ${untaken.map((each) => LANGUAGE_LABEL[each]).join(' or ')}.`;
}

/** A target to begin with: the first that fits and is online, else the first that fits. */
export function proposedTarget(
  targets: readonly Candidate[],
  type: JobType,
  languages: ReadonlySet<ProgramLanguage>,
): string | null {
  const fitting = targets.filter((each) => misfitOf(each, type, languages) === null);
  const found = fitting.find((each) => each.status === 'ONLINE') ?? fitting[0];
  return found?.id ?? null;
}
