import type { JobToRepeatQuery } from '../graphql/graphql.ts';
import { proposedName } from '../actions/proposed-name.ts';
import { EMPTY_DRAFT, newProgram, NO_NOISE, type Draft, type DraftProgram } from './draft.ts';

export type JobToRepeat = NonNullable<JobToRepeatQuery['job']>;
type Text = Extract<JobToRepeat['definition'], { readonly programs: unknown }>['programs'][number];

/**
 * A draft like a job. Its programs are named by their ids, so that no text is sent again; a program of another
 * project has to be sent as text.
 */
export function draftLike(job: JobToRepeat, projectId: string): Draft {
  const isSameProject = job.project.id === projectId;
  const repeated = (program: Text): DraftProgram => ({
    ...newProgram(program),
    stored: isSameProject ? program : null,
  });
  const { definition } = job;
  const common = {
    ...EMPTY_DRAFT,
    name: proposedName(job.name),
    description: job.description,
    type: job.type,
    targetId: job.target.id,
    properties: job.properties.map(({ name, value }) => ({ name, value })),
  };
  if ('runs' in definition) {
    const { noise } = definition;
    return {
      ...common,
      credentialId: definition.credentialId,
      programs: definition.runs.map(({ program, shots, seed, maxCost }) => ({
        ...repeated(program),
        shots,
        seed,
        maxCost,
      })),
      noise: noise
        ? { pauliX: noise.pauliX, pauliY: noise.pauliY, pauliZ: noise.pauliZ, loss: noise.loss }
        : NO_NOISE,
    };
  }
  return { ...common, programs: definition.programs.map(repeated) };
}
