import {
  GraphQLError,
  OperationTypeNode,
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { documentCache } from './document-cache.ts';
import { MOST_MISTAKES } from './limits.ts';

export interface ExecutorOptions {
  /** How often a query must have come before it is compiled; 0 compiles at once, Infinity never. */
  readonly compileAfter: number;
  /** How long an operation may take before its caller is told that it took too long. */
  readonly timeoutMs: number;
}

export const EXECUTOR: ExecutorOptions = { compileAfter: 2, timeoutMs: 30_000 };

/** How many documents are kept compiled. */
const COMPILED_DOCUMENTS = 200;

interface Known {
  uses: number;
  /** Null when the compiler cannot take it. */
  compiled: CompiledQuery | null | undefined;
}

/**
 * Executes operations. Queries that come again are compiled to code, once a document; whatever the compiler cannot
 * take, and every mutation and subscription, goes to graphql-js. The answers are the same.
 */
export class Executor {
  readonly #schema: GraphQLSchema;
  readonly #options: ExecutorOptions;
  readonly #known = documentCache<DocumentNode, Map<string, Known>>(
    (_known, document) => document,
    COMPILED_DOCUMENTS,
  );

  constructor(schema: GraphQLSchema, options: ExecutorOptions = EXECUTOR) {
    this.#schema = schema;
    this.#options = options;
  }

  /** Executes a valid document. An operation that takes too long is answered with an error; what it began goes on. */
  async execute(args: ExecutionArgs): Promise<ExecutionResult> {
    const { timeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ExecutionResult>((resolve) => {
      timer = setTimeout(() => resolve({ errors: [tooLate(timeoutMs)] }), timeoutMs);
    });
    try {
      return await Promise.race([this.#run(args), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #run(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const { document, operationName, variableValues, rootValue, contextValue } = args;
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return execute(args);
    const compiled = this.#compiled(document, operationName ?? '');
    if (!compiled) return execute(args);
    // The compiled code takes what graphql-js refuses, two fields of a @oneOf input for one: it is asked first.
    const { errors } = getVariableValues(
      this.#schema,
      operation.variableDefinitions ?? [],
      variableValues ?? {},
      {
        maxErrors: MOST_MISTAKES,
      },
    );
    if (errors) return { errors };
    const result = compiled.query(rootValue, contextValue, variableValues ?? {});
    return result instanceof Promise ? result.then(likeGraphqlJs) : likeGraphqlJs(result);
  }

  #compiled(document: DocumentNode, operationName: string): CompiledQuery | null {
    if (this.#options.compileAfter === Infinity) return null;
    let operations = this.#known.get(document);
    if (!operations) this.#known.set(document, (operations = new Map()));
    let known = operations.get(operationName);
    if (!known) operations.set(operationName, (known = { uses: 0, compiled: undefined }));
    known.uses += 1;
    if (known.compiled === undefined && known.uses > this.#options.compileAfter) {
      known.compiled = this.#compile(document, operationName);
    }
    return known.compiled ?? null;
  }

  #compile(document: DocumentNode, operationName: string): CompiledQuery | null {
    try {
      const compiled = compileQuery(this.#schema, document, operationName || undefined, {
        disablingCapturingStackErrors: true,
      });
      return isCompiledQuery(compiled) ? compiled : null;
    } catch {
      return null;
    }
  }
}

/** Errors of compiled code miss some of what graphql-js gives them, and one null may come with several. */
function likeGraphqlJs({ data, errors }: ExecutionResult): ExecutionResult {
  const told = new Set<string>();
  const first = errors?.filter(({ path }) => {
    const place = nullAt(data, path ?? []);
    return !told.has(place) && told.add(place);
  });
  return {
    ...(first && { errors: first.map(completed) }),
    ...(data !== undefined && { data }),
  };
}

/** Where the null stands that an error made: the place of the error, or above it where that may not be null. */
export function nullAt(data: unknown, path: readonly (string | number)[]): string {
  let value = data;
  let length = 0;
  while (length < path.length && typeof value === 'object' && value !== null) {
    value = (value as Readonly<Record<string | number, unknown>>)[path[length] as string | number];
    length += 1;
  }
  return path.slice(0, length).join('.');
}

function completed(error: GraphQLError): GraphQLError {
  const { message, path, originalError, extensions, locations } = error;
  const full = new GraphQLError(message, {
    path: path ?? null,
    originalError: originalError ?? null,
    extensions: extensions ?? null,
  });
  return locations ? Object.defineProperty(full, 'locations', { value: locations, enumerable: true }) : full;
}

function tooLate(timeoutMs: number): GraphQLError {
  return new GraphQLError(
    `The operation took longer than ${timeoutMs / 1_000} seconds. Ask for less at once.`,
    {
      extensions: { code: 'TIMEOUT' },
    },
  );
}
