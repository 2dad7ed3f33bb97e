import type { JobDefinitionPartsQuery } from '../graphql/graphql.ts';

export type Definition = NonNullable<JobDefinitionPartsQuery['job']>['definition'];

type Program = Extract<Definition, { __typename: 'CompileDefinition' }>['programs'][number];

/** What else a copied job needs. */
export interface JobToCopy {
  readonly name: string;
  readonly description: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
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
export function asGraphql(job: JobToCopy): string {
  const { name, description, properties, projectId, target, definition } = job;
  const input = {
    projectId,
    name,
    ...(description !== '' && { description }),
    targetId: target.id,
    ...(properties.length > 0 && { properties: properties.map(({ name, value }) => ({ name, value })) }),
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

const EXTENSION = { OPENQASM2: '.qasm', OPENQASM3: '.qasm', QSHARP: '.qs' } as const;

/** The file a program is expected in: after its name, and never taken for an option. */
function fileOf({ name, language }: Pick<Program, 'name' | 'language'>): string {
  const extension = EXTENSION[language];
  const file = name.endsWith(extension) ? name : `${name}${extension}`;
  return file.startsWith('-') ? `./${file}` : file;
}

/**
 * The job as a command line, for files with the programs' names. One command line has one number of shots and
 * one seed: where the programs differ, those of the first are taken, and a comment says so.
 */
export function asCommandLine(job: JobToCopy): string {
  const { name, description, properties, projectName, target, definition } = job;
  const runs = definition.__typename === 'CompileDefinition' ? [] : definition.programs;
  const programs: readonly Pick<Program, 'name' | 'language'>[] =
    definition.__typename === 'CompileDefinition'
      ? definition.programs
      : definition.programs.map(({ program }) => program);
  const noise = definition.__typename === 'CompileDefinition' ? null : definition.noise;
  const [first] = runs;
  const words = [
    ...programs.map((program) => quoted(fileOf(program))),
    `--project ${quoted(projectName)}`,
    `--target ${quoted(target.name)}`,
    `--name ${quoted(name)}`,
    ...(description === '' ? [] : [`--description ${quoted(description)}`]),
    ...properties.map(({ name, value }) => `--property ${quoted(`${name}=${value}`)}`),
    ...(definition.__typename === 'CompileDefinition' ? ['--compile'] : []),
    ...(first ? [`--shots ${first.shots}`] : []),
    ...(first && first.seed !== null ? [`--seed ${first.seed}`] : []),
    ...(noise ? [`--noise ${noiseWords(noise)}`] : []),
  ];
  const lost = [
    ...(runs.some(({ shots, seed }) => shots !== first?.shots || seed !== first.seed)
      ? ['# The programs differ in shots or seed: these are those of the first.']
      : []),
    ...(runs.some(({ maxCost }) => maxCost !== null) ? ['# The most a program may cost is left out.'] : []),
  ];
  return [...lost, `shotboard submit ${words.join(' \\\n  ')}`, ''].join('\n');
}

const noiseWords = (noise: Parameters<typeof noiseOf>[0]) =>
  Object.entries(noiseOf(noise))
    .map(([kind, chance]) => `${kind}=${chance}`)
    .join(',');

function noiseOf(noise: { pauliX: number; pauliY: number; pauliZ: number; loss: number }) {
  const { pauliX, pauliY, pauliZ, loss } = noise;
  return { pauliX, pauliY, pauliZ, loss };
}

/** A word for a POSIX shell: as it is when it is plain, else in single quotes. */
export function quoted(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
