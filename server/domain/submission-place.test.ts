import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS as LIMITS } from './limits.ts';
import type { JobDefinition } from './job.ts';
import { checkPlace, definitionOf, newJob, type SubmitRequest } from './submission.ts';
import {
  ARCHIVED,
  COMPILER,
  PROJECT,
  QPU,
  SIMULATOR,
  T0,
  definitionWith,
  targetNamed,
} from './test-samples.ts';

function request(shots: number): SubmitRequest {
  const program = { name: 'bell', language: 'OPENQASM2', source: 'qreg q[1];', shots } as const;
  return {
    projectId: 'proj_1',
    targetId: 'target_1',
    name: 'Bell',
    definition: { execute: { programs: [program] } },
  };
}

describe('place: project and target', () => {
  const execute = (shots: number) =>
    definitionOf(request(shots), [{ programId: 'prog_1', name: 'bell', language: 'OPENQASM2' }]);
  const seeded: JobDefinition = {
    type: 'EXECUTE',
    noise: null,
    programs: [
      { programId: 'prog_1', name: 'bell', language: 'OPENQASM2', shots: 1, seed: 7, maxCost: null },
    ],
  };
  const withNoise = { ...definitionWith('EXECUTE', 1), noise: { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0 } };
  test.each([
    ['100,000 shots here', PROJECT, SIMULATOR, execute(100_000), null, null],
    [
      '100,001 shots here',
      PROJECT,
      SIMULATOR,
      execute(100_001),
      'LIMIT_EXCEEDED',
      '100001 shots are asked for; "Simulator" allows at most 100000.',
    ],
    ['10,000 shots there', PROJECT, QPU, execute(10_000), null, null],
    [
      '10,001 shots there',
      PROJECT,
      QPU,
      execute(10_001),
      'LIMIT_EXCEEDED',
      '10001 shots are asked for; "QPU" allows at most 10000.',
    ],
    [
      "above the target's own limit",
      PROJECT,
      { ...QPU, maxShots: 500 },
      execute(501),
      'LIMIT_EXCEEDED',
      '501 shots are asked for; "QPU" allows at most 500.',
    ],
    [
      'a seed on a device',
      PROJECT,
      QPU,
      seeded,
      'TARGET_MISMATCH',
      '"QPU" is no simulation of ours: it takes no seed.',
    ],
    ['a seed here', PROJECT, SIMULATOR, seeded, null, null],
    [
      'an archived project',
      ARCHIVED,
      SIMULATOR,
      execute(1),
      'PROJECT_ARCHIVED',
      'The project "Chemistry" is archived and takes no new jobs.',
    ],
    [
      'a withdrawn target',
      PROJECT,
      { ...SIMULATOR, status: 'RETIRED' },
      execute(1),
      'TARGET_RETIRED',
      'The target "Simulator" was withdrawn.',
    ],
    ['an offline target: it queues', PROJECT, { ...SIMULATOR, status: 'OFFLINE' }, execute(1), null, null],
    [
      'execute on a compiler',
      PROJECT,
      COMPILER,
      execute(1),
      'TARGET_MISMATCH',
      'The target "QIR Base" takes COMPILE jobs, not EXECUTE jobs.',
    ],
    [
      'compile on a simulator',
      PROJECT,
      SIMULATOR,
      definitionWith('COMPILE', 1),
      'TARGET_MISMATCH',
      'The target "Simulator" takes EXECUTE jobs, not COMPILE jobs.',
    ],
    [
      'a language it does not take',
      PROJECT,
      { ...SIMULATOR, languages: ['QSHARP'] },
      execute(1),
      'TARGET_MISMATCH',
      'The target "Simulator" does not take OPENQASM2; it takes QSHARP.',
    ],
    [
      'noise on the ideal simulator',
      PROJECT,
      SIMULATOR,
      withNoise,
      'TARGET_MISMATCH',
      'The target "Simulator" does not take a noise model.',
    ],
    ['noise on the noisy one', PROJECT, targetNamed('Noisy emulator'), withNoise, null, null],
  ] as const)('%s', (_, project, target, definition, code, message) => {
    const found = checkPlace(project, target, definition, LIMITS);
    expect(found.map((one) => [one.code, one.message])).toEqual(code === null ? [] : [[code, message]]);
  });
});

test('a new job is QUEUED, with the events of how it came to be', () => {
  const birth = {
    id: 'job_9',
    name: 'Bell',
    description: 'd',
    properties: [],
    createdBy: 'user_1',
    groupId: null,
    rerunOf: 'job_1',
    now: T0,
  };
  const { job, items, events } = newJob(birth, PROJECT, SIMULATOR, definitionWith('EXECUTE', 2));
  expect(job).toMatchObject({
    status: 'QUEUED',
    version: 2,
    attempt: 1,
    rerunOf: 'job_1',
    counts: { QUEUED: 2, SUBMITTED: 0 },
    statusTimes: { SUBMITTED: T0, QUEUED: T0 },
  });
  expect(items.map((item) => [item.index, item.status, item.attempt, item.fence, item.queuedAt])).toEqual([
    [0, 'QUEUED', 1, 0, T0],
    [1, 'QUEUED', 1, 0, T0],
  ]);
  expect(events.map((one) => [one.version, one.kind, one.actor, one.status])).toEqual([
    [1, 'SUBMITTED', 'user_1', 'SUBMITTED'],
    [2, 'QUEUED', null, 'QUEUED'],
  ]);
});
