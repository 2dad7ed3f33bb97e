const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12].map((each) => each * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((each) => each * DAY),
];

/**
 * Ticks of a time axis that begins at 0: a round step, at most `most` of them besides the first.
 * @param length of the axis, in milliseconds
 */
export function ticksOf(length: number, most: number): readonly number[] {
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / DAY) * DAY;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, place) => place * step);
}

/** How far a tick is from the beginning: "0", "200 ms", "1.2 s", "5 s", "1 h 30 min". */
export function tickText(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  if (milliseconds < SECOND) return `${milliseconds} ms`;
  if (milliseconds % SECOND !== 0) return `${milliseconds / SECOND} s`;
  const parts: (readonly [number, string])[] = [
    [Math.floor(milliseconds / DAY), 'd'],
    [Math.floor((milliseconds % DAY) / HOUR), 'h'],
    [Math.floor((milliseconds % HOUR) / MINUTE), 'min'],
    [Math.floor((milliseconds % MINUTE) / SECOND), 's'],
  ];
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(' ');
}
