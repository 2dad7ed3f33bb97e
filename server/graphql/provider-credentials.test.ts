import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateDeviceText } from '../engine/device-simulation.ts';
import { FAKE_BRAKET_KEYS, fakeBraket } from '../providers/fake/fake-braket.ts';
import { FAKE_IONQ_KEYS, fakeIonq } from '../providers/fake/fake-ionq.ts';
import type { FakeServer } from '../providers/fake/fake-server.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let braket: FakeServer;
let ionq: FakeServer;
let server: TestServer;
let member: As;
let admin: As;
let colleague: As;
let log = '';
beforeAll(async () => {
  braket = fakeBraket({ run: (text, shots, seed) => simulateDeviceText(text, 'BRAKET', shots, seed) });
  ionq = fakeIonq({ run: (text, shots, seed) => simulateDeviceText(text, 'IONQ', shots, seed) });
  await Promise.all([braket.start(), ionq.start()]);
  server = await startTestServer({
    worker: false,
    providers: { endpoints: { braket: braket.url, ionq: `${ionq.url}/v0.4` } },
    logger: pino({ level: 'trace' }, { write: (line: string) => void (log += line) }),
  });
  member = await server.person({ id: 'user_member' }, { proj_1: 'CONTRIBUTOR' });
  colleague = await server.person({ id: 'user_colleague' }, { proj_1: 'CONTRIBUTOR' });
  admin = await server.person({ id: 'user_orgadmin', isOrganizationAdmin: true });
});
afterAll(async () => {
  await server.close();
  await Promise.all([braket.close(), ionq.close()]);
});

const FIELDS =
  'id provider name owner isDefault hint checkedAt trouble braket { region bucket prefix } manage { allowed code }';
const ADD = `mutation ($input: AddProviderCredentialInput!) {
  addProviderCredential(input: $input) { credential { ${FIELDS} } errors { code message path } } }`;
const UPDATE = `mutation ($input: UpdateProviderCredentialInput!) {
  updateProviderCredential(input: $input) { credential { ${FIELDS} } errors { code message path } } }`;
const IONQ = { ionq: { apiKey: FAKE_IONQ_KEYS[0] } };
const BRAKET = {
  braket: {
    accessKeyId: FAKE_BRAKET_KEYS[0],
    secretAccessKey: 'the-secret-of-the-lab',
    region: 'us-east-1',
    bucket: 'amazon-braket-lab',
  },
};
const add = async (input: object, as: As) =>
  (await server.ask(ADD, { input }, as)).data.addProviderCredential;

