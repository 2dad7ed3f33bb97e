import type { DeviceDialect, DeviceProgram } from '../domain/device-program.ts';
import type { CancelAnswer, ProviderErrorKind, RemoteCost, RemoteState } from '../domain/remote-state.ts';
import type { TargetStatus } from '../domain/target.ts';
import type { RegisterCounts } from '../domain/program.ts';

export { NO_PLACE, PROVIDER_ERROR_KINDS } from '../domain/remote-state.ts';
export type {
  CancelAnswer,
  ProviderErrorKind,
  QueuePlace,
  RemoteCost,
  RemoteState,
  RemoteStatus,
} from '../domain/remote-state.ts';

/**
 * What a provider's interface gives.
 * `idempotency` says what to do after a submission whose outcome is unknown:
 * `token` send the same again, under the same key; `client-id` read under our own id;
 * `search` wait, `findByKey`, and send again only where duplicates were accepted; `none` never send again.
 */
export interface ProviderCapabilities {
  readonly inputs: readonly DeviceDialect[];
  readonly idempotency: 'token' | 'client-id' | 'search' | 'none';
  /** It tells places in its queue. */
  readonly queuePosition: boolean;
  /** It tells what a task cost. */
  readonly cost: boolean;
  /** What runs already may be cancelled too. */
  readonly cancelRunning: boolean;
}

/** A device as its provider lists it. */
export interface RemoteDevice {
  readonly id: string;
  readonly name: string;
  /** Who makes it. */
  readonly maker: string;
  readonly simulator: boolean;
  readonly status: Exclude<TargetStatus, 'MAINTENANCE'>;
  readonly rawStatus: string;
  /** It works, but worse than usual. */
  readonly degraded: boolean;
}

/** A device with what a program has to keep to. */
export interface RemoteDeviceDetails extends RemoteDevice {
  readonly dialect: DeviceDialect;
  readonly qubits: number | null;
  readonly minShots: number;
  readonly maxShots: number | null;
  /** Its gates in the dialect's names; null when it does not list them, or takes all of the dialect. */
  readonly gates: ReadonlySet<string> | null;
  /** How many tasks wait, as the provider writes it; null when it does not say. */
  readonly queueLength: string | null;
  /** What it asks for, for example 0.03 USD a shot; null when it does not say. */
  readonly price: { readonly amount: number; readonly currency: string; readonly unit: string } | null;
}

/** One run of one program on one device. */
export interface RemoteRun {
  readonly deviceId: string;
  readonly program: DeviceProgram;
  readonly shots: number;
  /** For people who look at the provider's own console. */
  readonly name: string;
}

/** A run that was checked and put into the provider's form; submitting it twice sends the same bytes. */
export interface PreparedRun {
  readonly provider: string;
  readonly run: RemoteRun;
  readonly payload: string;
}

/** What a device measured. */
export interface RemoteResult {
  /** Counts for each register of the source; keys are written c[n-1]…c[0]. */
  readonly registers: readonly RegisterCounts[];
  /** Shots that gave a result: a device may lose some. */
  readonly shots: number;
  /** `probabilities`: the provider gave no shots, the counts are its probabilities times the shots, rounded. */
  readonly from: 'shots' | 'probabilities';
  readonly cost: RemoteCost | null;
}

/** Carries no cause and no headers: a message is all that is ever logged or shown of a provider's failure. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  /** The provider asks to wait at least this long. */
  readonly retryAfterMs: number | undefined;
  constructor(kind: ProviderErrorKind, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'ProviderError';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface CallOptions {
  /** Stops the call, its waits included; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * A remote provider. Every call has a time limit. Reads repeat by themselves on `throttled` and `transient`;
 * `submit` never does. All failures are `ProviderError`s.
 */
export interface Provider {
  /** Stored in handles; never changes. */
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  /** Asks for something that only those with an account are told. @throws ProviderError `auth` when they do not hold */
  checkCredentials(options?: CallOptions): Promise<void>;
  listDevices(options?: CallOptions): Promise<readonly RemoteDevice[]>;
  describeDevice(deviceId: string, options?: CallOptions): Promise<RemoteDeviceDetails>;
  /** Checks a run against the device as it is now. May be repeated; changes nothing at the provider. */
  prepare(run: RemoteRun, options?: CallOptions): Promise<PreparedRun>;
  /**
   * Hands a run over, once. An abort after the request has left is `unknown-outcome` as well.
   *
   * @param key - stored before the call; 1 to 64 characters. The same key names the same task for ever.
   */
  submit(prepared: PreparedRun, key: string, options?: CallOptions): Promise<RemoteState>;
  /**
   * The tasks accepted under a key, oldest first: none, one, or more where duplicates were made.
   *
   * @param since - when the key was made, in milliseconds since 1970; clocks may differ by an hour
   */
  findByKey(key: string, since: number, options?: CallOptions): Promise<readonly RemoteState[]>;
  poll(remoteId: string, options?: CallOptions): Promise<RemoteState>;
  /** May be repeated until the task is final. */
  cancel(remoteId: string, key: string, options?: CallOptions): Promise<CancelAnswer>;
  /** @param run - as it was submitted: tells how the device's qubits lead back to registers */
  fetchResult(remoteId: string, run: RemoteRun, options?: CallOptions): Promise<RemoteResult>;
  /** Closes its connections. */
  close(): void;
}
