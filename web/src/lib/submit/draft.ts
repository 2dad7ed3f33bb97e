import type { JobType, NoiseInput, ProgramLanguage, SubmitJobInput } from '../graphql/graphql.ts';
import { languageOfHeader } from './language.ts';

export const MOST_PROGRAMS = 300;
export const DEFAULT_SHOTS = 1_000;

/** A program the server already has: named by its id as long as its text is not touched. */
export interface StoredProgram {
  readonly id: string;
  readonly language: ProgramLanguage;
  readonly source: string;
}

export interface DraftProgram {
  /** Its own within a draft, whatever is added or removed. */
  readonly key: number;
  readonly name: string;
  readonly language: ProgramLanguage;
  readonly source: string;
  readonly stored: StoredProgram | null;
  /** Null while the field is empty or no number. */
  readonly shots: number | null;
  readonly seed: number | null;
  readonly maxCost: number | null;
}

export type Noise = Readonly<Required<Record<keyof NoiseInput, number>>>;
export type NoisePart = keyof Noise;

/** A job as it is written on the page. Never changed: each edit makes a new one. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly type: JobType;
  readonly targetId: string | null;
  /** Credentials for a remote target's provider; null takes the default. */
  readonly credentialId: string | null;
  /** The name of the group it runs under; null takes the default. */
  readonly group: string | null;
  readonly programs: readonly DraftProgram[];
  readonly noise: Noise;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

export const NO_NOISE: Noise = { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0 };

export const EMPTY_DRAFT: Draft = {
  name: '',
  description: '',
  type: 'EXECUTE',
  targetId: null,
  credentialId: null,
  group: null,
  programs: [],
  noise: NO_NOISE,
  properties: [],
};

let lastKey = 0;

/** A program for a draft: a new text, which runs as often as the last one of the draft does. */
export function newProgram(
  text: Pick<DraftProgram, 'name' | 'language' | 'source'>,
  like?: Pick<DraftProgram, 'shots'>,
): DraftProgram {
  return {
    key: ++lastKey,
    name: text.name,
    language: text.language,
    source: text.source,
    stored: null,
    shots: like?.shots ?? DEFAULT_SHOTS,
    seed: null,
    maxCost: null,
  };
}

export function withPrograms(draft: Draft, programs: readonly DraftProgram[]): Draft {
  return { ...draft, programs: [...draft.programs, ...programs].slice(0, MOST_PROGRAMS) };
}

export function withoutProgram(draft: Draft, key: number): Draft {
  return { ...draft, programs: draft.programs.filter((each) => each.key !== key) };
}

export function withChangedProgram(draft: Draft, key: number, changes: Partial<DraftProgram>): Draft {
  return {
    ...draft,
    programs: draft.programs.map((each) => (each.key === key ? { ...each, ...changes } : each)),
  };
}

/** A program with a new text; where its header names another version of the language, with that one. */
export function withSource(program: DraftProgram, source: string): DraftProgram {
  const named = program.language === 'QSHARP' ? null : languageOfHeader(source);
  return { ...program, source, language: named ?? program.language };
}

/** All programs run as one of them does. */
export function withRunOf(draft: Draft, { shots, seed, maxCost }: DraftProgram): Draft {
  return { ...draft, programs: draft.programs.map((each) => ({ ...each, shots, seed, maxCost })) };
}

/** The stored program still says the same, so that its id is enough. */
export function isStored(program: DraftProgram): program is DraftProgram & { stored: StoredProgram } {
  const { stored, source, language } = program;
  return stored !== null && stored.source === source && stored.language === language;
}

export function hasNoise(noise: Noise): boolean {
  return Object.values(noise).some((each) => each !== 0);
}

/** It says how often it runs: a whole number of at least 1. */
export function hasShots({ shots }: DraftProgram): boolean {
  return Number.isInteger(shots) && (shots ?? 0) >= 1;
}

/** Shots of all programs together. */
export function totalShots(draft: Draft): number {
  return draft.programs.reduce((sum, each) => sum + (each.shots ?? 0), 0);
}

/**
 * What to send.
 * @param acceptsNoise the target runs with noise; other targets are sent none
 */
export function inputOf(
  draft: Draft & { readonly targetId: string },
  projectId: string,
  idempotencyKey: string,
  acceptsNoise: boolean,
): SubmitJobInput {
  const texts = draft.programs.map((each) =>
    isStored(each)
      ? { name: each.name.trim(), programId: each.stored.id }
      : { name: each.name.trim(), language: each.language, source: each.source },
  );
  const runs = draft.programs.map(({ shots, seed, maxCost }, index) => ({
    ...texts[index],
    shots: shots ?? 0,
    seed,
    maxCost,
  }));
  return {
    projectId,
    idempotencyKey,
    name: draft.name.trim(),
    description: draft.description.trim(),
    targetId: draft.targetId,
    ...(draft.group === null ? {} : { group: draft.group }),
    properties: draft.properties
      .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
      .filter(({ name, value }) => name !== '' || value !== ''),
    definition:
      draft.type === 'COMPILE'
        ? { compile: { programs: texts } }
        : {
            execute: {
              programs: runs,
              noise: acceptsNoise && hasNoise(draft.noise) ? draft.noise : null,
              ...(draft.credentialId === null ? {} : { credentialId: draft.credentialId }),
            },
          },
  };
}
