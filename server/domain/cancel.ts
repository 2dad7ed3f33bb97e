import type { Access } from './people.ts';
import { changed, refused, UNCHANGED, type Decision, type ItemStep, type JobSnapshot } from './change.ts';
import { refusal, type Refusal } from './errors.ts';
import type { CancellationRequest, Job, JobItem } from './job.ts';
import { forbids } from './permissions.ts';
import { finalOf, isFinal, totalOf } from './status.ts';

/** Why somebody may not cancel this job now; null when they may. */
export function refusesCancel(job: Job, access: Access): Refusal | null {
  const forbidden = forbids(access, 'cancel');
  if (forbidden) return forbidden;
  if (finalOf(job.counts) === totalOf(job.counts)) {
    return refusal(
      'JOB_IN_FINAL_STATE',
      `The job "${job.name}" is ${job.status}: there is nothing left to cancel.`,
    );
  }
  return null;
}

/** What a cancel does to one item (RULES: the table under "Cancel"). */
export type CancelEffect = 'nothing' | 'cancel' | 'let-end' | 'ask-provider';

export function cancelEffect(job: Pick<Job, 'type'>, item: Pick<JobItem, 'status' | 'remote'>): CancelEffect {
  if (isFinal(item.status) || item.status === 'CANCELLING') return 'nothing';
  if (item.status === 'RUNNING' && job.type === 'COMPILE') return 'let-end';
  // Also while RETRYING: a handle that is kept names something that may still run at the provider.
  if (item.remote !== null) return 'ask-provider';
  return 'cancel';
}

/**
 * Cancels a job. Cancelling twice is the same cancellation.
 *
 * @param snapshot - the job with all its items
 */
export function decideCancel(
  snapshot: JobSnapshot,
  access: Access,
  reason: string | null,
  now: number,
): Decision {
  const { job, items } = snapshot;
  const no = refusesCancel(job, access);
  if (no) return refused(no);
  if (job.cancellation) return UNCHANGED;

  const steps: ItemStep[] = [];
  const requests: CancellationRequest[] = [];
  for (const item of items) {
    const effect = cancelEffect(job, item);
    switch (effect) {
      case 'nothing':
        break;
      case 'let-end':
        requests.push({
          itemIndex: item.index,
          askedOf: 'worker',
          sentAt: null,
          outcome: 'LET_END',
          answer: 'A compilation that runs is not interrupted: it ends by itself.',
          answeredAt: now,
        });
        break;
      case 'cancel':
        if (item.status === 'RUNNING') {
          requests.push({
            itemIndex: item.index,
            askedOf: 'worker',
            sentAt: null,
            outcome: 'STOPPED',
            answer: 'stopped',
            answeredAt: now,
          });
        }
        steps.push({ index: item.index, happening: 'cancel', set: { message: 'Cancelled.' } });
        break;
      case 'ask-provider':
        requests.push({
          itemIndex: item.index,
          askedOf: item.remote?.provider ?? '',
          sentAt: null,
          outcome: null,
          answer: null,
          answeredAt: null,
        });
        steps.push({ index: item.index, happening: 'requestCancel' });
        break;
      default:
        return effect satisfies never;
    }
  }
  return changed(snapshot, now, [
    {
      kind: 'CANCEL_REQUESTED',
      actor: access.userId,
      message: reason,
      job: { cancellation: { requestedBy: access.userId, requestedAt: now, reason, requests } },
      items: steps,
    },
  ]);
}
