import {
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Identity } from '../auth/auth.ts';
import type { Taken } from '../auth/rate-limit.ts';
import type { Viewer } from '../jobs/context.ts';
import { refusesScope } from './operation-scope.ts';
import { documentCache } from './document-cache.ts';
import { tooDeep, tooManyRequests } from './faults.ts';
import {
  MOST_MISTAKES,
  operationCost,
  refusesCost,
  refusesLength,
  sizeRule,
  type OperationLimits,
} from './limits.ts';
import type { PointBudget } from './point-budget.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** What a client asks for over a websocket or an event stream. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Who asks, and what their session or token may do. */
export type Asker = Pick<Identity, 'viewer' | 'scopes'>;

/** What an operation cost, as its answer tells in `extensions.cost`. */
export interface OperationPrice {
  /** Objects that may have to be made. */
  readonly objects: number;
  readonly objectsLimit: number;
  /** What was taken of the viewer's points, beside those of a document that was new. */
  readonly points: number;
  readonly pointsLeft: number;
  readonly pointsLimit: number;
  /** Seconds until all points are back. */
  readonly resetSeconds: number;
}

export interface CheckedOperation {
  readonly args: ExecutionArgs;
  readonly operation: OperationDefinitionNode;
  readonly price: OperationPrice;
}

/** Parses, validates and limits operations, the same on every transport. */
export class OperationChecker {
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  /** What was parsed, by its text or by a name that a transport gives it. */
  readonly documents = documentCache<string, DocumentNode>((document) => document);
  readonly #budget: PointBudget;
  readonly #trusted: TrustedDocuments | null;
  readonly #validated = new WeakMap<DocumentNode, readonly GraphQLError[]>();

  constructor(
    schema: GraphQLSchema,
    limits: OperationLimits,
    budget: PointBudget,
    trusted: TrustedDocuments | null,
  ) {
    this.schema = schema;
    this.limits = limits;
    this.#budget = budget;
    this.#trusted = trusted;
  }

  /** Takes the point that every request costs, whatever becomes of it; why not, when none is left. */
  admit(viewer: Viewer): GraphQLError | null {
    const { waitSeconds } = this.#budget.admit(viewer);
    return waitSeconds > 0 ? tooManyRequests(waitSeconds) : null;
  }

  /** The arguments to execute an admitted request with, without its context; or what is wrong with it. */
  check(request: OperationRequest, asker: Asker): CheckedOperation | readonly GraphQLError[] {
    const document = this.#parse(request.query);
    return document instanceof GraphQLError ? [document] : this.checkParsed(document, request, asker);
  }

  /** As `check`, of a request whose document was parsed. */
  checkParsed(
    document: DocumentNode,
    request: Omit<OperationRequest, 'query'>,
    { viewer, scopes }: Asker,
  ): CheckedOperation | readonly GraphQLError[] {
    const errors = this.#validate(document, viewer);
    if (errors.length > 0) return errors;
    const operation = getOperationAST(document, request.operationName);
    if (!operation) {
      return [refusal('OPERATION_RESOLUTION_FAILURE', 'There is no such operation, or more than one.')];
    }
    const beyond = refusesScope(document, operation, scopes);
    if (beyond) return [beyond];
    const variables = request.variables ?? {};
    const price = this.#price(document, operation, variables, viewer);
    if (price instanceof GraphQLError) return [price];
    const args: ExecutionArgs = {
      schema: this.schema,
      document,
      variableValues: variables,
      operationName: request.operationName ?? null,
      options: { maxCoercionErrors: MOST_MISTAKES },
    };
    return { args, operation, price };
  }

  /** What a valid operation costs, taken of the viewer's points; or why it is refused. */
  #price(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    viewer: Viewer,
  ): OperationPrice | GraphQLError {
    if (this.#trusted && !this.#trusted.has(document)) {
      return refusal('DOCUMENT_NOT_TRUSTED', 'This server takes only the documents it was told to trust.');
    }
    const objects = operationCost(this.schema, document, operation, variables);
    const refused = refusesCost(objects, this.limits);
    if (refused) return refused;
    const points = this.#budget.pointsOf(objects);
    const taken = this.#budget.take(viewer, objects);
    if (taken.waitSeconds > 0) return tooManyRequests(taken.waitSeconds);
    return this.#told(objects, points, taken);
  }

  #told(objects: number, points: number, { left, resetSeconds }: Taken): OperationPrice {
    return {
      objects,
      objectsLimit: this.limits.cost,
      points,
      pointsLeft: left,
      pointsLimit: this.#budget.most,
      resetSeconds,
    };
  }

  #parse(query: string): DocumentNode | GraphQLError {
    const known = this.documents.get(query);
    if (known) return known;
    const tooLong = refusesLength(query, this.limits);
    if (tooLong) return tooLong;
    try {
      const document = parse(query, { maxTokens: this.limits.tokens });
      this.documents.set(query, document);
      return document;
    } catch (error) {
      return withCode(error instanceof GraphQLError ? error : tooDeep(), 'GRAPHQL_PARSE_FAILED');
    }
  }

  #validate(document: DocumentNode, viewer: Viewer): readonly GraphQLError[] {
    let errors = this.#validated.get(document);
    if (!errors) {
      const { waitSeconds } = this.#budget.read(viewer, document.loc?.source.body.length ?? 0);
      if (waitSeconds > 0) return [tooManyRequests(waitSeconds)];
      errors = this.#mistakes(document).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
      this.#validated.set(document, errors);
    }
    return errors;
  }

  #mistakes(document: DocumentNode): readonly GraphQLError[] {
    try {
      return validate(this.schema, document, [...specifiedRules, sizeRule(this.limits)]);
    } catch (error) {
      // The rule for a subscription's only field throws where a variable of @include has no value.
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}

export function isRefused(
  checked: CheckedOperation | readonly GraphQLError[],
): checked is readonly GraphQLError[] {
  return Array.isArray(checked);
}
