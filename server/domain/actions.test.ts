import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobActions, projectActions, refusesDelete, refusesProjectDelete, refusesRerun } from './actions.ts';
import { decideCancel } from './cancel.ts';
import type { JobSnapshot } from './change.ts';
import { JOB_TYPES, type JobItem } from './job.ts';
import { decideRetry } from './retry.ts';
import { PROJECT_ROLES } from './people.ts';
import { RETRY_STRATEGIES } from './retry-plan.ts';
import { FINAL_STATUSES, isFinal, JOB_STATUSES, NO_COUNTS } from './status.ts';
import { decideUpdate } from './update.ts';
import {
  QPU,
  ADMIN,
  ARCHIVED,
  CANCELLATION,
  CONTRIBUTOR,
  HANDLE,
  INTENT,
  PROJECT,
  READER,
  SIMULATOR,
  T0,
  countsOf,
  jobWith,
  member,
} from './test-samples.ts';

const NOW = T0 + 1_000;

describe('rerun', () => {
  test.each(JOB_TYPES.flatMap((type) => JOB_STATUSES.map((status) => [type, status] as const)))(
    'works for %s jobs in any state: %s',
    (type, status) => {
      const { job } = jobWith(type, [status]);
      expect(refusesRerun(job, SIMULATOR, PROJECT, CONTRIBUTOR)).toBeNull();
    },
  );
  const { job } = jobWith('EXECUTE', ['COMPLETED']);
  test.each([
    ['caller below Contributor', SIMULATOR, PROJECT, READER, 'FORBIDDEN'],
    ['project archived', SIMULATOR, ARCHIVED, CONTRIBUTOR, 'PROJECT_ARCHIVED'],
    ['project archived, even to admins', SIMULATOR, ARCHIVED, ADMIN, 'PROJECT_ARCHIVED'],
    ['target withdrawn', { ...SIMULATOR, status: 'RETIRED' }, PROJECT, CONTRIBUTOR, 'TARGET_RETIRED'],
    ['target not there any more', null, PROJECT, CONTRIBUTOR, 'TARGET_RETIRED'],
  ] as const)('refused: %s', (_, target, project, access, code) => {
    expect(refusesRerun(job, target, project, access)?.code).toBe(code);
  });
  test.each(['OFFLINE', 'MAINTENANCE'] as const)('not refused: target %s (it queues)', (status) => {
    expect(refusesRerun(job, { ...SIMULATOR, status }, PROJECT, CONTRIBUTOR)).toBeNull();
  });
});

describe('delete', () => {
  test.each(JOB_STATUSES)('a job with an item that is %s beside a final one', (status) => {
    const { job } = jobWith('EXECUTE', ['ERROR', status]);
    const no = refusesDelete(job, member('MAINTAINER'));
    expect(no?.code).toBe(isFinal(status) ? undefined : 'JOB_NOT_FINAL');
  });
  test('takes a Maintainer or above', () => {
    const { job } = jobWith('EXECUTE', ['COMPLETED']);
    const codes = PROJECT_ROLES.map((role) => refusesDelete(job, member(role))?.code);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', undefined, undefined]);
  });
});

describe('update', () => {
  const snapshot = jobWith('EXECUTE', ['COMPLETED'], { properties: [{ name: 'team', value: 'a' }] });
  test('changes what is given, in any state, and counts as a change of the job', () => {
    expect(decideUpdate(snapshot, CONTRIBUTOR, { description: 'new' }, NOW)).toMatchObject({
      kind: 'change',
      change: {
        job: { description: 'new', properties: snapshot.job.properties, updatedAt: NOW, version: 3 },
        events: [{ kind: 'UPDATED', actor: CONTRIBUTOR.userId }],
        items: [],
      },
    });
  });
  test.each([
    ['nothing is given', {}],
    ['null is given', { description: null, properties: null }],
    ['what it has is given', { description: '', properties: [{ name: 'team', value: 'a' }] }],
  ])('changes nothing when %s', (_, wish) => {
    expect(decideUpdate(snapshot, CONTRIBUTOR, wish, NOW)).toEqual({ kind: 'unchanged' });
  });
  test.each([
    ['another value', [{ name: 'team', value: 'b' }]],
    ['none', []],
  ])('replaces all properties: %s', (_, properties) => {
    expect(decideUpdate(snapshot, CONTRIBUTOR, { properties }, NOW)).toMatchObject({
      change: { job: { properties } },
    });
  });
  test('keeps what is told of a failure, though no item is at hand', () => {
    const failed = jobWith('EXECUTE', ['ERROR', 'COMPLETED'], {
      message: '1 of 2 items failed. x',
      errorDetail: 'x',
    });
    expect(decideUpdate({ ...failed, items: [] }, ADMIN, { description: 'new' }, NOW)).toMatchObject({
      change: { job: { message: '1 of 2 items failed. x', errorDetail: 'x' } },
    });
  });
});

