import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, inputOf, newProgram, withChangedProgram, withPrograms, withSource } from './draft.ts';
import { draftLike, type JobToRepeat } from './prefill.ts';
import { problemsOf } from './problems.ts';

const bell = {
  id: 'program_1',
  name: 'Bell',
  language: 'OPENQASM2',
  source: 'OPENQASM 2.0;',
  size: 13,
} as const;
const job: JobToRepeat = {
  id: 'job_1',
  name: 'Sweep',
  description: 'why',
  type: 'EXECUTE',
  project: { id: 'project_1' },
  target: { id: 'target_1' },
  properties: [{ name: 'team', value: 'a' }],
  definition: {
    credentialId: null,
    runs: [{ program: bell, shots: 50, seed: 7, maxCost: null }],
    noise: { pauliX: 0.1, pauliY: 0, pauliZ: 0, loss: 0 },
  },
};
const sent = (draft: ReturnType<typeof draftLike>, acceptsNoise = true) =>
  inputOf({ ...draft, targetId: draft.targetId ?? '' }, 'project_1', 'key', acceptsNoise);

describe('a draft like a job', () => {
  const draft = draftLike(job, 'project_1');

  it('is sent without its texts, under a new name', () => {
    expect(sent(draft)).toEqual({
      projectId: 'project_1',
      idempotencyKey: 'key',
      name: 'Sweep (2)',
      description: 'why',
      targetId: 'target_1',
      properties: [{ name: 'team', value: 'a' }],
      definition: {
        execute: {
          programs: [{ name: 'Bell', programId: 'program_1', shots: 50, seed: 7, maxCost: null }],
          noise: { pauliX: 0.1, pauliY: 0, pauliZ: 0, loss: 0 },
        },
      },
    });
  });

  it('sends a program that was edited as a new text, and by its id once the edit is taken back', () => {
    const key = draft.programs[0]?.key ?? 0;
    const edited = withChangedProgram(draft, key, { source: 'OPENQASM 2.0; // x' });
    expect(sent(edited).definition.execute?.programs[0]).toMatchObject({
      language: 'OPENQASM2',
      source: 'OPENQASM 2.0; // x',
    });
    const back = withChangedProgram(edited, key, { source: bell.source });
    expect(sent(back).definition.execute?.programs[0]).toMatchObject({ programId: 'program_1' });
  });

  it('sends texts into another project', () => {
    expect(sent(draftLike(job, 'project_2')).definition.execute?.programs[0]).toMatchObject({
      source: bell.source,
    });
  });

  it('keeps noise from a target that takes none', () => {
    expect(sent(draft, false).definition.execute?.noise).toBeNull();
  });

  it('takes the programs of a compile job', () => {
    const compiled = draftLike({ ...job, type: 'COMPILE', definition: { programs: [bell] } }, 'project_1');
    expect(sent(compiled).definition).toEqual({
      compile: { programs: [{ name: 'Bell', programId: 'program_1' }] },
    });
  });
});

it('takes at most 300 programs', () => {
  const many = Array.from({ length: 301 }, () => newProgram(bell));
  expect(withPrograms(EMPTY_DRAFT, many).programs).toHaveLength(300);
});

it.each([
  ['OPENQASM2', 'OPENQASM 3.0;', 'OPENQASM3'],
  ['OPENQASM3', 'qreg q[1];', 'OPENQASM3'],
  ['QSHARP', 'OPENQASM 3.0;', 'QSHARP'],
] as const)('a program in %s that reads %j is in %s', (language, source, expected) => {
  expect(withSource(newProgram({ name: 'p', language, source: '' }), source).language).toBe(expected);
});

it('names what is missing by the path of the API', () => {
  const program = { ...newProgram({ name: ' ', language: 'QSHARP', source: '' }), shots: null };
  expect(problemsOf({ ...EMPTY_DRAFT, programs: [program] }).map((each) => each.path.join('.'))).toEqual([
    'name',
    'targetId',
    'definition.execute.programs.0.name',
    'definition.execute.programs.0.source',
    'definition.execute.programs.0.shots',
  ]);
});
