import { wishKey } from '../actions/wish-key.ts';
import { SubmitJobDocument, type SubmitJobMutation } from '../graphql/graphql.ts';
import { client } from '../live/client.ts';
import { messageFor } from '../live/message.ts';
import { inputOf, type Draft } from './draft.ts';

/** What became of a try to submit. */
export type Submission =
  | {
      readonly kind: 'submitted';
      readonly job: NonNullable<SubmitJobMutation['submitJob']['job']>;
    }
  | { readonly kind: 'refused'; readonly errors: SubmitJobMutation['submitJob']['errors'] }
  /** No answer came: the job may exist or not. The same draft sent again makes no second one. */
  | { readonly kind: 'unanswered'; readonly message: string };

/** Sends drafts of one page; the same draft has the same key until there is an answer to it. */
export function submitter(projectId: string) {
  let wish: { readonly draft: Draft; readonly targetId: string; readonly key: string } | null = null;

  return async function submit(draft: Draft, targetId: string, acceptsNoise: boolean): Promise<Submission> {
    if (wish?.draft !== draft || wish.targetId !== targetId) wish = { draft, targetId, key: wishKey() };
    const input = inputOf({ ...draft, targetId }, projectId, wish.key, acceptsNoise);
    const { data, error } = await client.mutation(SubmitJobDocument, { input }).toPromise();
    if (error || !data)
      return {
        kind: 'unanswered',
        message: error && !error.networkError ? messageFor(error) : 'No answer came.',
      };
    wish = null;
    const { job, errors } = data.submitJob;
    return job ? { kind: 'submitted', job } : { kind: 'refused', errors };
  };
}
