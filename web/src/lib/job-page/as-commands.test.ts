import { describe, expect, it } from 'vitest';
import { asCommandLine, asGraphql, quoted, type JobToCopy } from './as-commands.ts';

const JOB: JobToCopy = {
  name: "Ada's bell",
  description: '',
  properties: [],
  projectId: 'proj_1',
  projectName: 'First project',
  target: { id: 'target_simulator', name: 'Simulator' },
  definition: {
    __typename: 'ExecuteDefinition',
    noise: { pauliX: 0.01, pauliY: 0, pauliZ: 0, loss: 0.1 },
    programs: [
      {
        shots: 100,
        seed: 7,
        maxCost: null,
        program: { id: 'prog_1', name: 'bell', language: 'OPENQASM2', size: 90 },
      },
    ],
  },
};

describe('a job as a GraphQL request', () => {
  it('has the document and variables that make the same job', () => {
    const [document, variables] = asGraphql(JOB).split('# variables');
    expect(document).toContain('submitJob(input: $input)');
    expect(JSON.parse(variables ?? '')).toEqual({
      input: {
        projectId: 'proj_1',
        name: "Ada's bell",
        targetId: 'target_simulator',
        definition: {
          execute: {
            programs: [{ programId: 'prog_1', name: 'bell', shots: 100, seed: 7 }],
            noise: { pauliX: 0.01, pauliY: 0, pauliZ: 0, loss: 0.1 },
          },
        },
      },
    });
  });
});

describe('a job as a command line', () => {
  it('names files, project, target, shots, seed and noise', () => {
    expect(asCommandLine(JOB).replaceAll(' \\\n  ', ' ').trim()).toBe(
      "shotboard submit bell.qasm --project 'First project' --target Simulator --name 'Ada'\\''s bell' --shots 100 --seed 7 --noise pauliX=0.01,pauliY=0,pauliZ=0,loss=0.1",
    );
  });

  it('says what it is for, and what to find it by', () => {
    const noted = { ...JOB, description: 'two\nlines', properties: [{ name: 'run', value: '$HOME' }] };
    expect(asCommandLine(noted)).toContain("--description 'two\nlines' \\\n  --property 'run=$HOME'");
    expect(asGraphql(noted)).toContain('"description": "two\\nlines"');
  });

  it('says so where it cannot say all: programs that differ, and the most they may cost', () => {
    if (JOB.definition.__typename !== 'ExecuteDefinition') throw new Error('It is an execution.');
    const [run] = JOB.definition.programs;
    if (!run) throw new Error('It has a program.');
    const definition = { ...JOB.definition, programs: [run, { ...run, shots: 7, maxCost: 2 }] };
    expect(asCommandLine({ ...JOB, definition })).toMatch(
      /^# The programs differ .*\n# The most .*\nshotboard submit bell\.qasm/,
    );
  });

  it('names files by language, and none that would be an option', () => {
    const definition = {
      __typename: 'CompileDefinition' as const,
      programs: [
        { id: 'prog_3', name: '-n', language: 'OPENQASM3' as const, size: 10 },
        { id: 'prog_4', name: 'loop.qasm', language: 'QSHARP' as const, size: 10 },
      ],
    };
    expect(asCommandLine({ ...JOB, definition })).toMatch(
      /^shotboard submit .\/-n\.qasm \\\n  loop\.qasm\.qs /,
    );
  });

  it('compiles where the job did', () => {
    const definition = {
      __typename: 'CompileDefinition' as const,
      programs: [{ id: 'prog_2', name: 'random.qs', language: 'QSHARP' as const, size: 10 }],
    };
    expect(asCommandLine({ ...JOB, definition })).toMatch(/submit random\.qs .*--compile\n$/s);
  });

  it.each([
    ['plain-1.qasm', 'plain-1.qasm'],
    ['$(rm -rf x)', "'$(rm -rf x)'"],
    ['-n', "'-n'"],
    ["it's", "'it'\\''s'"],
    ['', "''"],
  ])('%j is written %s', (word, written) => expect(quoted(word)).toBe(written));
});
