import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPILED } from '../test/scripted-engine.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const SUBMIT = `mutation ($input: SubmitJobInput!) {
  submitJob(input: $input) { job { id name status version } errors { code message path } }
}`;
const program = (extra: object = {}) => ({
  name: 'bell',
  language: 'OPENQASM3',
  source: 'qubit q;',
  ...extra,
});

async function submitted(input: object = {}): Promise<string> {
  const answer = await server.ask(SUBMIT, {
    input: {
      projectId: 'proj_1',
      name: 'Bell',
      targetId: 'target_simulator',
      definition: { execute: { programs: [program({ shots: 100, seed: 3 })] } },
      ...input,
    },
  });
  expect(answer.errors).toBeUndefined();
  expect(answer.data.submitJob.errors).toEqual([]);
  return answer.data.submitJob.job.id;
}

/** Waits on the subscription until the job has ended. */
async function ended(id: string): Promise<string> {
  const events = server.watch().iterate<{ jobStatus: { status: string } }>({
    query: 'subscription ($id: ID!) { jobStatus(jobId: $id) { version status } }',
    variables: { id },
  });
  for await (const { data } of events) {
    const status = data?.jobStatus.status ?? '';
    if (['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED'].includes(status)) return status;
  }
  return 'none';
}

test('a job runs from its submission to its counts, every field readable', async () => {
  const id = await submitted({
    description: 'Two qubits',
    properties: [{ name: 'team', value: 'red' }],
    definition: {
      execute: { programs: [program({ shots: 100, seed: 3, maxCost: 5 }), program({ shots: 10 })] },
    },
  });
  expect(await ended(id)).toBe('COMPLETED');
  const { data, errors } = await server.ask(
    `query ($id: ID!) {
      job(id: $id) {
        id name description type status message errorDetail version attempt createdAt updatedAt progress
        project { id name description createdAt updatedAt archivedAt viewerRole organization { id name } }
        target { id name } createdBy { id name }
        statusTimes { submitted queued running cancelling retrying completed error cancelled terminated depleted }
        itemCounts { total submitted queued running cancelling retrying completed error cancelled terminated depleted }
        definition {
          __typename
          ... on CompileDefinition { programs { id } }
          ... on ExecuteDefinition {
            programs { shots seed maxCost program { id name language source size } }
            noise { pauliX pauliY pauliZ loss }
          }
        }
        items(first: 1) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          edges { cursor node { id } }
          nodes {
            id index name status message attempt errorDetail { kind }
            job { id } program { name source }
            statusTimes { completed }
            attempts { number status cpuSeconds restarts message statusTimes { running } result { __typename } errorDetail { kind } }
            result {
              __typename
              ... on ExecuteResult { shots seed method registers { name size counts } statistics { qubits gates } }
            }
            queue { position } downloads { json csv text }
          }
        }
        item(index: 1) { index }
        missing: item(index: 2) { index }
        properties { name value }
        rerunOf { id } reruns { totalCount nodes { id } }
        cancellation { reason } queue { position }
        cost { cpuSeconds credits }
        events { version kind actor { name } message status attempt at itemCounts { total } items { itemId index status from attempt message } job { id } }
        actions { rerun { allowed code message } retry { allowed code message } cancel { allowed code } delete { allowed } update { allowed } retryStatuses retryStrategies }
        downloads { json csv text }
      }
    }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const { job } = data;
  expect(job).toMatchObject({
    id,
    status: 'COMPLETED',
    progress: 1,
    attempt: 1,
    description: 'Two qubits',
    project: { id: 'proj_1', viewerRole: 'ADMINISTRATOR', organization: { name: 'Quantum Lab' } },
    createdBy: { id: 'user_1', name: 'Ada' },
    itemCounts: { total: 2, completed: 2, error: 0 },
    properties: [{ name: 'team', value: 'red' }],
    item: { index: 1 },
    missing: null,
    rerunOf: null,
    reruns: { totalCount: 0, nodes: [] },
    cancellation: null,
    queue: null,
    actions: { cancel: { allowed: false, code: 'JOB_IN_FINAL_STATE' }, delete: { allowed: true } },
    downloads: { json: `/download/jobs/${id}.json`, csv: `/download/jobs/${id}.csv`, text: null },
  });
  expect(job.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(job.definition.programs[0]).toMatchObject({
    shots: 100,
    seed: 3,
    maxCost: 5,
    program: { name: 'bell', language: 'OPENQASM3', source: 'qubit q;', size: 8 },
  });
  expect(job.items).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  expect(job.items.nodes[0]).toMatchObject({
    index: 0,
    name: 'bell',
    attempts: [{ number: 1, status: 'COMPLETED', cpuSeconds: 0.25, result: { __typename: 'ExecuteResult' } }],
    result: { shots: 100, seed: 3, registers: [{ name: 'c', size: 2, counts: { '00': 50, '11': 50 } }] },
  });
  const versions = job.events.map((event: { version: number }) => event.version);
  expect(versions).toEqual(versions.map((_: number, place: number) => place + 1));
  expect(job.events.at(-1).version).toBe(job.version);
});

