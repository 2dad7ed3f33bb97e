import type { PropertyType } from '../graphql/graphql.ts';

/** The types of properties, in words. */
export const PROPERTY_TYPES: readonly { readonly value: PropertyType; readonly label: string }[] = [
  { value: 'STRING', label: 'Text' },
  { value: 'INTEGER', label: 'Whole number' },
  { value: 'NUMBER', label: 'Number' },
  { value: 'BOOLEAN', label: 'True or false' },
];

export function typeLabel(type: PropertyType): string {
  return PROPERTY_TYPES.find((each) => each.value === type)?.label ?? type;
}

export function isNumeric(type: PropertyType | undefined): boolean {
  return type === 'INTEGER' || type === 'NUMBER';
}

/** The number that a value is, as the server compares it; null for what is none. */
export function numberOf(text: string): number | null {
  if (text.length > 64 || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
