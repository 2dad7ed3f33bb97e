/** A stream of random numbers that a seed determines. */
export interface RandomSource {
  /** A uniform number in [0, 1) with 53 random bits. */
  next(): number;
  fill(bytes: Uint8Array): void;
}

/**
 * xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018),
 * its state drawn from the seed by splitmix32 so that neighbouring seeds share nothing.
 * @param seed - any integer; 0 to 2^53 - 1 are all different
 */
export function randomFromSeed(seed: number): RandomSource {
  let mix = (seed ^ (Math.floor(seed / 2 ** 32) * 0x9e3779b1)) | 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const word = (): number => {
    const x = Math.imul(b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) * 2 ** -53,
    fill(bytes) {
      for (let i = 0; i < bytes.length; i += 1) bytes[i] = word() >>> 24;
    },
  };
}
