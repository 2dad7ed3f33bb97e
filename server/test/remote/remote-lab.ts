import { printedMailer } from '../../mail/mailer.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { typeid } from 'typeid-js';
import type { DeviceDialect } from '../../domain/device-program.ts';
import { ID_PREFIXES } from '../../domain/ids.ts';
import type { Job, JobItem } from '../../domain/job.ts';
import { DEFAULT_LIMITS, type Limits } from '../../domain/limits.ts';
import type { Access } from '../../domain/people.ts';
import type { Engine, EngineOutcome, EngineTask } from '../../domain/program.ts';
import { deviceProgram } from '../../engine/device-program.ts';
import { simulateDeviceText } from '../../engine/device-simulation.ts';
import { TaskFailure } from '../../engine/source-error.ts';
import { MemoryBus } from '../../events/memory-bus.ts';
import { SYSTEM_ORIGIN, type Context, type Viewer } from '../../jobs/context.ts';
import { addProviderCredential } from '../../jobs/provider-credentials.ts';
import { submitJob } from '../../jobs/submit-job.ts';
import { FAKE_BRAKET_KEYS, FAKE_QPU, fakeBraket } from '../../providers/fake/fake-braket.ts';
import { FAKE_IONQ_KEYS, fakeIonq } from '../../providers/fake/fake-ionq.ts';
import type { FakeServer } from '../../providers/fake/fake-server.ts';
import type { Provider } from '../../providers/provider.ts';
import type { CallClock } from '../../providers/remote-call.ts';
import { remoteTargetId } from '../../jobs/remote-targets.ts';
import { RemoteScheduler } from '../../scheduler/remote-scheduler.ts';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { Store } from '../../store/store.ts';
import { newPostgres } from '../databases.ts';
import { PROJECT, seed, USER } from '../job-builder.ts';
import { testProviders } from '../test-providers.ts';

/** The time limit of a call that the manual clock does not stop, as a share of the real one. */
const DEADLINE_SHARE = 1 / 100;

export const BELL =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
export const VIEWER: Viewer = { user: USER, origin: SYSTEM_ORIGIN };
export const ADMIN_ACCESS: Access = { userId: USER.id, role: 'ADMINISTRATOR', admin: true };

/** Credentials of the organization that the fake of AWS Braket takes. */
export const BRAKET_CREDENTIAL = {
  name: 'AWS',
  owner: 'ORGANIZATION',
  makeDefault: true,
  secrets: {
    braket: {
      accessKeyId: FAKE_BRAKET_KEYS[0],
      secretAccessKey: 'any-secret',
      region: 'us-east-1',
      bucket: 'amazon-braket-lab',
    },
  },
} as const;

export type ProviderChoice = 'BRAKET' | 'IONQ';
export const TARGET_OF: Readonly<Record<ProviderChoice, string>> = {
  BRAKET: remoteTargetId('BRAKET', FAKE_QPU),
  IONQ: remoteTargetId('IONQ', 'qpu.forte-1'),
};

/** Where a process may end: around a call to its provider. */
export type CrashPoint =
  | 'before submit'
  | 'after submit'
  | 'before poll'
  | 'before result'
  | 'after result'
  | 'before cancel'
  | 'after cancel';
class Crash extends Error {}

/**
 * Everything that remote items need, in one process with a clock that is set by hand: a real database, the real
 * scheduler and adapters, and fakes of both providers that speak their protocols over HTTP.
 */
