import type { Logger } from 'pino';
import { reaches, type ProviderCredential } from '../domain/credential.ts';
import { isHosted, type Target, type TargetDevice } from '../domain/target.ts';
import type { Context } from '../jobs/context.ts';
import { remoteTarget } from '../jobs/remote-targets.ts';
import { ProviderError, type Provider, type RemoteDevice } from '../providers/provider.ts';
import { Loop } from './loop.ts';

export interface DeviceWatchOptions {
  /** How often providers are asked for their devices. */
  readonly everyMs: number;
  /** Called when something was heard of devices. */
  readonly onRefreshed: () => void;
}

/** What providers told under all the credentials, in one pass. */
interface Heard {
  readonly targets: Map<string, Target>;
  /** Every device that was listed, also those that take no programs of ours. */
  readonly listed: Set<string>;
  readonly failures: { readonly credential: ProviderCredential; readonly message: string }[];
  readonly answered: ProviderCredential[];
}

/** Keeps the remote targets as their providers tell of them: which there are, how they are, how long their queues. */
export class DeviceWatch {
  readonly #ctx: Context;
  readonly #logger: Logger;
  readonly #onRefreshed: () => void;
  readonly #loop: Loop;
  readonly #closing = new AbortController();

  constructor(ctx: Context, logger: Logger, options: DeviceWatchOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#onRefreshed = options.onRefreshed;
    this.#loop = new Loop(
      'asking for devices',
      () => this.pass(),
      () => options.everyMs,
      logger,
    );
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#loop.stop();
  }

  /** Asks every provider once. */
  async pass(): Promise<void> {
    const { store } = this.#ctx;
    const credentials = await store.listProviderCredentials();
    const heard: Heard = { targets: new Map(), listed: new Set(), failures: [], answered: [] };
    for (const credential of credentials) {
      if (this.#closing.signal.aborted) return;
      await this.#ask(credential, heard);
    }
    const known = (await store.listTargets()).filter((target) => !isHosted(target));
    const silent = known.flatMap((target) => {
      const after = heard.targets.has(target.id) ? null : unheard(target, heard);
      return after ? [after] : [];
    });
    const changed = [...heard.targets.values(), ...silent];
    if (changed.length > 0) await store.refreshTargets(changed);
    this.#onRefreshed();
  }

  async #ask(credential: ProviderCredential, heard: Heard): Promise<void> {
    const provider = this.#ctx.providers.of(credential);
    try {
      await provider.checkCredentials({ signal: this.#closing.signal });
      for (const device of await provider.listDevices({ signal: this.#closing.signal })) {
        heard.listed.add(keyOf(provider.name, device.id));
        await this.#describe(provider, device, heard);
      }
      heard.answered.push(credential);
      await this.#note(credential, null);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      if (!(error instanceof ProviderError)) throw error;
      this.#logger.warn({ err: error, credentialId: credential.id }, 'a provider gave no devices');
      heard.failures.push({ credential, message: error.message });
      await this.#note(credential, error.message);
    }
  }

  async #describe(provider: Provider, device: RemoteDevice, heard: Heard): Promise<void> {
    const { limits, now } = this.#ctx;
    const known = [...heard.targets.values()].some(
      (target) => target.device?.provider === provider.name && target.device.deviceId === device.id,
    );
    if (known) return;
    try {
      const details = await provider.describeDevice(device.id, { signal: this.#closing.signal });
      const target = remoteTarget(provider.name, details, limits, now());
      heard.targets.set(target.id, target);
    } catch (error) {
      // It takes no programs of ours, or is gone since the list was made.
      if (error instanceof ProviderError && (error.kind === 'invalid' || error.kind === 'not-found')) return;
      throw error;
    }
  }

  /** Keeps on the credentials whether their provider takes them; writes only what is new, or an hour old. */
  async #note(credential: ProviderCredential, trouble: string | null): Promise<void> {
    const now = this.#ctx.now();
    const fresh = credential.checkedAt !== null && now - credential.checkedAt < 3_600_000;
    if (credential.trouble === trouble && (trouble !== null || fresh)) return;
    await this.#ctx.store.changeProviderCredential(credential.id, (before) => ({
      ...before,
      trouble,
      checkedAt: trouble === null ? now : before.checkedAt,
    }));
  }
}

/** A target that nothing was heard of: its provider could not be asked, no longer lists it, or nobody can ask it. */
function unheard(target: Target, heard: Heard): Target | null {
  const { device } = target;
  if (!device || target.status === 'RETIRED') return null;
  const failure = heard.failures.find(({ credential }) => reaches(credential, target));
  if (failure) return withDevice(target, { trouble: failure.message });
  const asked = heard.answered.some((credential) => reaches(credential, target));
  if (!asked) return withDevice(target, { trouble: 'There are no credentials to ask its provider with.' });
  if (heard.listed.has(keyOf(device.provider, device.deviceId)))
    return withDevice({ ...target, status: 'OFFLINE' }, { trouble: 'It takes no OpenQASM any more.' });
  return withDevice({ ...target, status: 'OFFLINE' }, { rawStatus: 'not listed', trouble: null });
}

function withDevice(target: Target, set: Partial<TargetDevice>): Target {
  return target.device ? { ...target, device: { ...target.device, ...set } } : target;
}

function keyOf(provider: string, deviceId: string): string {
  return `${provider} ${deviceId}`;
}