test('a compiled program gives its text, its circuit and its statistics', async () => {
  const id = await submitted({
    targetId: 'target_qir_base',
    definition: { compile: { programs: [program()] } },
  });
  expect(await ended(id)).toBe('COMPLETED');
  const { data } = await server.ask(
    `query ($id: ID!) { job(id: $id) {
      downloads { json csv text }
      definition { __typename }
      items { nodes { downloads { json csv text } result { ... on CompileResult {
        format profile output statistics { qubits depth } circuit { qubits truncated columns { gate targets controls args } } diagnostics { message }
      } } } }
    } }`,
    { id },
  );
  expect(data.job.definition.__typename).toBe('CompileDefinition');
  expect(data.job.downloads.csv).toBeNull();
  expect(data.job.items.nodes[0]).toMatchObject({
    downloads: { csv: null, text: expect.stringMatching(/^\/download\/items\/item_.*\.ll$/) },
    result: { output: COMPILED, profile: 'BASE', circuit: { columns: [[{ gate: 'H', targets: [0] }]] } },
  });
});

test('a program with errors ends in ERROR with line and column; a retry runs it again', async () => {
  const id = await submitted({
    targetId: 'target_qir_base',
    definition: { compile: { programs: [program({ source: '// fails' }), program()] } },
  });
  expect(await ended(id)).toBe('ERROR');
  const { data } = await server.ask(
    `query ($id: ID!) {
      job(id: $id) { status message errorDetail items(statuses: [ERROR]) {
        totalCount nodes { index errorDetail { kind text diagnostics { severity code message line column endLine endColumn } } } } }
      retryPreview(input: { jobId: $id }) {
        preview { itemCount items { index name status effect } needsConfirmation warnings estimatedCpuSeconds estimatedCredits possibleDuplicates }
        errors { code } }
    }`,
    { id },
  );
  expect(data.job.items).toMatchObject({
    totalCount: 1,
    nodes: [{ index: 0, errorDetail: { kind: 'PROGRAM', diagnostics: [{ line: 2, column: 1 }] } }],
  });
  expect(data.retryPreview).toMatchObject({
    preview: { itemCount: 1, items: [{ index: 0, effect: 'RUN_AGAIN' }], needsConfirmation: false },
    errors: [],
  });
  const retried = await server.ask(
    `mutation ($id: ID!) { retryJob(input: { jobId: $id, reason: "again" }) { job { attempt } errors { code } } }`,
    { id },
  );
  expect(retried.data.retryJob).toEqual({ job: { attempt: 2 }, errors: [] });
  const restart = await server.ask(
    `mutation ($id: ID!) { retryJob(input: { jobId: $id, itemStatuses: [COMPLETED], strategy: FULL_RESTART }) {
      errors { code message path preview { itemCount } ... on UserError { code } } } }`,
    { id: await submittedAndEnded() },
  );
  expect(restart.data.retryJob.errors[0]).toMatchObject({
    code: 'CONFIRMATION_REQUIRED',
    preview: { itemCount: 1 },
  });
});

async function submittedAndEnded(): Promise<string> {
  const id = await submitted();
  await ended(id);
  return id;
}

test('rerun makes a new job that points to its source', async () => {
  const id = await submittedAndEnded();
  const { data } = await server.ask(
    `mutation ($id: ID!) { rerunJob(input: { jobId: $id, name: "Bell (2)" }) {
      job { id name rerunOf { id } } source { id reruns { nodes { name } } } errors { code } } }`,
    { id },
  );
  expect(data.rerunJob).toMatchObject({
    job: { name: 'Bell (2)', rerunOf: { id } },
    source: { id, reruns: { nodes: [{ name: 'Bell (2)' }] } },
    errors: [],
  });
});