export interface RemoteLab {
  readonly braket: FakeServer;
  readonly ionq: FakeServer;
  readonly fakeOf: (provider: ProviderChoice) => FakeServer;
  readonly ctx: () => Context;
  readonly store: () => Store;
  now(): number;
  /** Lets time pass, for everybody. */
  advance(ms: number): void;
  /** Hands over and looks, until nothing is to be done at this time. */
  settle(): Promise<void>;
  /** Lets time pass in steps and settles after each. */
  drive(totalMs: number, stepMs: number): Promise<void>;
  readonly scheduler: () => RemoteScheduler;
  submit(
    provider: ProviderChoice,
    programs?: number,
    more?: { readonly maxCost?: number; readonly source?: string },
  ): Promise<string>;
  job(id: string): Promise<Job>;
  items(id: string): Promise<readonly JobItem[]>;
  /** From now on the process ends at this point, the next time it comes there. */
  crashAt(point: CrashPoint): void;
  /** Called when an intent to submit has just been stored. */
  onIntent: () => void;
  /** From now on calls have the time that they have in earnest. */
  bePatient(): void;
  /** Ends what runs without a word and starts anew on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openRemoteLab(
  options: {
    readonly limits?: Partial<Limits>;
    readonly random?: () => number;
    /** SQLite when not given. */
    readonly database?: 'sqlite' | 'postgres';
  } = {},
): Promise<RemoteLab> {
  const postgres = options.database === 'postgres' ? await newPostgres() : null;
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-remote-'));
  let time = Date.UTC(2026, 0, 1);
  const now = (): number => time;
  let isPatient = false;
  const clock: CallClock = {
    now,
    pause: () => Promise.resolve(),
    deadline: (ms, expire) => {
      const timer = setTimeout(expire, isPatient ? ms : ms * DEADLINE_SHARE);
      return () => clearTimeout(timer);
    },
  };
  const run = (dialect: DeviceDialect) => (text: string, shots: number, seeded: number) =>
    simulateDeviceText(text, dialect, shots, seeded);
  const braket = fakeBraket({ run: run('BRAKET'), now });
  const ionq = fakeIonq({ run: run('IONQ'), now });
  await braket.start();
  await ionq.start();

  let crashPoint: CrashPoint | null = null;
  const at = (point: CrashPoint): void => {
    if (crashPoint !== point) return;
    crashPoint = null;
    throw new Crash(point);
  };
  const open = async (): Promise<{ ctx: Context; scheduler: RemoteScheduler }> => {
    const store = postgres
      ? await openPostgresStore(postgres.url, { size: 3 })
      : await openSqliteStore(join(folder, 'shotboard.db'));
    const providers = testProviders(store, {
      endpoints: { braket: braket.url, ionq: `${ionq.url}/v0.4` },
      policy: { clock, random: options.random ?? (() => 0.5) },
    });
    const opened: Context = {
      store: {
        ...store,
        async intend(...given) {
          const written = await store.intend(...given);
          lab.onIntent();
          return written;
        },
      },
      bus: new MemoryBus(),
      engine: directEngine,
      checker: directEngine,
      webhookHosts: [],
      providers: { ...providers, of: (credential) => crashing(providers.of(credential), at) },
      mailer: printedMailer(() => undefined),
      publicUrl: () => 'http://localhost',
      accessEnded: () => undefined,
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      now,
      newId: (type) => typeid(ID_PREFIXES[type]).toString(),
    };
    const remote = new RemoteScheduler(opened, pino({ level: 'silent' }), {
      pollMs: 1_000,
      devicesMs: 60_000,
      alone: true,
      newKey: () => typeid('run').toString(),
      monotonic: now,
      goodbyeMs: 200,
    });
    return { ctx: opened, scheduler: remote };
  };
  let { ctx, scheduler } = await open();
  await seed(store());
  const owner = { owner: 'ORGANIZATION', makeDefault: true } as const;
  const added = [
    await addProviderCredential(ctx, VIEWER, BRAKET_CREDENTIAL),
    await addProviderCredential(ctx, VIEWER, {
      ...owner,
      name: 'IonQ',
      secrets: { ionq: { apiKey: FAKE_IONQ_KEYS[0] } },
    }),
  ];
  for (const one of added) if (!one.ok) throw new Error(one.refusals[0]?.message);
  await scheduler.devices.pass();

  function store(): Store {
    return ctx.store;
  }

  const lab: RemoteLab = {
    onIntent: () => undefined,
    braket,
    ionq,
    fakeOf: (provider) => (provider === 'BRAKET' ? braket : ionq),
    ctx: () => ctx,
    store,
    now,
    advance: (ms) => {
      time += ms;
    },
    scheduler: () => scheduler,
    async settle() {
      for (;;) {
        const done = (await scheduler.handover.pass()) + (await scheduler.follower.pass());
        if (done === 0) return;
      }
    },
    async drive(totalMs, stepMs) {
      await lab.settle();
      for (let passed = 0; passed < totalMs; passed += stepMs) {
        lab.advance(stepMs);
        await lab.settle();
      }
    },
    async submit(provider, programs = 1, more = {}) {
      const outcome = await submitJob(ctx, VIEWER, {
        projectId: PROJECT.id,
        targetId: TARGET_OF[provider],
        name: 'Remote',
        definition: {
          execute: {
            programs: Array.from({ length: programs }, (_, n) => ({
              name: `bell ${n}`,
              language: 'OPENQASM2' as const,
              source: more.source ?? BELL,
              shots: 100,
              maxCost: more.maxCost ?? null,
            })),
          },
        },
      });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
      return outcome.value.job.id;
    },
    async job(id) {
      const [job] = await store().jobs([id]);
      if (!job) throw new Error(`there is no job ${id}`);
      return job;
    },
    items: (id) => store().listItems(id, { statuses: null, after: -1, limit: 300 }),
    bePatient() {
      isPatient = true;
    },
    crashAt(point) {
      crashPoint = point;
    },
    async restart() {
      crashPoint = null;
      await scheduler.stop();
      ctx.providers.close();
      await store().close();
      ({ ctx, scheduler } = await open());
      await scheduler.follower.hasten('all');
    },
    async close() {
      await scheduler.stop();
      ctx.providers.close();
      await store().close();
      await Promise.all([braket.close(), ionq.close()]);
      await postgres?.drop();
      rmSync(folder, { recursive: true });
    },
  };
  return lab;
}

