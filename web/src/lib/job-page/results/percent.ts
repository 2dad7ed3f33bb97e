/** A share from 0 to 1 in percent, with a place more where it is small: "43.6 %", "0.02 %". */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value} %`;
  return `${value.toFixed(Math.abs(value) < 1 ? 2 : 1)} %`;
}

/** A difference of shares in percentage points, signed: "+1.2", "−0.30", "0". */
export function points(difference: number): string {
  const value = difference * 100;
  const size = Math.abs(value);
  const text = size.toFixed(size < 1 ? 2 : 1);
  if (Number(text) === 0) return '0';
  return `${value < 0 ? '−' : '+'}${text}`;
}
