import type { RetryPreview } from './retry-plan.ts';

/** The stable codes of refusals. Each is described in `schema.graphql`. */
export const ERROR_CODES = [
  'NOT_FOUND',
  'FORBIDDEN',
  'INVALID_INPUT',
  'LIMIT_EXCEEDED',
  'NAME_TAKEN',
  'LAST_ADMIN',
  'PROJECT_ARCHIVED',
  'PROJECT_NOT_ARCHIVED',
  'TARGET_RETIRED',
  'TARGET_MISMATCH',
  'JOB_IN_FINAL_STATE',
  'JOB_NOT_FINAL',
  'JOB_TYPE_NOT_ALLOWED',
  'JOB_STATUS_NOT_ALLOWED',
  'STRATEGY_NOT_ALLOWED',
  'NOTHING_TO_RETRY',
  'CONFIRMATION_REQUIRED',
  'IDEMPOTENCY_KEY_REUSED',
  'QUOTA_EXCEEDED',
  'CREDENTIAL_MISSING',
  'CREDENTIAL_REFUSED',
  'CREDENTIAL_IN_USE',
  'SECRET_KEY_MISSING',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the rules refuse: a value, never an exception. */
export interface Refusal {
  readonly code: ErrorCode;
  /** For people: names the place, the value and what is allowed. */
  readonly message: string;
  /** Which part of the input it is about. */
  readonly path: readonly string[];
  /** What a retry would do; with CONFIRMATION_REQUIRED. */
  readonly preview?: RetryPreview;
}

export function refusal(code: ErrorCode, message: string, path: readonly string[] = []): Refusal {
  return { code, message, path };
}

/** The answer to everything that is not there, or that one may not see: they are told alike. */
export function notFound(what: string, id: string, path: readonly string[]): Refusal {
  return refusal('NOT_FOUND', `There is no ${what} with id ${id}.`, path);
}
