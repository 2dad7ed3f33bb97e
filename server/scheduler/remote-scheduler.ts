import type { Logger } from 'pino';
import type { Context } from '../jobs/context.ts';
import { DeviceWatch } from './device-watch.ts';
import { Follower } from './follower.ts';
import { Handover } from './handover.ts';
import { Lanes } from './lanes.ts';

export interface RemoteOptions {
  readonly pollMs: number;
  /** How often providers are asked for their devices. */
  readonly devicesMs: number;
  /** No other process works on the store: what the one before it was submitting is looked for at once. */
  readonly alone: boolean;
  readonly newKey: () => string;
  /** Milliseconds on a clock that never jumps. */
  readonly monotonic: () => number;
  /** How long a stop waits for the answers to what is being submitted, in milliseconds. */
  readonly goodbyeMs?: number;
}

/** Calls to a provider at once, under the same credentials. */
const CALLS_AT_ONCE = 16;

/** All that concerns remote providers: their devices, handing items over, and following them. */
export class RemoteScheduler {
  readonly handover: Handover;
  readonly follower: Follower;
  readonly devices: DeviceWatch;
  readonly #lanes: Lanes;
  readonly #alone: boolean;
  readonly #ctx: Context;
  #unsubscribe: () => void = () => undefined;

  constructor(ctx: Context, logger: Logger, options: RemoteOptions) {
    this.#ctx = ctx;
    this.#alone = options.alone;
    this.#lanes = new Lanes(CALLS_AT_ONCE, ctx.now);
    this.handover = new Handover(ctx, logger, this.#lanes, options);
    this.follower = new Follower(ctx, logger, this.#lanes, options);
    this.devices = new DeviceWatch(ctx, logger, {
      everyMs: options.devicesMs,
      onRefreshed: () => this.handover.wake(),
    });
  }

  async start(): Promise<void> {
    await this.follower.hasten(this.#alone ? 'all' : 'accepted');
    this.#unsubscribe = this.#ctx.bus.hear('credentials', () => this.#credentialsChanged());
    this.devices.start();
    this.handover.start();
    this.follower.start();
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([this.devices.stop(), this.handover.stop(), this.follower.stop()]);
  }

  /** Credentials were changed: what was held because of them may go on. */
  #credentialsChanged(): void {
    this.#lanes.reset();
    this.devices.wake();
    this.follower.wake();
  }
}
