/** The codes the command line ends with: scripts rely on them, `--help` lists them. */
export const EXIT = {
  /** Done; with `watch`, the job is COMPLETED. */
  ok: 0,
  /** The job ended otherwise, or has not what was asked for. */
  jobNotCompleted: 1,
  /** Wrong usage or input, or refused by the rules. */
  refused: 2,
  /** The server cannot be reached, or failed. */
  unreachable: 3,
  /** Not signed in, or not allowed. */
  notAllowed: 4,
  /** Stopped by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The part of `--help` that explains the codes. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    success; with watch: the job is COMPLETED
  1    the job ended otherwise, or has no such result
  2    wrong usage or input, or refused by the rules
  3    the server cannot be reached, or failed
  4    not signed in, or not allowed
  130  stopped by Ctrl-C`;

/** The part of `--help` that explains where the server is. */
export const ENVIRONMENT_HELP = `
Environment:
  SHOTBOARD_URL    the server's address (default: http://127.0.0.1:4000)
  SHOTBOARD_TOKEN  the API token`;

/** One thing that went wrong, as it is told to people and, with `--json`, to programs. */
export interface Problem {
  readonly message: string;
  /** A stable code of the API, where it comes from there. */
  readonly code?: string;
  /** The part of the input it is about. */
  readonly path?: readonly (string | number)[];
  /** What a retry would do, with CONFIRMATION_REQUIRED. */
  readonly preview?: unknown;
}

/** Ends a command: thrown where that becomes clear, turned into the process's exit code in one place. */
export class CliExit extends Error {
  override readonly name = 'CliExit';
  readonly code: ExitCode;
  readonly problems: readonly Problem[];

  /**
   * @param code - what the process ends with
   * @param problems - what to tell; a text stands for one problem with that message
   */
  constructor(code: ExitCode, problems: string | readonly Problem[] = []) {
    const list = typeof problems === 'string' ? [{ message: problems }] : problems;
    super(list.map((problem) => problem.message).join('\n'));
    this.code = code;
    this.problems = list;
  }
}

/** Wrong usage or input. */
export function wrongInput(message: string): CliExit {
  return new CliExit(EXIT.refused, message);
}

/** What a caught value says. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(reasonOf).join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
