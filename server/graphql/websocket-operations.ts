import {
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { operationCost, refusesCost, sizeRule, type OperationLimits } from './limits.ts';

/** What a client asks for over a websocket. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

type Checked = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

const DOCUMENTS = 500;

/** Parses, validates and limits operations of websockets exactly as those of HTTP. */
export class OperationChecker {
  readonly schema: GraphQLSchema;
  readonly #limits: OperationLimits;
  readonly #valid = new Map<string, DocumentNode>();

  constructor(schema: GraphQLSchema, limits: OperationLimits) {
    this.schema = schema;
    this.#limits = limits;
  }

  /** The arguments to execute a request with, without its context; or what is wrong with it. */
  check(request: OperationRequest): ExecutionArgs | readonly GraphQLError[] {
    const checked = this.#document(request.query);
    if ('errors' in checked) return checked.errors;
    const { document } = checked;
    const operation = getOperationAST(document, request.operationName);
    if (!operation) {
      return [
        withCode(
          new GraphQLError('There is no such operation, or more than one.'),
          'OPERATION_RESOLUTION_FAILURE',
        ),
      ];
    }
    const variables = request.variables ?? {};
    const refused = refusesCost(operationCost(this.schema, document, operation, variables), this.#limits);
    if (refused) return [refused];
    return {
      schema: this.schema,
      document,
      variableValues: variables,
      operationName: request.operationName ?? null,
    };
  }

  #document(query: string): Checked {
    const known = this.#valid.get(query);
    if (known) return { document: known };
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: this.#limits.tokens });
    } catch (error) {
      const syntax = error instanceof GraphQLError ? error : new GraphQLError('The document cannot be read.');
      return { errors: [withCode(syntax, 'GRAPHQL_PARSE_FAILED')] };
    }
    const rules = [...specifiedRules, sizeRule(this.#limits)];
    const errors = validate(this.schema, document, rules);
    if (errors.length > 0) {
      return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
    }
    const [oldest] = this.#valid.size >= DOCUMENTS ? this.#valid.keys() : [];
    if (oldest !== undefined) this.#valid.delete(oldest);
    this.#valid.set(query, document);
    return { document };
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