test('cancel stops what runs, and is told with who and why', async () => {
  const id = await submitted({
    definition: { execute: { programs: [program({ source: '// waits', shots: 1 })] } },
  });
  const { data } = await server.ask(
    `mutation ($id: ID!) { cancelJob(input: { jobId: $id, reason: "wrong one" }) { errors { code }
      job { id cancellation { requestedBy { name } requestedAt reason requests { itemIndex askedOf answer answeredAt } } } } }`,
    { id },
  );
  expect(data.cancelJob).toMatchObject({
    errors: [],
    job: { cancellation: { requestedBy: { name: 'Ada' }, reason: 'wrong one' } },
  });
  expect(await ended(id)).toBe('CANCELLED');
  const again = await server.ask(
    'mutation ($id: ID!) { cancelJob(input: { jobId: $id }) { job { id } errors { code message path } } }',
    { id },
  );
  expect(again.data.cancelJob).toMatchObject({ job: null, errors: [{ code: 'JOB_IN_FINAL_STATE' }] });
});

test('bulk commands answer job by job', async () => {
  const [one, two] = [await submittedAndEnded(), await submittedAndEnded()];
  const { data } = await server.ask(
    `mutation ($one: ID!, $two: ID!) {
      cancelJobs(input: { jobs: { ids: [$one, "job_unknown"] } }) { outcomes { jobId ok job { id } error { code } } errors { code } }
      retryJobs(input: { jobs: { filter: { projectId: "proj_1", filter: { name: "no such name" } } } }) { outcomes { jobId } errors { code } }
      other: cancelJobs(input: { jobs: { ids: [$two] }, reason: "why" }) { outcomes { ok } }
      gone: cancelJobs(input: { jobs: { filter: { projectId: "proj_none" } } }) { outcomes { ok } errors { code path } }
    }`,
    { one, two },
  );
  expect(data.cancelJobs.outcomes).toEqual([
    { jobId: one, ok: false, job: { id: one }, error: { code: 'JOB_IN_FINAL_STATE' } },
    { jobId: 'job_unknown', ok: false, job: null, error: { code: 'NOT_FOUND' } },
  ]);
  expect(data.retryJobs).toEqual({ outcomes: [], errors: [] });
  expect(data.other.outcomes).toEqual([{ ok: false }]);
  expect(data.gone).toMatchObject({ outcomes: [], errors: [{ code: 'NOT_FOUND' }] });
});

test('a job is updated and deleted', async () => {
  const id = await submittedAndEnded();
  const { data } = await server.ask(
    `mutation ($id: ID!) {
      updateJob(input: { jobId: $id, description: "new", properties: [{ name: "a", value: "b" }] }) { job { description properties { name value } } errors { code } }
      deleteJob(input: { jobId: $id }) { deletedJobId errors { code } }
    }`,
    { id },
  );
  expect(data.updateJob).toEqual({
    job: { description: 'new', properties: [{ name: 'a', value: 'b' }] },
    errors: [],
  });
  expect(data.deleteJob).toEqual({ deletedJobId: id, errors: [] });
  const after = await server.ask('query ($id: ID!) { job(id: $id) { id } node(id: $id) { id } }', { id });
  expect(after.data).toEqual({ job: null, node: null });
});

test('a project is made, changed, archived and deleted', async () => {
  const made = await server.ask(
    `mutation { createProject(input: { name: "<b>Bold</b>" }) { project { id name } errors { code } } }`,
  );
  const { id, name } = made.data.createProject.project;
  expect(name).toBe('<b>Bold</b>');
  const { data } = await server.ask(
    `mutation ($id: ID!) {
      updateProject(input: { projectId: $id, description: "d" }) { project { name description } errors { code } }
      early: deleteProject(input: { projectId: $id }) { deletedProjectId errors { code message path } }
      archiveProject(input: { projectId: $id }) { project { archivedAt actions { submit { allowed code message } update { allowed } archive { allowed } delete { allowed } } } errors { code } }
      deleteProject(input: { projectId: $id }) { deletedProjectId errors { code } }
      none: updateProject(input: { projectId: $id, name: "x" }) { project { id } errors { code } }
    }`,
    { id },
  );
  expect(data.updateProject).toEqual({ project: { name, description: 'd' }, errors: [] });
  expect(data.early).toMatchObject({ deletedProjectId: null, errors: [{ code: 'PROJECT_NOT_ARCHIVED' }] });
  expect(data.archiveProject.project.actions).toMatchObject({
    submit: { allowed: false, code: 'PROJECT_ARCHIVED' },
    delete: { allowed: true },
  });
  expect(data.deleteProject).toEqual({ deletedProjectId: id, errors: [] });
  expect(data.none.errors).toEqual([{ code: 'NOT_FOUND' }]);
});

