import { describe, expect, test } from 'vitest';
import { FairOrder, type FairCost, type FairLane } from './fair-queue.ts';

/** A lane as `organization/group/user`, with priorities of group and user and the age of its oldest item. */
function lane(name: string, groupPriority = 5, userPriority = 5, oldest = 0): FairLane {
  const [organizationId = '', groupId = '', userId = ''] = name.split('/');
  return { organizationId, groupId: groupId || null, groupPriority, userId, userPriority, oldest };
}
function cost(name: string, credits: number): FairCost {
  const { organizationId, groupId, userId } = lane(name);
  return { organizationId, groupId, userId, credits };
}
const nameOf = (one: FairLane | null): string | null =>
  one && `${one.organizationId}/${one.groupId ?? ''}/${one.userId}`;

describe('who is next', () => {
  test.each<readonly [string, readonly FairLane[], readonly FairCost[], string | null]>([
    ['nobody waits', [], [cost('a/g/u', 5)], null],
    ['one waits', [lane('a/g/u')], [cost('a/g/u', 500)], 'a/g/u'],
    ['the organization with the least cost', [lane('a/g/u'), lane('b/g/u')], [cost('a/g/u', 5)], 'b/g/u'],
    [
      'whatever the priorities of another organization',
      [lane('a/g/u', 1, 1), lane('b/g/u', 10, 10)],
      [cost('a/g/u', 5), cost('b/g/u', 4)],
      'b/g/u',
    ],
    ['costs of those who wait no longer count', [lane('a/g/u'), lane('b/g/u')], [cost('a/h/v', 5)], 'b/g/u'],
    [
      'at equal cost the one that has waited longest',
      [lane('a/g/u', 5, 5, 9), lane('b/g/u', 5, 5, 3)],
      [],
      'b/g/u',
    ],
    [
      'inside an organization the group with the highest priority',
      [lane('a/g/u', 5, 1), lane('a/h/u', 4, 10)],
      [cost('a/h/u', 500)],
      'a/h/u',
    ],
    ['of equal groups that with the least cost', [lane('a/g/u'), lane('a/h/u')], [cost('a/g/v', 1)], 'a/h/u'],
    ['no group is a group of its own', [lane('a//u'), lane('a/h/u', 6)], [cost('a//u', 9)], 'a//u'],
    [
      'in the group the user with the highest priority',
      [lane('a/g/u', 5, 5), lane('a/g/v', 5, 2)],
      [cost('a/g/v', 99)],
      'a/g/v',
    ],
    ['of equal users that with the least cost', [lane('a/g/u'), lane('a/g/v')], [cost('a/g/u', 1)], 'a/g/v'],
    ['then the one that has waited longest', [lane('a/g/u', 5, 5, 9), lane('a/g/v', 5, 5, 3)], [], 'a/g/v'],
  ])('%s', (_, lanes, costs, expected) => {
    expect(nameOf(new FairOrder(lanes, costs).next())).toBe(expected);
  });

  test('what was taken counts at once, and a closed lane is passed over', () => {
    const lanes = [lane('a/g/u'), lane('a/g/v'), lane('b/g/u')];
    const order = new FairOrder(lanes, []);
    const taken: (string | null)[] = [];
    for (const credits of [5, 6, 5, 5]) {
      const next = order.next();
      taken.push(nameOf(next));
      if (next) order.took(next, credits);
    }
    expect(taken).toEqual(['a/g/u', 'b/g/u', 'a/g/v', 'b/g/u']);
    for (const one of lanes.slice(0, 2)) order.close(one);
    expect(nameOf(order.next())).toBe('b/g/u');
    for (const one of lanes) order.close(one);
    expect(order.next()).toBeNull();
  });
});

/** A number from 0 to 1, the same ones each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Takes items as long as there are any, each lane having so many; answers what each lane cost and its last turn. */
function simulate(work: readonly { readonly lane: FairLane; readonly items: number }[], turns: number) {
  const random = randomNumbers(7);
  const left = new Map(work.map(({ lane: one, items }) => [one, items]));
  const spent = new Map<FairLane, number>();
  const firstTurn = new Map<FairLane, number>();
  const order = new FairOrder([...left.keys()], []);
  for (let turn = 0; turn < turns; turn += 1) {
    const next = order.next();
    if (!next) break;
    const credits = 5 + 50 * random();
    spent.set(next, (spent.get(next) ?? 0) + credits);
    if (!firstTurn.has(next)) firstTurn.set(next, turn);
    order.took(next, credits);
    const rest = (left.get(next) ?? 0) - 1;
    left.set(next, rest);
    if (rest === 0) order.close(next);
  }
  const of = (organizationId: string): number =>
    [...spent].reduce(
      (sum, [one, credits]) => sum + (one.organizationId === organizationId ? credits : 0),
      0,
    );
  return { spent, firstTurn, of };
}

describe('in the long run', () => {
  test('organizations get equal shares of cost, however much each has sent', () => {
    const loads = { a: 50_000, b: 5_000, c: 20_000, d: 5_000, e: 90_000 };
    const work = Object.entries(loads).flatMap(([organization, items]) =>
      [1, 2, 3, 4].map((n) => ({
        lane: lane(`${organization}/g${n % 2}/u${n}`, 1 + n, n),
        items: items / 4,
      })),
    );
    const { of } = simulate(work, 20_000);
    const shares = Object.keys(loads).map(of);
    const ideal = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    for (const share of shares) expect(Math.abs(share / ideal - 1)).toBeLessThan(0.01);
  });

  test('who needs less than its share gets all it needs, and the others share the rest', () => {
    const { of } = simulate(
      [
        { lane: lane('small/g/u'), items: 100 },
        { lane: lane('big/g/u'), items: 50_000 },
        { lane: lane('large/g/u'), items: 50_000 },
      ],
      10_000,
    );
    expect(of('small')).toBeLessThan(100 * 55);
    expect(Math.abs(of('big') / of('large') - 1)).toBeLessThan(0.01);
  });

  test('equal groups and equal users share what their organization gets', () => {
    const work = ['a/g/u', 'a/g/v', 'a/h/u', 'a/h/v'].map((name) => ({ lane: lane(name), items: 10_000 }));
    const { spent } = simulate(work, 8_000);
    const shares = [...spent.values()];
    const ideal = shares.reduce((sum, one) => sum + one, 0) / 4;
    for (const share of shares) expect(Math.abs(share / ideal - 1)).toBeLessThan(0.02);
  });

  test('nobody starves: a newcomer among a hundred organizations is served before any other is served twice', () => {
    const many = Array.from({ length: 100 }, (_, n) => ({ lane: lane(`o${n}/g/u`), items: 1_000 }));
    const { firstTurn } = simulate(many, 5_000);
    expect(Math.max(...firstTurn.values())).toBeLessThan(100);
  });

  test('inside an organization a lower priority waits for the higher one, and gets its turn when that is empty', () => {
    const high = lane('a/g/u', 1);
    const low = lane('a/h/u', 10);
    const { firstTurn } = simulate(
      [
        { lane: low, items: 10 },
        { lane: high, items: 300 },
      ],
      310,
    );
    expect(firstTurn.get(low)).toBe(300);
  });

  test('a hundred thousand items of a thousand lanes take no time to speak of', () => {
    const lanes = Array.from({ length: 1_000 }, (_, n) => ({
      lane: lane(`o${n % 50}/g${n % 5}/u${n}`),
      items: 100,
    }));
    const begin = performance.now();
    simulate(lanes, 100_000);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
