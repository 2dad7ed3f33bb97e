import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { typeid } from 'typeid-js';
import { ConfigError, type Config } from './config.ts';
import type { TargetId } from './domain/job.ts';
import { runsItems, servedTargets } from './domain/server-node.ts';
import { hostedTargets } from './domain/target.ts';
import type { Context } from './jobs/context.ts';
import { Deliveries } from './scheduler/deliveries.ts';
import { Duties } from './scheduler/duties.ts';
import { Loop } from './scheduler/loop.ts';
import { Presence } from './scheduler/presence.ts';
import { RemoteScheduler } from './scheduler/remote-scheduler.ts';
import { Rescuer } from './scheduler/rescuer.ts';
import { Worker } from './scheduler/worker.ts';

/** A safety net under the bus: how often a worker looks for work without being told. */
const POLL_MS = 5_000;
const CLEANING_MS = 60 * 60 * 1_000;
/** How long notifications and deliveries are kept. */
const TOLD_KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/** What a node takes part with. */
export interface NodePart {
  readonly slots: number;
  readonly targetIds: readonly TargetId[];
}

/**
 * How many items a node of this configuration runs side by side, and of which targets.
 *
 * @throws ConfigError when it names targets there are not, or could run none of them
 */
export function nodePart(config: Config): NodePart {
  const hosted = hostedTargets(config.limits.simulatorQubits, config.limits.shotsHosted);
  const served = servedTargets(config.targets, hosted);
  if ('unknown' in served) {
    throw new ConfigError(
      `SHOTBOARD_TARGETS="${served.unknown}": there is no such target that runs here; there are ${hosted.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (!runsItems(config.role)) {
    if (config.targets.length === 0) return { slots: 0, targetIds: [] };
    throw new ConfigError(`SHOTBOARD_TARGETS="${config.targets.join(',')}": an API node runs no items.`);
  }
  return { slots: config.workers ?? Math.max(1, availableParallelism()), targetIds: served.targetIds };
}

export interface NodeOptions extends NodePart {
  /** Of the program. */
  readonly version: string;
  /** No other process works on the store. */
  readonly alone: boolean;
}

/** What a node does besides answering: it is there, runs items, and does the duties it gets. */
export function createNode(
  ctx: Context,
  config: Config,
  logger: Logger,
  { slots, targetIds, version, alone }: NodeOptions,
): { start(): Promise<void>; stop(): Promise<void> } {
  const { role, leaseMs } = config;
  const monotonic = (): number => performance.now();
  const id = typeid('node').toString();
  const worker = runsItems(role)
    ? new Worker(ctx, logger, {
        slots,
        targetIds,
        leaseMs,
        pollMs: POLL_MS,
        drainMs: config.drainMs,
        newWorkerId: () => typeid('worker').toString(),
      })
    : null;
  const presence = new Presence(ctx, logger, {
    node: {
      id,
      role,
      version,
      slots,
      targetIds,
      label: config.nodeName ?? `${role.toLowerCase()} ${id.slice(-4)}`,
    },
    leaseMs,
    workerId: () => worker?.workerId ?? null,
  });
  const deliveries = new Deliveries(ctx, logger, { pollMs: POLL_MS });
  if (!worker) {
    return {
      async start() {
        await presence.start();
        deliveries.start();
      },
      async stop() {
        await deliveries.stop();
        await presence.stop();
      },
    };
  }

  const rescuer: Rescuer = new Rescuer(ctx, logger, {
    leaseMs,
    monotonic,
    mayAct: () => duties.holds('rescue'),
  });
  const duties = new Duties(ctx, logger, {
    nodeId: id,
    leaseMs,
    alone,
    monotonic,
    work: {
      // It looks on every node, so that whoever takes the duty knows already who stands still.
      rescue: () => ({ start: () => rescuer.wake(), stop: () => Promise.resolve() }),
      remote: () =>
        new RemoteScheduler(ctx, logger, {
          pollMs: POLL_MS,
          devicesMs: config.devicesMs,
          alone,
          newKey: () => typeid('run').toString(),
          monotonic,
        }),
      cleaning: () =>
        new Loop(
          'cleaning',
          async () => {
            await ctx.store.removeExpired(ctx.now());
            await ctx.store.forgetTold(ctx.now() - TOLD_KEPT_MS);
          },
          () => CLEANING_MS,
          logger,
        ),
    },
  });
  return {
    async start() {
      await worker.start();
      await presence.start();
      await duties.start();
      rescuer.start();
      deliveries.start();
    },
    async stop() {
      await rescuer.stop();
      await Promise.all([worker.stop(), duties.stop(), deliveries.stop()]);
      await presence.stop();
    },
  };
}
