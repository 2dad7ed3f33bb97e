import {
  GraphQLError,
  Kind,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  isIntrospectionType,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { PAGE } from './pagination.ts';

/** How large an operation may be, on HTTP and on websockets alike. */
export interface OperationLimits {
  /** Characters of a document: comments too are kept with what was parsed. */
  readonly characters: number;
  /** Levels of fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields, each fragment counted where it is used. */
  readonly fields: number;
  readonly tokens: number;
  /** Objects that may have to be made; lists count by their page size. */
  readonly cost: number;
  /** Of each viewer, over all transports; see `PointBudget`. */
  readonly pointsPerMinute: number;
}

/** Room for a dashboard that asks for everything at once; not for a hundred pages of a hundred pages. */
export const OPERATION_LIMITS: OperationLimits = {
  characters: 100_000,
  depth: 16,
  aliases: 60,
  directives: 60,
  fields: 3_000,
  tokens: 4_000,
  cost: 60_000,
  pointsPerMinute: 12_000,
};

/** Mistakes in variables that are told. Each repeats the value that is wrong. */
export const MOST_MISTAKES = 10;

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
}
const NOTHING: Size = { depth: 0, aliases: 0, directives: 0, fields: 0 };

/** Refuses operations that are too deep or too large. Runs with GraphQL's own validation rules. */
export function sizeRule(limits: OperationLimits): ValidationRule {
  return (context: ValidationContext) => ({
    OperationDefinition(operation) {
      const size = operationSize(operation, context.getDocument());
      for (const what of ['depth', 'aliases', 'directives', 'fields'] as const) {
        if (size[what] > limits[what])
          context.reportError(tooLarge(what, size[what], limits[what], operation));
      }
    },
  });
}

function operationSize(operation: OperationDefinitionNode, document: DocumentNode): Size {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Size>();
  const measure = (set: SelectionSetNode | undefined): Size => {
    let sum = NOTHING;
    for (const selection of set?.selections ?? []) {
      const own = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const below = measure(selection.selectionSet);
        sum = together(sum, {
          depth: below.depth + 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
          directives: below.directives + own,
          fields: below.fields + 1,
        });
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : ofFragment(selection.name.value);
        sum = together(sum, { ...inner, directives: inner.directives + own });
      }
    }
    return sum;
  };
  const ofFragment = (name: string): Size => {
    const done = known.get(name);
    if (done) return done;
    // A fragment inside itself is told by another rule; here it only must not run for ever.
    known.set(name, NOTHING);
    const size = measure(fragments.get(name)?.selectionSet);
    known.set(name, size);
    return size;
  };
  const size = measure(operation.selectionSet);
  return { ...size, directives: size.directives + (operation.directives?.length ?? 0) };
}

function together(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    fields: a.fields + b.fields,
  };
}

/** Fields that take more than making an object, and how much more. */
const DEAR: Readonly<Record<string, number>> = {
  'Program.source': 4,
  'JobItem.result': 8,
  'Attempt.result': 8,
  'JobItem.attempts': 2,
  'Job.events': 2,
  'Target.throughput': 10,
  'Project.propertyNames': 20,
  'Project.submitters': 20,
  'Organization.submitters': 20,
  'Query.checkProgram': 500,
  'Query.retryPreview': 100,
};
/** Lists without a page size are short but for these. */
const LIST_LENGTHS: Readonly<Record<string, number>> = {
  'CompileDefinition.programs': 50,
  'ExecuteDefinition.programs': 50,
  'JobEvent.items': 3,
  'Project.members': 20,
  'Team.members': 20,
  'User.groups': 2,
  'Circuit.columns': 1,
};
const USUAL_LENGTH = 5;

/**
 * What an operation may cost at most, in objects.
 *
 * @param variables - the values of page sizes; one that is not there counts as the largest page
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();

  const ofSet = (set: SelectionSetNode, parent: string): number => {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(selection, parent);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum += ofSet(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
      } else sum += ofFragment(selection.name.value);
    }
    return sum;
  };
  const ofFragment = (name: string): number => {
    const done = known.get(name);
    if (done !== undefined) return done;
    known.set(name, 0);
    const fragment = fragments.get(name);
    const cost = fragment ? ofSet(fragment.selectionSet, fragment.typeCondition.name.value) : 0;
    known.set(name, cost);
    return cost;
  };
  const ofField = (field: FieldNode, parent: string): number => {
    const type = fieldType(schema, parent, field.name.value);
    if (!type) return 0;
    const named = getNamedType(type);
    const place = `${parent}.${field.name.value}`;
    const own = DEAR[place] ?? (isCompositeType(named) ? 1 : 0);
    if (!isCompositeType(named) || isIntrospectionType(named) || !field.selectionSet) return own;
    const each = own + ofSet(field.selectionSet, named.name);
    return each * (pageSize(field, named.name, variables) ?? lengthOf(type, place));
  };
  const root = schema.getRootType(operation.operation);
  return root ? ofSet(operation.selectionSet, root.name) : 0;
}

function lengthOf(type: GraphQLOutputType, place: string): number {
  const bare = isNonNullType(type) ? type.ofType : type;
  // `edges` and `nodes` repeat within a page, whose size was counted above them.
  if (!isListType(bare) || /Connection\.(edges|nodes)$/.test(place)) return 1;
  return LIST_LENGTHS[place] ?? USUAL_LENGTH;
}

/** The number of rows a field with a page asks for; null for a field without. */
function pageSize(
  field: FieldNode,
  type: string,
  variables: Readonly<Record<string, unknown>>,
): number | null {
  const given = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last');
  if (!given) return type.endsWith('Connection') ? PAGE.usual : null;
  const { value } = given;
  const number =
    value.kind === Kind.INT
      ? Number(value.value)
      : value.kind === Kind.VARIABLE
        ? (variables[value.name.value] ?? PAGE.most)
        : PAGE.usual;
  return typeof number === 'number' && Number.isFinite(number)
    ? Math.min(Math.max(1, number), 1_000)
    : PAGE.most;
}

function fieldType(schema: GraphQLSchema, parent: string, field: string): GraphQLOutputType | null {
  const type = schema.getType(parent);
  return isObjectType(type) || isInterfaceType(type) ? (type.getFields()[field]?.type ?? null) : null;
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

/** Why an operation costs too much; null when it does not. */
export function refusesCost(cost: number, limits: OperationLimits): GraphQLError | null {
  return cost > limits.cost ? tooLarge('cost', cost, limits.cost) : null;
}

/** Why a document is too long to be parsed; null when it is not. */
export function refusesLength(text: string, { characters }: OperationLimits): GraphQLError | null {
  if (text.length <= characters) return null;
  return new GraphQLError(
    `The document has ${text.length} characters, at most ${characters} are allowed. Put long values into variables.`,
    { extensions: { code: 'LIMIT_EXCEEDED' } },
  );
}

function tooLarge(what: string, value: number, limit: number, node?: ASTNode): GraphQLError {
  return new GraphQLError(
    `The operation is too large: its ${what} is ${value}, at most ${limit} is allowed.`,
    {
      ...(node && { nodes: node }),
      extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 } },
    },
  );
}
