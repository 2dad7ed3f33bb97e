import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Random = () => number;

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Text that has broken something somewhere. */
const NASTY = [
  '',
  ' ',
  'a name',
  '%',
  '_',
  "'; DROP TABLE jobs; --",
  '"quoted"',
  '\u0000',
  '\r\nforged: line',
  '\u001b[31mred',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  '..%2f..%2fetc%2fpasswd',
  '\ud83d\ude00',
  '\u202eright to left',
  'x'.repeat(300),
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; creg c[1]; h q[0]; measure q[0] -> c[0];',
  'OPENQASM 2.0; qreg q[64];',
];
const NUMBERS = [0, 1, 2, 5, 50, 100, 101, -1, 10_000, 2 ** 31 - 1, -(2 ** 31)];
const DEEPEST = 5;

/** Makes operations that a schema allows, and ones that it does not. */
export class RandomOperations {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  /** Ids that exist, or did; those of answers may be added. */
  readonly ids: string[];

  constructor(schema: GraphQLSchema, random: Random, ids: readonly string[]) {
    this.#schema = schema;
    this.#random = random;
    this.ids = [...ids];
  }

  /** An operation that is valid against the schema; its values may still be refused. */
  valid(kind: 'query' | 'mutation' | 'subscription' = this.#kind()): RandomOperation {
    const root = this.#schema.getRootType(kind as never);
    if (!root) throw new Error(`The schema has no ${kind}.`);
    const draft = new Draft(this.#schema, this.#random, this.ids);
    const body = draft.selection(root, kind === 'subscription' ? 1 : this.#upTo(3), 0);
    return draft.operation(kind, body);
  }

  /** An operation somebody broke: in its text, in its variables, or in both. */
  broken(): RandomOperation {
    const { query, variables } = this.valid();
    const place = this.#upTo(query.length);
    const end = place + this.#upTo(12);
    const edits: readonly (() => RandomOperation)[] = [
      () => ({ query: query.slice(0, place), variables }),
      () => ({ query: query.slice(0, place) + query.slice(end), variables }),
      () => ({ query: query.slice(0, place) + this.#pick(JUNK) + query.slice(place), variables }),
      () => ({ query: query.slice(0, end) + query.slice(place), variables }),
      () => ({ query, variables: {} }),
      () => ({ query, variables: { ...variables, unknown: 1 } }),
      () => ({
        query,
        variables: Object.fromEntries(Object.keys(variables).map((name) => [name, this.#pick(WRONG)])),
      }),
    ];
    return this.#pick(edits)();
  }

  #kind(): 'query' | 'mutation' {
    return this.#random() < 0.6 ? 'query' : 'mutation';
  }
  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }
  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

const JUNK = [
  '{',
  '}',
  '(',
  '"',
  '"""',
  '$x',
  '@skip(if: true)',
  '@nobody',
  '...F',
  '__schema',
  '\u0000',
  '#',
  '9e999',
  '{a{a{a{a{',
  '\ufeff',
];
const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  9007199254740993,
  '',
  'x'.repeat(5_000),
  '\ud800',
  [],
  [[[]]],
  {},
  { __proto__: null, constructor: 1 },
  { a: { b: { c: {} } } },
];

/** One operation in the making: what it declares along the way. */
class Draft {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #ids: readonly string[];
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(schema: GraphQLSchema, random: Random, ids: readonly string[]) {
    this.#schema = schema;
    this.#random = random;
    this.#ids = ids;
  }

  operation(kind: string, body: string): RandomOperation {
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return {
      query: [`${kind} Random${declared} ${body}`, ...this.#fragments].join('\n'),
      variables: this.#variables,
    };
  }

  selection(type: GraphQLCompositeType, fields: number, depth: number): string {
    const parts: string[] = this.#chance(0.3) || !isObjectType(type) ? ['__typename'] : [];
    if (isAbstractType(type)) {
      const some = this.#schema.getPossibleTypes(type).filter(() => this.#chance(0.6));
      for (const possible of some) parts.push(this.#spread(possible, depth));
    }
    if ('getFields' in type) {
      const all = Object.values(type.getFields()).filter(
        (field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)),
      );
      for (let n = 0; n < fields && all.length > 0; n += 1) parts.push(this.#field(this.#pick(all), depth));
    }
    if (parts.length === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #spread(type: GraphQLObjectType, depth: number): string {
    const body = this.selection(type, this.#upTo(3), depth + 1);
    if (this.#chance(0.5)) return `... on ${type.name}${this.#directive()} ${body}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `...${name}${this.#directive()}`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.#aliases += 1;
    const given = field.args.filter((argument) => isRequiredArgument(argument) || this.#chance(0.5));
    const args = given.length > 0 ? `(${given.map((one) => this.#argument(one)).join(', ')})` : '';
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.selection(named, this.#upTo(4), depth + 1)}` : '';
    return `a${this.#aliases}: ${field.name}${args}${this.#directive()}${below}`;
  }

  #directive(): string {
    if (this.#chance(0.92)) return '';
    const name = this.#pick(['skip', 'include']);
    if (this.#chance(0.5)) return ` @${name}(if: ${this.#chance(0.5)})`;
    return ` @${name}(if: ${this.#variable('Boolean!', this.#chance(0.5))})`;
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): string {
    const value = this.#value(type, 0);
    // A default stands in for a variable that is left out, so that there the variable may be nullable.
    const asVariable = this.#chance(0.5);
    if (!asVariable) return `${name}: ${literal(type, value)}`;
    return `${name}: ${this.#variable(String(defaultValue === undefined ? type : getNullableType(type)), value)}`;
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType as GraphQLInputType, depth);
    if (isListType(type)) {
      const length = Math.floor(this.#random() * 3);
      return Array.from({ length }, () => this.#value(type.ofType as GraphQLInputType, depth + 1));
    }
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const chosen = type.isOneOf
        ? [this.#pick(fields)]
        : fields.filter((field) => isRequiredInputField(field) || (depth < 4 && this.#chance(0.4)));
      return Object.fromEntries(chosen.map((field) => [field.name, this.#value(field.type, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#pick(NUMBERS);
      case 'Float':
        return this.#chance(0.5) ? this.#random() * 100 : this.#pick(NUMBERS);
      case 'Boolean':
        return this.#chance(0.5);
      case 'ID':
        return this.#chance(0.85) ? this.#pick(this.#ids) : this.#pick(NASTY);
      case 'DateTime':
        return new Date(Math.floor(this.#random() * 2e12)).toISOString();
      default:
        return this.#pick(NASTY);
    }
  }

  #chance(of: number): boolean {
    return this.#random() < of;
  }
  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }
  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

/** A value as it is written in a document. */
function literal(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return literal(type.ofType as GraphQLInputType, value);
  if (isListType(type)) {
    return `[${(value as unknown[]).map((one) => literal(type.ofType as GraphQLInputType, one)).join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const parts = Object.entries(value as object).map(([name, inner]) => {
      const field = fields[name];
      return field ? `${name}: ${literal(field.type, inner)}` : '';
    });
    return `{ ${parts.join(', ')} }`;
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}
