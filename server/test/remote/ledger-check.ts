import type { Attempt, JobId, JobItem } from '../../domain/job.ts';
import type { FakeServer } from '../../providers/fake/fake-server.ts';
import { brokenInvariants } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';

/**
 * What must hold between what is stored and what providers accepted (RELIABILITY: I1–I5).
 *
 * @param mayBeTwice - keys under which an admin accepted duplicates
 * @returns one sentence for each thing that does not hold; empty when all is well
 */
export async function brokenRemotely(
  store: Store,
  jobIds: readonly JobId[],
  fakes: readonly FakeServer[],
  mayBeTwice: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const broken = [...(await brokenInvariants(store, jobIds))];
  const attempts = new Map<string, string[]>();
  for (const jobId of jobIds) {
    const items = await store.listItems(jobId, { statuses: null, after: -1, limit: 1_000 });
    const earlier = await store.attempts(items);
    items.forEach((item, n) => {
      for (const { key, remoteId } of handlesOf(item, earlier[n] ?? [])) {
        attempts.set(key, [
          ...new Set([...(attempts.get(key) ?? []), ...(remoteId === null ? [] : [remoteId])]),
        ]);
      }
    });
  }
  const tasks = fakes.flatMap((fake) => fake.ledger.tasks);
  for (const [key, remoteIds] of attempts) {
    const accepted = tasks.filter((task) => task.key === key);
    if (accepted.length > 1 && !mayBeTwice.has(key)) broken.push(`I5: ${accepted.length} tasks under ${key}`);
    if (remoteIds.length > 1) broken.push(`I5: the key ${key} has the handles ${remoteIds.join(', ')}`);
    const known = new Set(accepted.map((task) => task.id));
    for (const id of remoteIds) if (!known.has(id)) broken.push(`I5: ${id} is not in the ledger`);
  }
  for (const { key, id } of tasks)
    if (!attempts.has(key)) broken.push(`I5: ${id} is an orphan: nobody has ${key}`);
  return broken;
}

function handlesOf(item: JobItem, attempts: readonly Attempt[]) {
  return [item, ...attempts].flatMap(({ remote }) => (remote ? [remote] : []));
}
