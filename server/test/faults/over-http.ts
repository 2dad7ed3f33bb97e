import type { ShotboardProcess } from '../shotboard-process.ts';

/** What the fault suite asks of a real process, over HTTP. */

export const BELL =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
export const ENDLESS =
  'operation Main() : Result { mutable on = true; while on { set on = true; } return Zero; }';

const projects = new WeakMap<ShotboardProcess, string>();

/** The first project there is. */
export async function projectOver(shotboard: ShotboardProcess): Promise<string> {
  const known = projects.get(shotboard);
  if (known !== undefined) return known;
  const answer = await shotboard.ask<{ projects: { nodes: { id: string }[] } }>(
    '{ projects { nodes { id } } }',
  );
  const id = answer.projects.nodes[0]?.id;
  if (id === undefined) throw new Error('There is no project.');
  projects.set(shotboard, id);
  return id;
}

/** Submits a job of so many items; answers its id once it is acknowledged. */
export async function submitOver(shotboard: ShotboardProcess, items: number, source = BELL): Promise<string> {
  const projectId = await projectOver(shotboard);
  const programs = Array.from({ length: items }, (_, n) => ({
    name: `program ${n}`,
    language: source.startsWith('OPENQASM 2') ? 'OPENQASM2' : 'QSHARP',
    source,
    shots: 10,
  }));
  const { submitJob } = await shotboard.ask<{ submitJob: { job: { id: string } | null; errors: unknown[] } }>(
    'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }',
    {
      input: {
        projectId,
        name: 'Faults',
        targetId: 'target_simulator',
        definition: { execute: { programs } },
      },
    },
  );
  if (!submitJob.job) throw new Error(JSON.stringify(submitJob.errors));
  return submitJob.job.id;
}

export async function statusOver(shotboard: ShotboardProcess, id: string): Promise<string> {
  const { job } = await shotboard.ask<{ job: { status: string } }>(
    'query ($id: ID!) { job(id: $id) { status } }',
    { id },
  );
  return job.status;
}
