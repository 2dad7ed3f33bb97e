import { ItemResultDocument, JobRerunsDocument, type JobHeadFragment } from '../../graphql/graphql.ts';
import { query } from '../../live/query.svelte.ts';
import { whileVisible } from '../../targets/while-visible.svelte.ts';
import { urlState } from '../../url/url-state.ts';

const REFRESH_MS = 3_000;
const NOTHING = 'nothing';

/**
 * The same program in the job this one reruns, or in a rerun of it: expected against observed. Which one is kept
 * in the address. Called while a component is made.
 */
export function comparison(job: () => JobHeadFragment, index: () => number) {
  const lineage = query(JobRerunsDocument, () => ({ variables: { id: job().id } }));
  const candidates = $derived.by(() => {
    const source = job().rerunOf;
    const reruns = lineage.data?.job?.reruns.nodes ?? [];
    return [
      ...(source ? [{ ...source, isSource: true }] : []),
      ...reruns.map((each) => ({ ...each, isSource: false })),
    ];
  });
  const chosen = $derived(candidates.find((each) => each.id === urlState.get('against')) ?? null);
  const answer = query(ItemResultDocument, () => ({
    variables: { id: chosen?.id ?? '', index: index() },
    pause: chosen === null,
    uncached: true,
  }));
  const item = $derived.by(() => {
    const read = answer.data?.job;
    return chosen !== null && read?.id === chosen.id && read.item?.index === index() ? read.item : null;
  });
  const result = $derived(item?.result?.__typename === 'ExecuteResult' ? item.result : null);
  const isWaiting = $derived(item !== null && item.result === null && item.errorDetail === null);
  // Nothing tells this page of changes of another job.
  whileVisible(() => {
    if (isWaiting) answer.refetch();
  }, REFRESH_MS);

  return {
    /** What the choice offers, the choice of nothing first; empty where there is nothing to compare with. */
    get options() {
      if (candidates.length === 0) return [];
      const named = candidates.map(({ id, name, isSource }) => ({
        value: id,
        label: isSource ? `${name} (source)` : `${name} (rerun)`,
      }));
      return [{ value: NOTHING, label: chosen ? 'Compare with nothing' : 'Compare with …' }, ...named];
    },
    get value() {
      return chosen?.id ?? NOTHING;
    },
    choose: (value: string) => void urlState.set({ against: value === NOTHING ? null : value }),
    /** The job that was chosen; null for none. */
    get job() {
      return chosen;
    },
    /** Its item at the same place; null until it was read. */
    get item() {
      return item;
    },
    /** Its counts; null where there are none. */
    get result() {
      return result;
    },
    get message() {
      return answer.message;
    },
  };
}
