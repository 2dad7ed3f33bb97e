/** Priorities in the fair queue, 1 (high) to 10 (low), as choices. */
export const PRIORITIES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'].map((value) => ({
  value: value as Priority, // the list above is the type's
  label: value === '1' ? '1 (high)' : value === '5' ? '5 (usual)' : value === '10' ? '10 (low)' : value,
}));
export type Priority = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10';
