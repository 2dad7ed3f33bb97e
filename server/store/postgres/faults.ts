/** Thrown when nobody knows whether a write was made: ask for what it would have changed before it is repeated. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';

  constructor(options: ErrorOptions) {
    super(
      'The database went away while it committed a change; whether the change was made is not known.',
      options,
    );
  }
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const LOCK_NOT_AVAILABLE = '55P03';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const READ_ONLY_TRANSACTION = '25006';
const IDLE_IN_TRANSACTION_TIMEOUT = '25P03';
const TOO_MANY_CONNECTIONS = '53300';
const SOCKET_FAULTS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether the connection is gone, or none could be had: the server restarts, a standby takes over, the network broke. */
export function isLost(error: unknown): boolean {
  // What it was caused by is no reason to repeat what may have been done.
  if (!(error instanceof Error) || error instanceof CommitUnknown) return false;
  const code = codeOf(error);
  if (code === null) {
    return /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable|Client was closed/i.test(
      error.message,
    );
  }
  return (
    SOCKET_FAULTS.has(code) ||
    code.startsWith('08') ||
    code.startsWith('57P0') ||
    code === READ_ONLY_TRANSACTION ||
    code === IDLE_IN_TRANSACTION_TIMEOUT ||
    code === TOO_MANY_CONNECTIONS
  );
}

/** Tables whose rows come and go beside the writes that refer to them: the next try finds them as they are then. */
const SHARED = /^(?:contents|programs|job_programs|items|attempts|idempotency_keys)$/;

/** Whether a transaction failed for what another one did at the same time. */
export function mayRepeat(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof CommitUnknown) return false;
  const code = codeOf(error);
  if (code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED) return true;
  const table = 'table' in error && typeof error.table === 'string' ? error.table : '';
  if (code === UNIQUE_VIOLATION) return table === 'idempotency_keys';
  return code === FOREIGN_KEY_VIOLATION && SHARED.test(table);
}

/** Whether a transaction and others stood in each other's way. */
export function isInTheWay(error: unknown): boolean {
  return error instanceof Error && (codeOf(error) === LOCK_NOT_AVAILABLE || mayRepeat(error));
}

function codeOf(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Drizzle wraps what the driver throws.
  return error.cause instanceof Error ? codeOf(error.cause) : null;
}