describe('projects', () => {
  test.each([
    [
      'an open one',
      PROJECT,
      'MAINTAINER',
      { submit: true, update: true, archive: true, delete: false, giveRoles: false },
    ],
    [
      'an archived one',
      ARCHIVED,
      'MAINTAINER',
      { submit: false, update: false, archive: false, delete: true, giveRoles: false },
    ],
    [
      'an open one',
      PROJECT,
      'CONTRIBUTOR',
      { submit: true, update: false, archive: false, delete: false, giveRoles: false },
    ],
    [
      'an archived one',
      ARCHIVED,
      'CONTRIBUTOR',
      { submit: false, update: false, archive: false, delete: false, giveRoles: false },
    ],
    [
      'an archived one',
      ARCHIVED,
      'ADMINISTRATOR',
      { submit: false, update: false, archive: false, delete: true, giveRoles: true },
    ],
    [
      'an open one',
      PROJECT,
      'READER',
      { submit: false, update: false, archive: false, delete: false, giveRoles: false },
    ],
  ] as const)('%s (%o) to a %s', (_, project, role, expected) => {
    const actions = projectActions(project, member(role), NO_COUNTS);
    const allowed = Object.entries(actions).map(([deed, { allowed }]) => [deed, allowed]);
    expect(Object.fromEntries(allowed)).toEqual(expected);
  });

  test.each(JOB_STATUSES)('an archived one with a job that is %s', (status) => {
    const counts = countsOf([status, 'COMPLETED']);
    const code = isFinal(status) ? undefined : 'JOB_NOT_FINAL';
    expect(refusesProjectDelete(ARCHIVED, counts, member('MAINTAINER'))?.code).toBe(code);
    expect(projectActions(ARCHIVED, member('MAINTAINER'), counts).delete.allowed).toBe(code === undefined);
  });

  test('is archived before it is deleted', () => {
    expect(refusesProjectDelete(PROJECT, countsOf([]), ADMIN)?.code).toBe('PROJECT_NOT_ARCHIVED');
  });
});

describe('actions agree with the mutations, for any job and anybody', () => {
  const anyItem: fc.Arbitrary<Partial<JobItem>> = fc
    .record({
      status: fc.constantFrom(...JOB_STATUSES),
      attempt: fc.integer({ min: 1, max: 3 }),
      remote: fc.constantFrom(null, HANDLE, INTENT),
    })
    .map((item) => (item.status === 'SUBMITTED' ? { ...item, remote: null } : item));
  const anySnapshot: fc.Arbitrary<JobSnapshot> = fc
    .tuple(
      fc.constantFrom(...JOB_TYPES),
      fc.array(anyItem, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(null, CANCELLATION),
    )
    .map(([type, items, attempt, cancellation]) => jobWith(type, items, { attempt, cancellation }));
  const anyone = fc.constantFrom(ADMIN, ...PROJECT_ROLES.map(member));

  test('retry: offered when it changes something, refused alike', () => {
    fc.assert(
      fc.property(anySnapshot, anyone, fc.boolean(), (snapshot, access, hosted) => {
        const { retry, retryStrategies, retryStatuses } = jobActions(
          snapshot.job,
          hosted ? SIMULATOR : QPU,
          PROJECT,
          access,
        );
        const decide = (strategy: (typeof RETRY_STRATEGIES)[number]) =>
          decideRetry(
            snapshot,
            access,
            { itemStatuses: FINAL_STATUSES, strategy, acceptDuplicates: true, reason: null },
            hosted ? SIMULATOR : QPU,
            NOW,
          );
        for (const strategy of RETRY_STRATEGIES) {
          const decision = decide(strategy);
          // A strategy that is offered may still find nothing to do: that depends on each item's handle and result.
          const idle = decision.kind === 'refused' && decision.refusals[0]?.code === 'NOTHING_TO_RETRY';
          // What is asked about at once in any case need not be asked about once more.
          const due = !isFinal(snapshot.job.status) && strategy === 'DEFAULT' && access.admin && !hosted;
          expect(retryStrategies.includes(strategy)).toBe(
            decision.kind === 'change' || idle || (due && decision.kind === 'unchanged'),
          );
        }
        expect(retry.allowed).toBe(retryStrategies.length > 0);
        if (isFinal(snapshot.job.status)) expect(retry.allowed).toBe(retryStatuses.length > 0);
        if (!retry.allowed) {
          const decision = decide('DEFAULT');
          if (decision.kind === 'refused') expect(decision.refusals).toEqual([retry.refusal]);
          else expect(decision.kind).toBe('unchanged');
        }
      }),
    );
  });

  test('cancel: offered when it changes something, refused alike', () => {
    fc.assert(
      fc.property(anySnapshot, anyone, (snapshot, access) => {
        const { cancel } = jobActions(snapshot.job, SIMULATOR, PROJECT, access);
        const decision = decideCancel(snapshot, access, null, NOW);
        expect(cancel.allowed).toBe(decision.kind === 'change');
        if (!cancel.allowed && decision.kind === 'refused')
          expect(decision.refusals).toEqual([cancel.refusal]);
      }),
    );
  });

  test('rerun, delete, update', () => {
    const anyProject = fc.constantFrom(PROJECT, ARCHIVED);
    const anyTarget = fc.constantFrom(null, SIMULATOR, { ...SIMULATOR, status: 'RETIRED' as const });
    fc.assert(
      fc.property(anySnapshot, anyone, anyProject, anyTarget, (snapshot, access, project, target) => {
        const actions = jobActions(snapshot.job, target, project, access);
        expect(actions.rerun.allowed).toBe(refusesRerun(snapshot.job, target, project, access) === null);
        expect(actions.delete.allowed).toBe(refusesDelete(snapshot.job, access) === null);
        const update = decideUpdate(snapshot, access, { description: 'another' }, NOW);
        expect(actions.update.allowed).toBe(update.kind !== 'refused');
      }),
    );
  });
});
