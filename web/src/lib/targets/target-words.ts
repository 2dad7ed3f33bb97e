import type { TargetKind, TargetPartsFragment } from '../graphql/graphql.ts';
import { PROVIDER_LABEL } from '../credentials/provider-label.ts';
import { LANGUAGE_LABEL } from '../submit/language.ts';
import { duration } from '../time/format.ts';

export const KIND_LABEL: Readonly<Record<TargetKind, string>> = {
  COMPILER: 'Compiler',
  SIMULATOR: 'Simulator',
  NOISY_EMULATOR: 'Noisy emulator',
  SYNTAX_CHECKER: 'Syntax checker',
  REMOTE: 'Remote backend',
};

type Estimate = Pick<TargetPartsFragment['estimate'], 'p50Seconds' | 'p90Seconds'>;

/** When something submitted now is likely to start: "at once", "in about 4 s, 9 of 10 within 12 s". */
export function waitText({ p50Seconds, p90Seconds }: Estimate): string {
  if (p50Seconds === null) return 'not enough data yet';
  if ((p90Seconds ?? p50Seconds) < 1) return 'at once';
  const half = p50Seconds < 1 ? 'at once' : `in about ${duration(p50Seconds * 1000)}`;
  return p90Seconds === null ? half : `${half}, 9 of 10 within ${duration(p90Seconds * 1000)}`;
}

type Taker = Pick<
  TargetPartsFragment,
  'languages' | 'maxQubits' | 'maxShots' | 'acceptsNoise' | 'profile' | 'jobType'
>;

/** What a target takes, as a list of short facts. */
export function acceptedBy(target: Taker): readonly string[] {
  return [
    ...target.languages.map((each) => LANGUAGE_LABEL[each]),
    ...(target.profile === null ? [] : [`${profileLabel(target.profile)} profile`]),
    ...(target.maxQubits === null ? [] : [`up to ${target.maxQubits} qubits`]),
    ...(target.maxShots === null ? [] : [`up to ${target.maxShots.toLocaleString()} shots`]),
    ...(target.acceptsNoise ? ['noise model'] : []),
  ];
}

/** "ADAPTIVE_RI" reads "Adaptive RI". */
export function profileLabel(profile: string): string {
  const [first = '', ...rest] = profile.split('_');
  return [first.charAt(0) + first.slice(1).toLowerCase(), ...rest].join(' ');
}

type Device = NonNullable<TargetPartsFragment['device']>;

/** What a device costs: "0.08 USD a shot". */
export function priceText({ price }: Pick<Device, 'price'>): string | null {
  return price === null ? null : `${price.amount} ${price.currency} a ${price.unit}`;
}

/** How long a provider's own queue is: "12 tasks". */
export function queueText({ queueLength }: Pick<Device, 'queueLength'>): string | null {
  if (queueLength === null) return null;
  return queueLength === '1' ? '1 task' : `${queueLength} tasks`;
}

/** Targets by where they run: those here first, then one group for each provider. */
export function targetGroups<T extends { readonly device: Pick<Device, 'provider'> | null }>(
  targets: readonly T[],
): readonly { readonly title: string; readonly targets: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const target of targets) {
    const title = target.device === null ? 'Here' : `At ${PROVIDER_LABEL[target.device.provider]}`;
    groups.set(title, [...(groups.get(title) ?? []), target]);
  }
  return [...groups].map(([title, members]) => ({ title, targets: members }));
}

/** What a plot of finished items a minute shows, in a sentence. */
export function throughputText(perMinute: readonly number[]): string {
  const total = perMinute.reduce((sum, each) => sum + each, 0);
  if (total === 0) return 'No item finished in the last hour.';
  const items = total === 1 ? '1 item' : `${total.toLocaleString()} items`;
  return `${items} finished in the last hour, at most ${Math.max(...perMinute).toLocaleString()} in a minute.`;
}

/** How busy a remote target is with what waits here. */
export function busynessText(busyness: {
  readonly ownQueuedCredits: number;
  readonly organizationsWaiting: number;
}): string {
  const { ownQueuedCredits, organizationsWaiting } = busyness;
  const organizations =
    organizationsWaiting === 1 ? '1 organization waits' : `${organizationsWaiting} organizations wait`;
  if (organizationsWaiting === 0) return 'Nobody waits here';
  const credits = ownQueuedCredits.toLocaleString(undefined, { maximumFractionDigits: 1 });
  return `${organizations}; yours has ${credits} credits waiting`;
}