test('an admin adds the organization’s; members use them and may not change them; secrets are told to nobody', async () => {
  const { credential, errors } = await add({ name: 'Lab', owner: 'ORGANIZATION', secrets: BRAKET }, admin);
  expect(errors).toEqual([]);
  expect(credential).toMatchObject({
    provider: 'BRAKET',
    owner: 'ORGANIZATION',
    isDefault: true,
    hint: '…FAKE',
    braket: { region: 'us-east-1', bucket: 'amazon-braket-lab', prefix: 'shotboard' },
    manage: { allowed: true },
  });
  const seen = await server.ask(`{ providerCredentials { ${FIELDS} } }`, {}, member);
  expect(seen.data.providerCredentials).toMatchObject([
    { id: credential.id, manage: { allowed: false, code: 'FORBIDDEN' } },
  ]);
  const update = await server.ask(UPDATE, { input: { credentialId: credential.id, name: 'Mine' } }, member);
  expect(update.data.updateProviderCredential.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  expect(await add({ name: 'x', owner: 'ORGANIZATION', secrets: IONQ }, member)).toMatchObject({
    credential: null,
    errors: [{ code: 'FORBIDDEN', path: ['owner'] }],
  });
  // Neither in an answer, nor in the database, nor in the log.
  const sealed = Buffer.from((await server.store.sealedSecrets(credential.id)) ?? []);
  const stored = JSON.stringify(await server.store.listProviderCredentials());
  for (const text of [JSON.stringify(seen), stored, sealed.toString('latin1'), log]) {
    expect(text).not.toContain('the-secret-of-the-lab');
    expect(text).not.toContain(FAKE_BRAKET_KEYS[0]);
  }
});

test('a member’s own are seen by that member alone', async () => {
  const { credential } = await add({ name: 'Mine', owner: 'USER', secrets: IONQ }, member);
  expect(credential).toMatchObject({ owner: 'USER', manage: { allowed: true } });
  for (const as of [colleague, admin]) {
    const { data } = await server.ask(
      `query ($id: ID!) { providerCredentials { id } node(id: $id) { id } }`,
      { id: credential.id },
      as,
    );
    expect(JSON.stringify(data)).not.toContain(credential.id);
    const removed = await server.ask(
      'mutation ($id: ID!) { removeProviderCredential(input: { credentialId: $id }) { errors { code } } }',
      { id: credential.id },
      as,
    );
    expect(removed.data.removeProviderCredential.errors).toEqual([{ code: 'NOT_FOUND' }]);
  }
});

describe('nothing is stored when', () => {
  test.each([
    [
      'the provider refuses them',
      { ionq: { apiKey: 'no-key-of-theirs-at-all' } },
      'CREDENTIAL_REFUSED',
      ['secrets'],
    ],
    ['a key is blank', { ionq: { apiKey: '  ' } }, 'INVALID_INPUT', ['secrets', 'ionq', 'apiKey']],
    [
      'a key would end a header',
      { ionq: { apiKey: 'a\r\nx: y' } },
      'INVALID_INPUT',
      ['secrets', 'ionq', 'apiKey'],
    ],
    [
      'a key is endless',
      { ionq: { apiKey: 'k'.repeat(9_000) } },
      'LIMIT_EXCEEDED',
      ['secrets', 'ionq', 'apiKey'],
    ],
    [
      'the region is none',
      { braket: { ...BRAKET.braket, region: 'x.evil.example' } },
      'INVALID_INPUT',
      ['secrets', 'braket', 'region'],
    ],
    [
      'the bucket is none of Braket',
      { braket: { ...BRAKET.braket, bucket: 'mine' } },
      'INVALID_INPUT',
      ['secrets', 'braket', 'bucket'],
    ],
    [
      'the prefix leads elsewhere',
      { braket: { ...BRAKET.braket, prefix: 'a b' } },
      'INVALID_INPUT',
      ['secrets', 'braket', 'prefix'],
    ],
  ])('%s', async (_why, secrets, code, path) => {
    const before = await server.store.listProviderCredentials();
    const { credential, errors } = await add({ name: 'x', owner: 'USER', secrets }, member);
    expect(credential).toBeNull();
    expect(errors).toMatchObject([{ code, path }]);
    expect(errors[0].message).not.toContain('no-key-of-theirs');
    expect(await server.store.listProviderCredentials()).toEqual(before);
  });
  test('the provider cannot be reached', async () => {
    ionq.fail({ operation: 'any', kind: 'reset', times: 5 });
    expect(await add({ name: 'x', owner: 'USER', secrets: IONQ }, member)).toMatchObject({
      credential: null,
      errors: [{ code: 'CREDENTIAL_REFUSED', message: expect.stringMatching(/^Not saved/) as string }],
    });
    ionq.clearFaults();
  });
  test('the server has no key to encrypt with', async () => {
    const bare = await startTestServer({ worker: false, providers: { secretKey: null } });
    const { data } = await bare.ask(ADD, { input: { name: 'x', owner: 'USER', secrets: IONQ } });
    expect(data.addProviderCredential.errors).toMatchObject([{ code: 'SECRET_KEY_MISSING' }]);
    await bare.close();
  });
});

test('new secrets are tried before they replace the old ones, and are of the same provider', async () => {
  const { credential } = await add({ name: 'Turning', owner: 'USER', secrets: IONQ }, colleague);
  const update = async (secrets: object) =>
    (await server.ask(UPDATE, { input: { credentialId: credential.id, secrets } }, colleague)).data
      .updateProviderCredential;
  const before = await server.store.sealedSecrets(credential.id);
  expect((await update({ ionq: { apiKey: 'no-key-of-theirs-at-all' } })).errors).toMatchObject([
    { code: 'CREDENTIAL_REFUSED' },
  ]);
  expect((await update(BRAKET)).errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['secrets'] }]);
  expect(await server.store.sealedSecrets(credential.id)).toEqual(before);
  expect((await update({ ionq: { apiKey: FAKE_IONQ_KEYS[1] } })).errors).toEqual([]);
  expect(await server.store.sealedSecrets(credential.id)).not.toEqual(before);
});

test('a check tells whether the provider takes them now', async () => {
  const { credential } = await add({ name: 'Checked', owner: 'USER', secrets: IONQ }, colleague);
  const check = async () =>
    (
      await server.ask(
        'mutation ($id: ID!) { checkProviderCredential(input: { credentialId: $id }) { credential { trouble checkedAt } errors { code } } }',
        { id: credential.id },
        colleague,
      )
    ).data.checkProviderCredential;
  ionq.fail({ operation: 'any', kind: 'error', status: 401, times: 4 });
  expect((await check()).credential.trouble).toMatch(/401/);
  ionq.clearFaults();
  expect(await check()).toMatchObject({ credential: { trouble: null }, errors: [] });
});

test('a job is submitted under the credentials it names', async () => {
  const input = {
    projectId: 'proj_1',
    name: 'Under these',
    targetId: 'target_simulator',
    definition: {
      execute: {
        credentialId: 'cred_named',
        programs: [{ name: 'bell', language: 'OPENQASM2', source: 'OPENQASM 2.0; qreg q[1];', shots: 1 }],
      },
    },
  };
  const answer = await server.ask(
    `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { errors { code message }
      job { definition { ... on ExecuteDefinition { credentialId } } } } }`,
    { input },
    member,
  );
  expect(answer.data.submitJob).toEqual({ job: { definition: { credentialId: 'cred_named' } }, errors: [] });
});
