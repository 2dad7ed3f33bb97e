import type { ProgramRef } from '../../domain/job.ts';
import type { StoredProgram } from '../../store/store.ts';
import { checkProgram } from '../../jobs/check-program.ts';
import type { RequestContext } from '../context.ts';
import { notThere } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** A stored program under the name it has in a job. */
async function named(ref: ProgramRef, { loaders }: RequestContext): Promise<StoredProgram> {
  const program = await loaders.program.load(ref.programId);
  if (!program) throw notThere('program', ref.programId);
  return { ...program, name: ref.name };
}

export const programs: Resolvers = {
  Query: {
    checkProgram: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await checkProgram(useCases, viewer, input);
      return outcome.ok
        ? { ...outcome.value, errors: [] }
        : {
            valid: null,
            diagnostics: [],
            statistics: null,
            estimatedCredits: null,
            errors: outcome.refusals,
          };
    },
  },
  JobDefinition: {
    __resolveType: ({ type }) => (type === 'COMPILE' ? 'CompileDefinition' : 'ExecuteDefinition'),
  },
  CompileDefinition: {
    programs: (definition, _args, context) => definition.programs.map((ref) => named(ref, context)),
  },
  ExecuteProgram: {
    program: (ref, _args, context) => named(ref, context),
  },
  Program: {
    source: async ({ id, contentId }, _args, { loaders }) => {
      const source = await loaders.content.load(contentId);
      if (source === null) throw notThere('program', id);
      return source;
    },
  },
};
