import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { typeid } from 'typeid-js';
import { ID_PREFIXES } from '../domain/ids.ts';
import { addProviderCredential } from '../jobs/provider-credentials.ts';
import { submitJob } from '../jobs/submit-job.ts';
import type { Context } from '../jobs/context.ts';
import { FAKE_BRAKET_KEYS } from '../providers/fake/fake-braket.ts';
import { RemoteScheduler } from '../scheduler/remote-scheduler.ts';
import { createEngine } from '../engine/pool.ts';
import { PROJECT } from '../test/job-builder.ts';
import { BELL, TARGET_OF, VIEWER } from '../test/remote/remote-lab.ts';
import { testProviders } from '../test/test-providers.ts';
import { openBenchContext } from './bench-store.ts';

/**
 * What it costs to have many items wait at a provider: handing them over, and a minute of following them while their
 * turn is far. The provider is the fake of AWS Braket in a process of its own; the baseline is the official SDK asking
 * for the same number of tasks, without anything of ours.
 *
 *   npm run bench:remote -- [--items 10000] [--seconds 60]
 */
const { values } = parseArgs({
  options: { items: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '60' } },
});
const ITEMS = Number(values.items);
const SECONDS = Number(values.seconds);
const PER_JOB = 300;
const PORT = 4391;
const FAKE = `http://127.0.0.1:${PORT}`;

const fake = spawn(
  process.execPath,
  ['--import', 'tsx', 'server/fake-providers.ts', '--braket-port', `${PORT}`, '--ionq-port', `${PORT + 1}`],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
await once(fake.stdout, 'data');
const control = (path: string, body: object): Promise<Response> =>
  fetch(`${FAKE}/fake/${path}`, { method: 'POST', body: JSON.stringify(body) });
await control('settings', { createdMs: 0, queuedMs: 7 * 24 * 3_600_000, queueDepth: 5_000 });
const polls = async (): Promise<number> => {
  const { arrived } = (await (await fetch(`${FAKE}/fake/arrived`)).json()) as { arrived: { poll: number } };
  return arrived.poll;
};

const { ctx: bare, remove } = await openBenchContext();
const engine = createEngine({ size: 2, maxMemoryMb: 2_048 });
const ctx: Context = {
  ...bare,
  checker: engine,
  webhookHosts: [],
  providers: testProviders(bare.store, { endpoints: { braket: FAKE } }),
  newId: (type) => typeid(ID_PREFIXES[type]).toString(),
};
const remote = new RemoteScheduler(ctx, pino({ level: 'error' }), {
  pollMs: 5_000,
  devicesMs: 60_000,
  alone: true,
  newKey: () => typeid('run').toString(),
  monotonic: () => performance.now(),
});
const added = await addProviderCredential(ctx, VIEWER, {
  name: 'Bench',
  owner: 'ORGANIZATION',
  makeDefault: true,
  secrets: {
    braket: {
      accessKeyId: FAKE_BRAKET_KEYS[0],
      secretAccessKey: 'any',
      region: 'us-east-1',
      bucket: 'amazon-braket-bench',
    },
  },
});
if (!added.ok) throw new Error(added.refusals[0]?.message);
await remote.devices.pass();

/** CPU of this process, in milliseconds. */
async function cpuOf(work: () => Promise<unknown>): Promise<{ cpuMs: number; ms: number }> {
  const cpu = process.cpuUsage();
  const at = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1_000, ms: performance.now() - at };
}
const line = (text: string): void => void process.stdout.write(`${text}\n`);

for (let left = ITEMS; left > 0; left -= PER_JOB) {
  const outcome = await submitJob(ctx, VIEWER, {
    projectId: PROJECT.id,
    targetId: TARGET_OF.BRAKET,
    name: 'Bench',
    definition: {
      execute: {
        programs: Array.from({ length: Math.min(PER_JOB, left) }, (_, n) => ({
          name: `bell ${n}`,
          language: 'OPENQASM2' as const,
          source: BELL,
          shots: 100,
        })),
      },
    },
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
}
const over = await cpuOf(() => remote.handover.pass());
line(
  `handed over ${ITEMS} items: ${(ITEMS / (over.ms / 1_000)).toFixed(0)} a second, ${(over.cpuMs / ITEMS).toFixed(2)} ms of CPU each`,
);
// The first look at each tells its place; from then on the pace follows it.
remote.follower.start();
const first = await cpuOf(async () => {
  while ((await polls()) < ITEMS) await delay(1_000);
});
line(
  `first looks: ${(ITEMS / (first.ms / 1_000)).toFixed(0)} a second, ${(first.cpuMs / ITEMS).toFixed(2)} ms of CPU each`,
);

const idle = await cpuOf(() => delay(SECONDS * 1_000));
await remote.follower.stop();

// When each is asked about next stands in the store: so many requests a minute, once they are spread.
const pauses: number[] = [];
for (const jobId of await ctx.store.jobIds({ projectId: PROJECT.id }, {}, null, ITEMS)) {
  for (const item of await ctx.store.listItems(jobId, { statuses: null, after: -1, limit: PER_JOB }))
    if (item.dueAt !== null && item.remote?.answeredAt) pauses.push(item.dueAt - item.remote.answeredAt);
}
const meanPause = pauses.reduce((sum, pause) => sum + pause, 0) / Math.max(1, pauses.length);
const perMinute = (pauses.length * 60_000) / meanPause;

const provider = ctx.providers.of(added.value);
const [job] = await ctx.store.jobIds({ projectId: PROJECT.id }, {}, null, 1);
const [item] = await ctx.store.items([{ jobId: job ?? '', index: 0 }]);
const CALLS = 2_000;
const plain = await cpuOf(async () => {
  for (let n = 0; n < CALLS; n += 16)
    await Promise.all(Array.from({ length: 16 }, () => provider.poll(item?.remote?.remoteId ?? '')));
});
const lookMs = first.cpuMs / ITEMS;
const plainMs = plain.cpuMs / CALLS;
const share = (idle.cpuMs / idle.ms + (perMinute * lookMs) / 60_000) * 100;
line(`${pauses.length} items waiting at the provider, thousands ahead of each:
  asked about every   ${(meanPause / 60_000).toFixed(1)} minutes: ${perMinute.toFixed(0)} requests a minute
  CPU a look          ${lookMs.toFixed(2)} ms; the SDK's call alone ${plainMs.toFixed(2)} ms: ${(lookMs / plainMs).toFixed(2)} x
  CPU while none is due ${((100 * idle.cpuMs) / idle.ms).toFixed(2)} % of one processor, measured for ${SECONDS} s
  CPU altogether      ${share.toFixed(2)} % of one processor, from the two above`);

await remote.stop();
ctx.providers.close();
await engine.close();
await ctx.store.close();
fake.kill();
remove();
