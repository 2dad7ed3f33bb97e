import { InvalidArgumentError } from 'commander';
import { JOB_STATUSES, LANGUAGES, type Language } from './shapes.ts';

/** A whole number from `least` on. What is too much is for the server to say. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > 2 ** 31 - 1) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${2 ** 31 - 1}.`);
    }
    return value;
  };
}

/** One of some words, however it is capitalised. */
export function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text.toUpperCase());
    if (found === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
    return found;
  };
}

/** Statuses, separated by commas; the option may be given again. */
export function statuses(text: string, before: readonly string[] = []): readonly string[] {
  return [...new Set([...before, ...text.split(',').map((word) => oneOf(JOB_STATUSES)(word.trim()))])];
}

/** `name=value`; the option may be given again. */
export function property(text: string, before: readonly Property[] = []): readonly Property[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be NAME=VALUE.');
  return [...before, { name: text.slice(0, at), value: text.slice(at + 1) }];
}
export interface Property {
  readonly name: string;
  readonly value: string;
}

const NOISE = ['pauliX', 'pauliY', 'pauliZ', 'loss'] as const;
export type Noise = Partial<Record<(typeof NOISE)[number], number>>;

/** `pauliX=0.01,loss=0.001`; the option may be given again. */
export function noise(text: string, before: Noise = {}): Noise {
  const found: Noise = { ...before };
  for (const part of text.split(',')) {
    const [word = '', number = '', ...rest] = part.split('=').map((side) => side.trim());
    const key = NOISE.find((name) => name === word);
    const value = Number(number);
    if (key === undefined || rest.length > 0 || number === '' || !Number.isFinite(value)) {
      throw new InvalidArgumentError(`"${part}" must be NAME=NUMBER, NAME being one of ${NOISE.join(', ')}.`);
    }
    found[key] = value;
  }
  return found;
}

export function language(text: string): Language {
  return oneOf(LANGUAGES)(text);
}
