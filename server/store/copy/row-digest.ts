import { createHash } from 'node:crypto';

const MODULUS = 1n << 128n;

/** A hash of many rows in whatever order they come, the same row twice included. */
export class RowDigest {
  #sum = 0n;
  #rows = 0;

  add(values: readonly unknown[]): void {
    const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32);
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
    this.#rows += 1;
  }

  get rows(): number {
    return this.#rows;
  }

  /** 32 hexadecimal digits. */
  get hash(): string {
    return this.#sum.toString(16).padStart(32, '0');
  }
}
