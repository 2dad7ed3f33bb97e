import { GraphQLScalarType, Kind } from 'graphql';
import { badInput } from './faults.ts';

const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function parseDateTime(value: unknown): number {
  const text = typeof value === 'string' && ISO_8601.test(value) ? value : '';
  const time = Date.parse(text);
  // `Date.parse` takes 30 February for 1 March.
  const rolled = !Number.isNaN(time) && !isCalendarDate(text);
  if (Number.isNaN(time) || rolled) {
    throw badInput(
      `DateTime cannot represent ${shown(value)}: expected ISO 8601 with a zone, for example 2026-03-01T12:00:00.000Z.`,
    );
  }
  return time;
}

function isCalendarDate(text: string): boolean {
  const date = text.slice(0, 10);
  return new Date(`${date}T00:00:00.000Z`).toISOString().startsWith(date);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Milliseconds since 1970 inside, ISO 8601 in UTC outside. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => new Date(Number(value)).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null),
});

/** Numbers by name. Only ever an answer. */
export const IntMap = new GraphQLScalarType<unknown, unknown>({
  name: 'IntMap',
  serialize: (value) => value,
  parseValue: () => {
    throw badInput('IntMap is no input.');
  },
});
