import type { JobFilter, JobRowFragment, JobSelection } from '../graphql/graphql.ts';
import type { JobOwner } from '../live/job-owner.ts';

/** What the dialogs need of a job; any `JobRow` has it. */
export type ActionJob = Pick<JobRowFragment, 'id' | 'name' | 'type' | 'status' | 'actions'>;

/** What an action is about: jobs that are at hand, or all of a project or an organization that match a filter. */
export type ActionSubject =
  | { readonly kind: 'jobs'; readonly jobs: readonly [ActionJob, ...ActionJob[]] }
  | {
      readonly kind: 'filter';
      readonly owner: JobOwner;
      /** The viewer may retry what admins may. */
      readonly isAdmin: boolean;
      readonly filter: JobFilter;
      readonly count: number;
    };

export type JobAction = 'rerun' | 'retry' | 'cancel' | 'delete';

/** The subject for some jobs; null when there are none. */
export function subjectOf(jobs: readonly ActionJob[]): ActionSubject | null {
  const [first, ...others] = jobs;
  return first ? { kind: 'jobs', jobs: [first, ...others] } : null;
}

/** How the API names it. */
export function selectionOf(subject: ActionSubject): JobSelection {
  if (subject.kind === 'jobs') return { ids: subject.jobs.map((job) => job.id) };
  const { owner, filter } = subject;
  return 'projectId' in owner
    ? { filter: { ...owner, filter } }
    : { organizationFilter: { ...owner, filter } };
}

/** "“Bell”", "12 jobs", "all 3,400 jobs that match". */
export function nameOf(subject: ActionSubject): string {
  if (subject.kind === 'filter') return `all ${subject.count.toLocaleString()} jobs that match`;
  return subject.jobs.length === 1 ? `“${subject.jobs[0].name}”` : `${subject.jobs.length} jobs`;
}

/** Why the action cannot be done to any of them; null when it can be to at least one. The server has decided each. */
export function refusalOf(action: JobAction, subject: ActionSubject): string | null {
  if (subject.kind === 'filter')
    return action === 'rerun' || action === 'delete' ? 'Select the jobs one by one for this.' : null;
  const permissions = subject.jobs.map((job) => job.actions[action]);
  return permissions.some((each) => each.allowed)
    ? null
    : (permissions[0]?.message ?? 'This is not possible now.');
}

/** The jobs of the subject that the server allows this for. */
export function allowedJobs(action: JobAction, subject: ActionSubject): readonly ActionJob[] {
  return subject.kind === 'jobs' ? subject.jobs.filter((job) => job.actions[action].allowed) : [];
}

/** Whether a retry would only ask providers about what they have: the server says so of each job. */
export function resynchronises(subject: ActionSubject): boolean {
  const jobs = allowedJobs('retry', subject);
  return jobs.length > 0 && jobs.every((job) => job.actions.retryResynchronises);
}
