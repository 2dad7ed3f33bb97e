import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { layDownDuty, runsItems, servedTargets, takeDuty, type Duty } from './server-node.ts';

const held = (fields: Partial<Duty> = {}): Duty => ({
  name: 'rescue',
  nodeId: 'node_other',
  fence: 4,
  beat: 9,
  ...fields,
});

describe('who takes a duty', () => {
  test.each<[string, Duty | null, Duty | null, Partial<Duty> | null]>([
    ['nobody ever had it', null, null, { nodeId: 'node_me', fence: 1, beat: 0 }],
    ['its holder laid it down', held({ nodeId: null }), null, { nodeId: 'node_me', fence: 5, beat: 0 }],
    ['its holder renews it', held({ nodeId: 'node_me' }), null, { nodeId: 'node_me', fence: 4, beat: 10 }],
    ['it is another’s', held(), null, null],
    ['it stood still', held(), held(), { nodeId: 'node_me', fence: 5, beat: 0 }],
    ['it was renewed meanwhile', held({ beat: 10 }), held(), null],
    ['somebody else took it meanwhile', held({ nodeId: 'node_third', fence: 5, beat: 0 }), held(), null],
    ['another took it with the same beat', held({ fence: 5 }), held(), null],
  ])('%s', (_, current, stoodStill, after) => {
    expect(takeDuty(current, 'rescue', 'node_me', stoodStill)).toEqual(after && { name: 'rescue', ...after });
  });

  it('one node alone, whatever they saw stand still, and the fence grows with each change of hands', () => {
    const step = fc.record({ node: fc.nat(3), saw: fc.boolean(), laysDown: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let stored: Duty | null = null;
        const seen = new Map<number, Duty | null>();
        for (const { node, saw, laysDown } of steps) {
          const id = `node_${node}`;
          const before: Duty | null = stored;
          const after: Duty | null = laysDown
            ? layDownDuty(before, id)
            : takeDuty(before, 'rescue', id, saw ? (seen.get(node) ?? null) : null);
          seen.set(node, before);
          if (after === null) continue;
          stored = after;
          if (before && after.nodeId !== null && after.nodeId !== before.nodeId)
            expect(after.fence).toBe(before.fence + 1);
          else if (before) expect(after.fence).toBe(before.fence);
        }
      }),
    );
  });

  it('only its holder lays it down', () => {
    expect(layDownDuty(held({ nodeId: 'node_me' }), 'node_me')).toEqual(held({ nodeId: null }));
    expect(layDownDuty(held(), 'node_me')).toBeNull();
    expect(layDownDuty(null, 'node_me')).toBeNull();
  });
});

describe('the targets a node serves', () => {
  const hosted = [
    { id: 'target_simulator', name: 'Simulator' },
    { id: 'target_qir_base', name: 'QIR Base' },
  ];
  test.each([
    [[], { targetIds: ['target_simulator', 'target_qir_base'] }],
    [['target_qir_base'], { targetIds: ['target_qir_base'] }],
    [['qir base', 'QIR Base', 'Simulator'], { targetIds: ['target_qir_base', 'target_simulator'] }],
    [['Simulator', 'Simulatr'], { unknown: 'Simulatr' }],
  ])('%j', (named, expected) => {
    expect(servedTargets(named, hosted)).toEqual(expected);
  });
});

test('API nodes run no items', () => {
  expect((['ALL', 'API', 'WORKER'] as const).map(runsItems)).toEqual([true, false, true]);
});
