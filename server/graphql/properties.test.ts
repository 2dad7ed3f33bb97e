import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ada: As;
let carl: As;
let eve: As;

beforeAll(async () => {
  server = await startTestServer({ worker: false });
  ada = await server.person({ id: 'user_ada', name: 'Ada' }, { proj_1: 'MAINTAINER' });
  carl = await server.person({ id: 'user_carl', name: 'Carl' }, { proj_1: 'CONTRIBUTOR' });
  eve = await server.person({ id: 'user_eve', name: 'Eve', organizationId: 'org_2' });
});
afterAll(() => server.close());

const PAYLOAD = `{ project { propertyDefinitions { name type colour isRequired description } } errors { code message path } }`;
function mutate(field: string, type: string, input: object, as: As) {
  const query = `mutation ($input: ${type}!) { answer: ${field}(input: $input) ${PAYLOAD} }`;
  return server.ask(query, { input: { projectId: 'proj_1', ...input } }, as);
}
async function submit(properties: readonly object[], more: object = {}) {
  const input = {
    projectId: 'proj_1',
    targetId: 'target_simulator',
    name: 'Bell',
    properties,
    definition: {
      execute: {
        programs: [{ name: 'bell', language: 'OPENQASM3', source: 'OPENQASM 3.0; qubit q; h q;', shots: 10 }],
      },
    },
    ...more,
  };
  const query = `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id properties { name value } } errors { code message path } } }`;
  return (await server.ask(query, { input }, carl)).data.submitJob;
}

test('a project says what its properties mean, and jobs are held to it', async () => {
  const energy = { name: 'energy', type: 'NUMBER', colour: 'TEAL', isRequired: true, description: 'in eV' };
  expect((await mutate('defineProperty', 'DefinePropertyInput', energy, ada)).data.answer).toEqual({
    project: { propertyDefinitions: [energy] },
    errors: [],
  });
  const twice = await mutate('defineProperty', 'DefinePropertyInput', energy, ada);
  expect(twice.data.answer.errors).toMatchObject([{ code: 'NAME_TAKEN', path: ['name'] }]);

  expect((await submit([])).errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['properties'] }]);
  expect((await submit([{ name: 'energy', value: 'high' }])).errors).toEqual([
    {
      code: 'INVALID_INPUT',
      message: 'The property "energy" is NUMBER and takes a number, as 0.25 or 1e-3, not "high".',
      path: ['properties', '0', 'value'],
    },
  ]);
  for (const value of ['1.5', '-2', '40']) {
    const { job } = await submit([
      { name: 'energy', value },
      { name: 'free', value: 'text' },
    ]);
    expect(job.properties).toHaveLength(2);
  }
});

test('jobs are found by numbers between bounds', async () => {
  const query = `query ($filter: PropertyFilter!) { project(id: "proj_1") { jobs(filter: { properties: [$filter] }) { totalCount } } }`;
  const count = async (filter: object) =>
    (await server.ask(query, { filter: { name: 'energy', ...filter } }, carl)).data.project.jobs.totalCount;
  expect(await count({ min: 0 })).toBe(2);
  expect(await count({ min: 0, max: 2 })).toBe(1);
  expect(await count({ max: -2 })).toBe(1);
  const wrong = await server.ask(query, { filter: { name: 'energy', min: 2, max: 1 } }, carl);
  expect(wrong.errors?.[0]).toMatchObject({
    message: 'The filter for the property "energy" has a min of 2, above its max of 1.',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('a change of a job is held to it, a rerun brings what its source has', async () => {
  const { job } = await submit([{ name: 'energy', value: '7' }]);
  const update = async (properties: readonly object[]) =>
    (
      await server.ask(
        `mutation ($input: UpdateJobInput!) { updateJob(input: $input) { errors { path } } }`,
        { input: { jobId: job.id, properties } },
        carl,
      )
    ).data.updateJob.errors;
  expect(await update([{ name: 'energy', value: 'x' }])).toEqual([{ path: ['properties', '0', 'value'] }]);
  expect(await update([])).toEqual([{ path: ['properties'] }]);
  expect(await update([{ name: 'energy', value: '8' }])).toEqual([]);
  const again = await server.ask(
    `mutation ($input: RerunJobInput!) { rerunJob(input: $input) { job { properties { name value } } errors { code } } }`,
    { input: { jobId: job.id, name: 'Again' } },
    carl,
  );
  expect(again.data.rerunJob).toEqual({
    job: { properties: [{ name: 'energy', value: '8' }] },
    errors: [],
  });
});

test('the same request gives the same job, though a definition came in between', async () => {
  const given = [{ name: 'energy', value: '1' }];
  const first = await submit(given, { idempotencyKey: 'k' });
  const define = { name: 'owner', type: 'STRING', isRequired: true };
  await mutate('defineProperty', 'DefinePropertyInput', define, ada);
  expect(await submit(given, { idempotencyKey: 'k' })).toEqual(first);
  expect((await submit(given)).errors).toHaveLength(1);
  await mutate('removeProperty', 'RemovePropertyInput', { name: 'owner' }, ada);
  expect((await submit(given)).errors).toEqual([]);
});

test('only maintainers define; to whom the project is hidden there is none', async () => {
  const input = { name: 'energy', isRequired: false };
  const refused = await mutate('changeProperty', 'ChangePropertyInput', input, carl);
  expect(refused.data.answer.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  const hidden = await mutate('changeProperty', 'ChangePropertyInput', input, eve);
  expect(hidden.data.answer.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const changed = await mutate('changeProperty', 'ChangePropertyInput', input, ada);
  expect(changed.data.answer.project.propertyDefinitions).toMatchObject([
    { name: 'energy', type: 'NUMBER', isRequired: false },
  ]);
});

test('what was done to definitions is in the audit, with before and after', async () => {
  const entries = await server.store.listAudit(
    'org_1',
    { actions: ['PROPERTY_DEFINED', 'PROPERTY_CHANGED', 'PROPERTY_REMOVED'] },
    { limit: 10, from: null, backwards: true },
  );
  expect(entries.map(({ action, before, after }) => [action, before?.isRequired, after?.isRequired])).toEqual(
    [
      ['PROPERTY_CHANGED', true, false],
      ['PROPERTY_REMOVED', true, undefined],
      ['PROPERTY_DEFINED', undefined, true],
      ['PROPERTY_DEFINED', undefined, true],
    ],
  );
});
