import { pino } from 'pino';
import { typeid } from 'typeid-js';
import { ID_PREFIXES } from '../../domain/ids.ts';
import { DEFAULT_LIMITS } from '../../domain/limits.ts';
import { MemoryBus } from '../../events/memory-bus.ts';
import { SYSTEM_ORIGIN, type Context, type Outcome, type Viewer } from '../../jobs/context.ts';
import { submitJob, type SubmitInput } from '../../jobs/submit-job.ts';
import { printedMailer } from '../../mail/mailer.ts';
import { Rescuer } from '../../scheduler/rescuer.ts';
import { Worker } from '../../scheduler/worker.ts';
import type { Store } from '../../store/store.ts';
import { PROJECT, SIMULATOR, USER } from '../job-builder.ts';
import { ScriptedEngine } from '../scripted-engine.ts';
import { testProviders } from '../test-providers.ts';

export const ADMIN: Viewer = { user: USER, origin: SYSTEM_ORIGIN };
/** Longer than any test: what expires here expires on the clock that the test sets. */
export const LEASE_MS = 600_000;

/** How soon a worker notices what nobody told it. */
const POLL_MS = 100;

/** What a dead process is told of every call: nothing of it reaches the store any more. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

type Method = keyof Store;

/** A store as a process sees it that may die at any of its calls. */
export interface MortalStore {
  readonly store: Store;
  readonly dead: boolean;
  /** Resolves when what was sent before it died has come to its end. */
  settled(): Promise<unknown>;
  /** From now on nothing reaches the store. */
  kill(): void;
  /** Dies at the so-manieth call of a method from now on: before it is made, or after it has been made durable. */
  dieAt(method: Method, when: 'before' | 'after', nth?: number): Promise<void>;
}

export function mortal(real: Store): MortalStore {
  let dead = false;
  const inFlight = new Set<Promise<unknown>>();
  let plan: { method: string; when: 'before' | 'after'; left: number; died: () => void } | null = null;
  const call = async (name: string, made: () => unknown): Promise<unknown> => {
    if (dead) throw new Dead(name);
    const now = plan?.method === name && (plan.left -= 1) === 0 ? plan : null;
    if (now?.when === 'before') return die(now, name);
    const sent = Promise.resolve(made());
    inFlight.add(sent);
    const answer = await sent.finally(() => inFlight.delete(sent));
    // It was sent before the process died: it is in the store, but nobody hears of it.
    if (now || dead) return die(now, name);
    return answer;
  };
  const die = (now: typeof plan, name: string): never => {
    dead = true;
    now?.died();
    throw new Dead(name);
  };
  return {
    store: new Proxy(real, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'close') return value;
        return (...args: unknown[]) =>
          call(String(name), () => Reflect.apply(value, target, args) as unknown);
      },
    }),
    get dead() {
      return dead;
    },
    settled: () => Promise.allSettled([...inFlight]),
    kill() {
      dead = true;
    },
    dieAt: (method, when, nth = 1) =>
      new Promise((died) => {
        plan = { method, when, left: nth, died };
      }),
  };
}

/** A clock that the test sets. */
export interface LabClock {
  /** What the wall clock shows; it may jump. */
  wall: number;
  /** Never jumps, and stands still unless the test lets it run. */
  monotonic: number;
}

/** A node without HTTP, in this process: use cases, worker and rescuer, over a store of its own that may die. */
export interface LabNode {
  readonly ctx: Context;
  readonly mortal: MortalStore;
  readonly engine: ScriptedEngine;
  readonly worker: Worker;
  readonly rescuer: Rescuer;
  /** Ends the process: in order when it lives, without a trace when it is dead. */
  end(): Promise<void>;
}

export function labNode(
  real: Store,
  clock: LabClock = { wall: Date.UTC(2026, 0, 1), monotonic: 0 },
  engine = new ScriptedEngine(),
  leaseMs = LEASE_MS,
): LabNode {
  const dying = mortal(real);
  const { store } = dying;
  const logger = pino({ level: 'silent' });
  const ctx: Context = {
    store,
    bus: new MemoryBus(),
    engine,
    checker: engine,
    webhookHosts: [],
    providers: testProviders(store),
    mailer: printedMailer(() => undefined),
    publicUrl: () => 'http://localhost',
    accessEnded: () => undefined,
    limits: DEFAULT_LIMITS,
    now: () => (clock.wall += 1),
    newId: (type) => typeid(ID_PREFIXES[type]).toString(),
  };
  const worker = new Worker(ctx, logger, {
    slots: engine.capacity,
    leaseMs,
    pollMs: POLL_MS,
    drainMs: 0,
    newWorkerId: () => typeid('worker').toString(),
  });
  const rescuer = new Rescuer(ctx, logger, { leaseMs, monotonic: () => clock.monotonic });
  return {
    ctx,
    mortal: dying,
    engine,
    worker,
    rescuer,
    async end() {
      // What a dead one does is refused by its store; its timers end here all the same.
      await worker.stop().catch((error: unknown) => {
        if (!(error instanceof Dead)) throw error;
      });
      ctx.providers.close();
      await ctx.bus.close();
    },
  };
}

export const PROGRAM = 'OPENQASM 2.0; // ends at once';
export const WAITING_PROGRAM = 'OPENQASM 2.0; // waits';
export const FAILING_PROGRAM = 'OPENQASM 2.0; // fails';

export function submission(sources: readonly string[], more: Partial<SubmitInput> = {}): SubmitInput {
  const programs = sources.map((source, n) => ({
    name: `program ${n}`,
    language: 'OPENQASM2' as const,
    source,
    shots: 10,
  }));
  return {
    projectId: PROJECT.id,
    targetId: SIMULATOR,
    name: 'Faults',
    definition: { execute: { programs } },
    ...more,
  };
}

export async function submitted(
  ctx: Context,
  sources: readonly string[],
  more: Partial<SubmitInput> = {},
): Promise<string> {
  return valueOf(await submitJob(ctx, ADMIN, submission(sources, more))).job.id;
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}