describe('what is read besides jobs', () => {
  test('viewer, projects, targets, legend, examples', async () => {
    const { data, errors } = await server.ask(`{
      viewer { user { id name } organization { name } isOrganizationAdmin isPlatformAdmin }
      projects(includeArchived: true) { totalCount nodes { id jobCounts { total } propertyNames submitters { name } } edges { cursor node { id } } pageInfo { hasNextPage } }
      project(id: "proj_1") { id jobs { totalCount } actions { submit { allowed code message } } }
      targets(jobType: EXECUTE) { id name description kind status jobType languages profile maxQubits maxShots acceptsNoise queueLength running estimate { p50Seconds p90Seconds samples } throughput }
      target(id: "target_simulator") { id }
      jobStatuses { status final meaning next }
      examplePrograms { name description language source }
    }`);
    expect(errors).toBeUndefined();
    expect(data.viewer).toMatchObject({
      user: { id: 'user_1' },
      organization: { name: 'Quantum Lab' },
      isPlatformAdmin: true,
    });
    expect(data.projects.nodes[0].submitters).toEqual([{ name: 'Ada' }]);
    expect(data.targets.map((target: { id: string }) => target.id)).toEqual([
      'target_simulator',
      'target_noisy_emulator',
    ]);
    expect(data.targets[0].throughput).toHaveLength(60);
    expect(data.jobStatuses).toHaveLength(10);
    expect(data.jobStatuses[0]).toMatchObject({
      status: 'SUBMITTED',
      final: false,
      next: expect.arrayContaining(['QUEUED']),
    });
    expect(data.examplePrograms.length).toBeGreaterThan(0);
  });

  test('node finds every kind of object by its id', async () => {
    const id = await submittedAndEnded();
    const job = await server.ask(
      'query ($id: ID!) { job(id: $id) { item(index: 0) { id program { id } } } }',
      { id },
    );
    const item = job.data.job.item;
    const ids = [id, item.id, item.program.id, 'proj_1', 'user_1', 'org_1', 'target_simulator'];
    const types = await Promise.all(
      ids.map(
        async (one) =>
          (await server.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id: one })).data.node,
      ),
    );
    expect(types.map((found) => found.__typename)).toEqual([
      'Job',
      'JobItem',
      'Program',
      'Project',
      'User',
      'Organization',
      'Target',
    ]);
    expect(types.map((found) => found.id)).toEqual(ids);
    for (const none of ['job_none', 'item_x_99', 'nothing', '', 'proj_none']) {
      expect((await server.ask('query ($id: ID!) { node(id: $id) { id } }', { id: none })).data).toEqual({
        node: null,
      });
    }
  });

  test('a program is checked without a job', async () => {
    const query = `query ($input: CheckProgramInput!) { checkProgram(input: $input) {
      valid diagnostics { line message } statistics { qubits depth gates } estimatedCredits errors { code path } } }`;
    const input = { targetId: 'target_simulator', language: 'OPENQASM3', source: 'qubit q;', shots: 5 };
    expect((await server.ask(query, { input })).data.checkProgram).toMatchObject({
      valid: true,
      statistics: { qubits: 2 },
      errors: [],
    });
    const wrong = await server.ask(query, { input: { ...input, source: '// fails' } });
    expect(wrong.data.checkProgram).toMatchObject({
      valid: false,
      diagnostics: [{ line: 2 }],
      statistics: null,
    });
    const none = await server.ask(query, { input: { ...input, targetId: 'target_none' } });
    expect(none.data.checkProgram).toMatchObject({ valid: null, errors: [{ code: 'NOT_FOUND' }] });
  });
});
