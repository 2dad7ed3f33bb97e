import type { Mailer } from '../mail/mailer.ts';
import type { Origin } from '../domain/audit.ts';
import type { Bus } from '../events/bus.ts';
import type { Refusal } from '../domain/errors.ts';
import type { IdType } from '../domain/ids.ts';
import type { Limits } from '../domain/limits.ts';
import type { Store } from '../store/store.ts';
import type { Providers } from '../providers/providers.ts';
import type { User } from '../domain/people.ts';
import type { Engine } from '../domain/program.ts';

/** What use cases work with. Given by the composition root. */
export interface Context {
  readonly store: Store;
  readonly bus: Bus;
  /** Runs items. */
  readonly engine: Engine;
  /** Checks programs and writes them for devices, for those who wait for the answer: never behind items that run. */
  readonly checker: Engine;
  readonly providers: Providers;
  readonly limits: Limits;
  readonly mailer: Mailer;
  /** Named internal hosts that webhooks may call. */
  readonly webhookHosts: readonly string[];
  /** Where people reach this server, without a slash at the end: what links in mails begin with. */
  readonly publicUrl: () => string;
  /** A way in is no more: what is open by it is closed at once on this node; others notice within seconds. */
  readonly accessEnded: (what: AccessEnded) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: (type: IdType) => string;
}

/** A session or token that is no more, or all that a user has. */
export type AccessEnded =
  { readonly sessionId: string } | { readonly tokenId: string } | { readonly userId: string };

export const SYSTEM_ORIGIN: Origin = { via: 'SYSTEM', address: null, tokenId: null, requestId: null };

/** Who asks. */
export interface Viewer {
  readonly user: User;
  readonly origin: Origin;
}

/** What a use case answers: its value, or what the rules refused. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}
export function refuse(...refusals: readonly Refusal[]): Outcome<never> {
  return { ok: false, refusals };
}
