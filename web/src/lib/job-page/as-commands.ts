import type { JobDefinitionPartsQuery } from '../graphql/graphql.ts';

export type Definition = NonNullable<JobDefinitionPartsQuery['job']>['definition'];

/** What else a copied job needs. */
export interface JobToCopy {
  readonly name: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly target: { readonly id: string; readonly name: string };
  readonly definition: Definition;
}

const MUTATION = `mutation SubmitJob($input: SubmitJobInput!) {
  submitJob(input: $input) {
    job { id name status }
    errors { code message path }
  }
}`;

/** The job as a GraphQL request: the document, and its variables as JSON. Stored programs are named by id. */
export function asGraphql({ name, projectId, target, definition }: JobToCopy): string {
  const input = {
    projectId,
    name,
    targetId: target.id,
    definition:
      definition.__typename === 'CompileDefinition'
        ? { compile: { programs: definition.programs.map(({ id, name }) => ({ programId: id, name })) } }
        : {
            execute: {
              programs: definition.programs.map(({ program, shots, seed, maxCost }) => ({
                programId: program.id,
                name: program.name,
                shots,
                ...(seed !== null && { seed }),
                ...(maxCost !== null && { maxCost }),
              })),
              ...(definition.noise && { noise: noiseOf(definition.noise) }),
            },
          },
  };
  return `${MUTATION}\n\n# variables\n${JSON.stringify({ input }, null, 2)}\n`;
}

/** The job as a command line, for files with the programs' names. Shots and seed are those of the first program. */
export function asCommandLine({ name, projectName, target, definition }: JobToCopy): string {
  const isCompile = definition.__typename === 'CompileDefinition';
  const programs = isCompile ? definition.programs : definition.programs.map(({ program }) => program);
  const first = isCompile ? undefined : definition.programs[0];
  const noise = isCompile ? null : definition.noise;
  const files = programs.map((program) =>
    quoted(
      /\.(qasm|qs)$/.test(program.name)
        ? program.name
        : `${program.name}${program.language === 'QSHARP' ? '.qs' : '.qasm'}`,
    ),
  );
  const options = [
    `--project ${quoted(projectName)}`,
    `--target ${quoted(target.name)}`,
    `--name ${quoted(name)}`,
    ...(isCompile ? ['--compile'] : []),
    ...(first ? [`--shots ${first.shots}`] : []),
    ...(first && first.seed !== null ? [`--seed ${first.seed}`] : []),
    ...(noise
      ? [
          `--noise ${Object.entries(noiseOf(noise))
            .map(([kind, chance]) => `${kind}=${chance}`)
            .join(',')}`,
        ]
      : []),
  ];
  return `shotboard submit ${[...files, ...options].join(' \\\n  ')}\n`;
}

function noiseOf(noise: { pauliX: number; pauliY: number; pauliZ: number; loss: number }) {
  const { pauliX, pauliY, pauliZ, loss } = noise;
  return { pauliX, pauliY, pauliZ, loss };
}

/** A word for a POSIX shell: as it is when it is plain, else in single quotes. */
export function quoted(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