/** Writes programs for devices with the engine's own code, in this process. */
const directEngine: Engine = {
  capacity: 4,
  async run(task: EngineTask): Promise<EngineOutcome> {
    if (task.kind !== 'device') throw new Error(`the lab runs no ${task.kind} tasks`);
    try {
      return {
        ok: true,
        result: { kind: 'device', program: deviceProgram(task.program, task.device) },
        cpuSeconds: 0,
      };
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      const { kind, message, diagnostics } = error;
      return { ok: false, kind, message, diagnostics, cpuSeconds: 0 };
    }
  },
  close: () => Promise.resolve(),
};

/** A provider around whose calls the process may end: nothing that comes after is done. */
function crashing(provider: Provider, at: (point: CrashPoint) => void): Provider {
  return {
    name: provider.name,
    capabilities: provider.capabilities,
    checkCredentials: (options) => provider.checkCredentials(options),
    listDevices: (options) => provider.listDevices(options),
    describeDevice: (id, options) => provider.describeDevice(id, options),
    prepare: (run, options) => provider.prepare(run, options),
    async submit(prepared, key, options) {
      at('before submit');
      const state = await provider.submit(prepared, key, options);
      at('after submit');
      return state;
    },
    findByKey: (key, since, options) => provider.findByKey(key, since, options),
    async poll(id, options) {
      at('before poll');
      return provider.poll(id, options);
    },
    async cancel(id, key, options) {
      at('before cancel');
      const answer = await provider.cancel(id, key, options);
      at('after cancel');
      return answer;
    },
    async fetchResult(id, run, options) {
      at('before result');
      const result = await provider.fetchResult(id, run, options);
      at('after result');
      return result;
    },
    close: () => provider.close(),
  };
}
