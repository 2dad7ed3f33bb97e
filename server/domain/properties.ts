import { refusesProjectUpdate } from './actions.ts';
import { notFound, refusal, type Refusal } from './errors.ts';
import type { ProjectId, Property } from './job.ts';
import type { Limits } from './limits.ts';
import type { Access, Project } from './people.ts';
import { checkLength, checkName } from './submission.ts';

/** What values of a property look like. Values are kept as text; a definition says which text they may be. */
export const PROPERTY_TYPES = ['STRING', 'INTEGER', 'NUMBER', 'BOOLEAN'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

/** What its chips look like in the dashboard. */
export const PROPERTY_COLOURS = [
  'GREY',
  'RED',
  'ORANGE',
  'YELLOW',
  'GREEN',
  'TEAL',
  'BLUE',
  'PURPLE',
  'PINK',
] as const;
export type PropertyColour = (typeof PROPERTY_COLOURS)[number];

/** What a property means in a project. Names without a definition are allowed, as plain text. */
export interface PropertyDefinition {
  readonly projectId: ProjectId;
  /** Unique in the project; never changes. */
  readonly name: string;
  readonly type: PropertyType;
  readonly colour: PropertyColour;
  /** A job has to give it when it is submitted. */
  readonly isRequired: boolean;
  readonly description: string;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text is, as filters compare it; null for what is no number. */
export function numberOf(text: string): number | null {
  if (text.length > 64 || !DECIMAL.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** What each type takes, in words that follow "takes", and the test of it. */
const TAKES: Readonly<
  Record<PropertyType, { readonly words: string; readonly fits: (v: string) => boolean }>
> = {
  STRING: { words: 'text that is not empty', fits: (text) => text.trim() !== '' },
  INTEGER: {
    words: 'a whole number of at most 15 digits, as 42',
    fits: (text) => /^[+-]?\d{1,15}$/.test(text),
  },
  NUMBER: { words: 'a number, as 0.25 or 1e-3', fits: (text) => numberOf(text) !== null },
  BOOLEAN: { words: 'true or false', fits: (text) => text === 'true' || text === 'false' },
};

const SHOWN = 60;

/** Why a value is none of its type; null when it is. */
export function refusesValue(
  { name, type }: PropertyDefinition,
  value: string,
  path: readonly string[],
): Refusal | null {
  if (TAKES[type].fits(value)) return null;
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return refusal(
    'INVALID_INPUT',
    `The property "${name}" is ${type} and takes ${TAKES[type].words}, not ${JSON.stringify(shown)}.`,
    path,
  );
}

/**
 * Everything about properties that does not fit their definitions.
 *
 * @param had - the job's properties before a change: what is required stays; null at submission, where all is given
 */
export function checkDefined(
  properties: readonly Property[],
  definitions: readonly PropertyDefinition[],
  had: readonly Property[] | null,
  path: readonly string[],
): readonly Refusal[] {
  const byName = new Map(definitions.map((each) => [each.name, each]));
  const wrong = properties.map(({ name, value }, index) => {
    const definition = byName.get(name);
    // What a job has already was fit when it was given.
    if (had?.some((each) => each.name === name && each.value === value)) return null;
    return definition ? refusesValue(definition, value, [...path, String(index), 'value']) : null;
  });
  const missing = definitions
    .filter(({ isRequired, name }) => isRequired && !properties.some((each) => each.name === name))
    .filter(({ name }) => had === null || had.some((each) => each.name === name))
    .map(({ name, type }) =>
      refusal(
        'INVALID_INPUT',
        `The property "${name}" (${type}) is required in this project; it takes ${TAKES[type].words}.`,
        path,
      ),
    );
  return [...wrong.filter((one) => one !== null), ...missing];
}

/** What is asked of a definition; what is not given stays, or takes the usual. */
export interface DefinitionWish {
  readonly type?: PropertyType | null | undefined;
  readonly colour?: PropertyColour | null | undefined;
  readonly isRequired?: boolean | null | undefined;
  readonly description?: string | null | undefined;
}

/** The new definition, or why it is refused. */
export function defineProperty(
  project: Project,
  access: Access,
  existing: readonly PropertyDefinition[],
  name: string,
  wish: DefinitionWish & { readonly type: PropertyType },
  limits: Limits,
): PropertyDefinition | Refusal {
  const wrong = refusesProjectUpdate(project, access) ?? checkTexts(name, wish, limits);
  if (wrong) return wrong;
  if (existing.some((each) => each.name === name)) {
    return refusal('NAME_TAKEN', `The property "${name}" is defined already.`, ['name']);
  }
  if (existing.length >= limits.properties) {
    return refusal(
      'LIMIT_EXCEEDED',
      `There are ${existing.length} properties defined; at most ${limits.properties} are allowed.`,
      ['name'],
    );
  }
  return {
    projectId: project.id,
    name,
    type: wish.type,
    colour: wish.colour ?? 'GREY',
    isRequired: wish.isRequired ?? false,
    description: wish.description ?? '',
  };
}

/** A definition after a change, or why it is refused. Values that jobs have stay as they are. */
export function changeProperty(
  project: Project,
  access: Access,
  existing: readonly PropertyDefinition[],
  name: string,
  wish: DefinitionWish,
  limits: Limits,
): PropertyDefinition | Refusal {
  const found = existing.find((each) => each.name === name);
  const wrong = refusesProjectUpdate(project, access);
  if (wrong) return wrong;
  if (!found) return notDefined(name);
  return (
    checkTexts(name, wish, limits) ?? {
      ...found,
      type: wish.type ?? found.type,
      colour: wish.colour ?? found.colour,
      isRequired: wish.isRequired ?? found.isRequired,
      description: wish.description ?? found.description,
    }
  );
}

/** Why a definition may not be removed; null when it may. Values that jobs have become plain text. */
export function refusesRemoval(
  project: Project,
  access: Access,
  existing: readonly PropertyDefinition[],
  name: string,
): Refusal | null {
  const wrong = refusesProjectUpdate(project, access);
  return wrong ?? (existing.some((each) => each.name === name) ? null : notDefined(name));
}

function notDefined(name: string): Refusal {
  return notFound('property defined', name, ['name']);
}

function checkTexts(name: string, { description }: DefinitionWish, limits: Limits): Refusal | null {
  const longest = { ...limits, nameLength: limits.propertyNameLength };
  return (
    checkName(name, longest, ['name'], 'property name') ??
    checkLength(description ?? '', limits.descriptionLength, ['description'], 'The description')
  );
}
