import { Api, connectionFrom } from './api.ts';
import { CliExit, EXIT } from './exit.ts';
import type { CliIo } from './io.ts';
import { Output } from './output.ts';

/** What one run of a command works with. */
export interface Session {
  readonly io: CliIo;
  readonly api: Api;
  readonly output: Output;
  /** Aborted when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Runs a command with a connection to the server, until it ends or the user stops it. */
export async function withSession(
  io: CliIo,
  options: { readonly json?: boolean },
  run: (session: Session) => Promise<void>,
): Promise<void> {
  const connection = connectionFrom(io.env);
  const controller = new AbortController();
  const { signal } = controller;
  const undo = io.onInterrupt(() => controller.abort());
  try {
    await run({
      io,
      api: new Api(connection, io.fetch, signal),
      output: new Output(io, options.json === true),
      signal,
    });
  } catch (error) {
    throw signal.aborted && !(error instanceof CliExit) ? new CliExit(EXIT.interrupted) : error;
  } finally {
    undo();
  }
}
