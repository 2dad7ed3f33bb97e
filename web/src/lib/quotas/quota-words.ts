import type { QuotaPartsFragment, QuotaResource } from '../graphql/graphql.ts';

export const RESOURCES: readonly QuotaResource[] = ['COMPILATION', 'SIMULATION', 'STORAGE', 'CREDITS'];

export const RESOURCE_LABEL: Readonly<Record<QuotaResource, string>> = {
  COMPILATION: 'Compilation',
  SIMULATION: 'Simulation',
  STORAGE: 'Storage',
  CREDITS: 'Credits',
};
export const RESOURCE_UNIT: Readonly<Record<QuotaResource, string>> = {
  COMPILATION: 'CPU seconds a month',
  SIMULATION: 'CPU seconds a month',
  STORAGE: 'MB',
  CREDITS: 'hardware credits a month',
};

/** A number as people read it: three digits that say something, or all before the point. */
export function amount(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return value.toLocaleString(undefined, { maximumFractionDigits: digits });
}

/** How much of a quota is used and reserved, from 0 to 1. */
export function shareOf({ used, reserved, limit }: Pick<QuotaPartsFragment, 'used' | 'reserved' | 'limit'>): {
  readonly used: number;
  readonly reserved: number;
} {
  if (limit <= 0) return { used: 1, reserved: 0 };
  const taken = Math.min(1, used / limit);
  return { used: taken, reserved: Math.min(1 - taken, reserved / limit) };
}

/** What is used of a quota, in a sentence. */
export function usedText(quota: QuotaPartsFragment): string {
  const held = quota.reserved > 0 ? `, ${amount(quota.reserved)} reserved by what waits` : '';
  return `${amount(quota.used)} of ${amount(quota.limit)} ${quota.unit} used${held}`;
}
