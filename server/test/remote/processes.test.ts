import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { simulateDeviceText } from '../../engine/device-simulation.ts';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { fakeBraket, FAKE_BRAKET_KEYS } from '../../providers/fake/fake-braket.ts';
import { fakeIonq, FAKE_IONQ_KEYS } from '../../providers/fake/fake-ionq.ts';
import type { FakeServer } from '../../providers/fake/fake-server.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { dataFolder, follow, startProcess, type ShotboardProcess } from '../shotboard-process.ts';
import { brokenRemotely } from './ledger-check.ts';
import { BELL, TARGET_OF, type ProviderChoice } from './remote-lab.ts';

const KEY = '07'.repeat(32);
let folder: ReturnType<typeof dataFolder>;
let braket: FakeServer;
let ionq: FakeServer;
let running: ShotboardProcess | null = null;
beforeEach(async () => {
  folder = dataFolder();
  braket = fakeBraket({ run: (text, shots, seed) => simulateDeviceText(text, 'BRAKET', shots, seed) });
  ionq = fakeIonq({ run: (text, shots, seed) => simulateDeviceText(text, 'IONQ', shots, seed) });
  await Promise.all([braket.start(), ionq.start()]);
  const quick = { createdMs: 0, queuedMs: 300, runningMs: 300, cancellingMs: 100 };
  braket.set(quick);
  ionq.set(quick);
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = null;
  await Promise.all([braket.close(), ionq.close()]);
  folder.remove();
});

const environment = (): Record<string, string> => ({
  SHOTBOARD_SECRET_KEY: KEY,
  SHOTBOARD_BRAKET_ENDPOINT: braket.url,
  SHOTBOARD_IONQ_ENDPOINT: `${ionq.url}/v0.4`,
  SHOTBOARD_DEVICES_SECONDS: '1',
});
async function start(): Promise<ShotboardProcess> {
  running = await startProcess(folder.path, environment());
  return running;
}
async function addCredentials(shotboard: ShotboardProcess): Promise<void> {
  const secrets = [
    { ionq: { apiKey: FAKE_IONQ_KEYS[0] } },
    {
      braket: {
        accessKeyId: FAKE_BRAKET_KEYS[0],
        secretAccessKey: 'any-secret',
        region: 'us-east-1',
        bucket: 'amazon-braket-tests',
      },
    },
  ];
  for (const one of secrets) {
    const { addProviderCredential } = await shotboard.ask<{ addProviderCredential: { errors: unknown[] } }>(
      'mutation ($input: AddProviderCredentialInput!) { addProviderCredential(input: $input) { errors { message } } }',
      { input: { name: 'Lab', owner: 'ORGANIZATION', secrets: one } },
    );
    expect(addProviderCredential.errors).toEqual([]);
  }
  // Its devices are targets as soon as the provider has told of them.
  for (let found = 0; found < 2;) {
    const { targets } = await shotboard.ask<{ targets: { id: string }[] }>(
      '{ targets(jobType: EXECUTE) { id } }',
    );
    found = Object.values(TARGET_OF).filter((id) => targets.some((target) => target.id === id)).length;
  }
}
async function submit(shotboard: ShotboardProcess, provider: ProviderChoice, count: number): Promise<string> {
  const { projects } = await shotboard.ask<{ projects: { nodes: { id: string }[] } }>(
    '{ projects { nodes { id } } }',
  );
  const { submitJob } = await shotboard.ask<{ submitJob: { job: { id: string } | null; errors: unknown[] } }>(
    'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }',
    {
      input: {
        projectId: projects.nodes[0]?.id,
        name: 'Remote',
        targetId: TARGET_OF[provider],
        definition: {
          execute: {
            programs: Array.from({ length: count }, (_, n) => ({
              name: `bell ${n}`,
              language: 'OPENQASM2',
              source: BELL,
              shots: 100,
            })),
          },
        },
      },
    },
  );
  if (!submitJob.job) throw new Error(JSON.stringify(submitJob.errors));
  return submitJob.job.id;
}
const ended = (event: { readonly status: string }): boolean => isFinal(event.status as JobStatus);

describe.each<ProviderChoice>(['BRAKET', 'IONQ'])('%s', (provider) => {
  test('kill -9 while submissions are accepted and not answered: each is found again, none is made twice', async () => {
    const fake = provider === 'BRAKET' ? braket : ionq;
    const first = await start();
    await addCredentials(first);
    fake.fail({ operation: 'submit', kind: 'hang-after', times: 3 });
    const jobId = await submit(first, provider, 12);
    // All have arrived, so that each is in the ledger: of one that never left nobody could tell for a quarter of an hour.
    await fake.seen('submit', 12);
    await first.end('SIGKILL');
    fake.clearFaults();
    const second = await start();
    const events = await follow(second, jobId, 0, ended);
    expect(events.at(-1)?.status).toBe('COMPLETED');
    expect(await second.end('SIGTERM')).toEqual({ code: 0, signal: null });
    running = null;
    expect(fake.ledger.tasks).toHaveLength(12);
    const store = await openSqliteStore(join(folder.path, 'shotboard.db'));
    expect(await brokenRemotely(store, [jobId], [braket, ionq])).toEqual([]);
    await store.close();
  });
});

test('a server with credentials and without their key, or with another one, does not start, and says why', async () => {
  const first = await start();
  await addCredentials(first);
  await first.end('SIGTERM');
  running = null;
  const { SHOTBOARD_SECRET_KEY: _key, ...without } = environment();
  await expect(startProcess(folder.path, without)).rejects.toThrow(
    /ended with 2.*SHOTBOARD_SECRET_KEY.*are stored/s,
  );
  const other = { ...without, SHOTBOARD_SECRET_KEY: '08'.repeat(32) };
  await expect(startProcess(folder.path, other)).rejects.toThrow(
    /ended with 2.*SHOTBOARD_SECRET_KEY.*not the one/s,
  );
  const short = { ...without, SHOTBOARD_SECRET_KEY: 'c2hvcnQ=' };
  await expect(startProcess(folder.path, short)).rejects.toThrow(/SHOTBOARD_SECRET_KEY: must be 32 bytes/);
});
