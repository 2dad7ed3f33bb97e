import { DEFAULT_PRIORITY } from './domain/people.ts';
import { examplePrograms } from './jobs/examples.ts';
import { SYSTEM_ORIGIN, type Context } from './jobs/context.ts';
import { submitJob } from './jobs/submit-job.ts';

/** The shots of the example job. */
const EXAMPLE_SHOTS = 1_000;

/**
 * Makes what a new installation begins with: one organization, one admin, one project, and a job each that compiles
 * and runs the example programs. Does nothing when there is something already.
 */
export async function firstStart(ctx: Context): Promise<void> {
  const { store, newId } = ctx;
  const now = ctx.now();
  const organization = { id: newId('Organization'), name: 'My organization' };
  const user = {
    id: newId('User'),
    name: 'Administrator',
    organizationId: organization.id,
    isOrganizationAdmin: true,
    isPlatformAdmin: true,
    email: null,
    status: 'ACTIVE' as const,
    priority: DEFAULT_PRIORITY,
    defaultGroupId: null,
    createdAt: now,
  };
  const project = {
    id: newId('Project'),
    organizationId: organization.id,
    name: 'First project',
    description: 'Made at the first start, with example programs to look at and run again.',
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
  };
  const programs = examplePrograms().map(({ name, language, source }) => ({ name, language, source }));
  if (!(await store.bootstrap({ organization, user, project }))) return;

  const common = { projectId: project.id, description: 'The programs of server/examples.' };
  const jobs = [
    {
      ...common,
      name: 'Examples, compiled',
      targetId: 'target_qir_adaptive_ri',
      definition: { compile: { programs } },
    },
    {
      ...common,
      name: 'Examples, run',
      targetId: 'target_simulator',
      definition: {
        execute: { programs: programs.map((program) => ({ ...program, shots: EXAMPLE_SHOTS })) },
      },
    },
  ];
  for (const job of jobs) {
    const outcome = await submitJob(ctx, { user, origin: SYSTEM_ORIGIN }, job);
    if (!outcome.ok) throw new Error(`the examples are refused: ${outcome.refusals[0]?.message ?? ''}`);
  }
}
