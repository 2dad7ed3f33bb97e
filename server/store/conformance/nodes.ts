import { describe, expect, it } from 'vitest';
import { changed } from '../../domain/change.ts';
import { layDownDuty, takeDuty, type ServerNode } from '../../domain/server-node.ts';
import { SIMULATOR, startStep, submit } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const node = (id: string, fields: Partial<ServerNode> = {}): ServerNode => ({
  id,
  role: 'WORKER',
  label: `label of ${id}`,
  version: '1.2.3',
  startedAt: 1_700_000_000_000,
  seenAt: 1_700_000_000_000,
  beat: 0,
  workerId: null,
  slots: 4,
  targetIds: [SIMULATOR, 'target_of_tomorrow'],
  ...fields,
});

export function nodesConformance({ store, reopen }: Subject): void {
  describe('nodes', () => {
    it('come, beat and go; one that stopped may be removed by the beat it was seen at', async () => {
      const late = node('node_a', { startedAt: 1_700_000_000_001, role: 'API', slots: 0, targetIds: [] });
      await store().putNode(late);
      await store().putNode(node('node_b'));
      expect(await store().nodes()).toEqual([node('node_b'), late]);
      expect(await store().beatNode('node_b', 1_700_000_009_000, 'worker_1')).toBe(true);
      const after = node('node_b', { beat: 1, seenAt: 1_700_000_009_000, workerId: 'worker_1' });
      expect(await (await reopen()).nodes()).toEqual([after, late]);

      expect(await store().removeNode('node_b', 0)).toBe(false);
      expect(await store().removeNode('node_b', 1)).toBe(true);
      expect(await store().removeNode('node_b', 1)).toBe(false);
      expect(await store().beatNode('node_b', 1, null)).toBe(false);
      // Taken for gone, it comes back with what it is.
      await store().putNode(after);
      await store().putNode(node('node_b', { label: 'renamed' }));
      expect((await store().nodes()).map(({ id, label, beat }) => [id, label, beat])).toEqual([
        ['node_b', 'renamed', 0],
        ['node_a', 'label of node_a', 0],
      ]);
      expect(await store().removeNode('node_a', null)).toBe(true);
    });

    it('tell what they run', async () => {
      await store().addWorker('worker_1', 0);
      await submit(store(), { id: 'job_1', items: 3 });
      await store().claim({ workerId: 'worker_1', targetIds: [SIMULATOR], limit: 2 }, (shown) =>
        changed(shown, 5_000, [startStep(shown, 'worker_1')]),
      );
      const [one, none] = await store().runningOn(['worker_1', 'worker_x'], 1);
      expect(one?.count).toBe(2);
      expect(one?.items).toEqual(await store().items([{ jobId: 'job_1', index: 0 }]));
      expect(none).toEqual({ count: 0, items: [] });
    });
  });

  describe('duties', () => {
    it('are kept by one node, laid down, and taken over', async () => {
      const take = (nodeId: string) =>
        store().changeDuty('rescue', (current) => takeDuty(current, 'rescue', nodeId, null));
      expect(await store().duties()).toEqual([]);
      const mine = { name: 'rescue', nodeId: 'node_a', fence: 1, beat: 0 };
      expect(await take('node_a')).toEqual(mine);
      expect(await take('node_b')).toEqual(mine);
      expect(await take('node_a')).toEqual({ ...mine, beat: 1 });
      await store().changeDuty('cleaning', (current) => takeDuty(current, 'cleaning', 'node_b', null));
      expect(await (await reopen()).duties()).toEqual([
        { name: 'cleaning', nodeId: 'node_b', fence: 1, beat: 0 },
        { ...mine, beat: 1 },
      ]);
      await store().changeDuty('rescue', (current) => layDownDuty(current, 'node_a'));
      expect(await take('node_b')).toEqual({ name: 'rescue', nodeId: 'node_b', fence: 2, beat: 0 });
      expect(await store().changeDuty('remote', () => null)).toBeNull();
    });

    it('go to one of many that reach for them at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store().changeDuty('remote', (current) => takeDuty(current, 'remote', `node_${n}`, null)),
        ),
      );
      const winners = new Set(answers.map((duty) => duty?.nodeId));
      expect(winners.size).toBe(1);
      expect(await store().duties()).toEqual([
        { name: 'remote', nodeId: [...winners][0], fence: 1, beat: 0 },
      ]);
    });
  });
}
