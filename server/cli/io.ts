import type { Writable } from 'node:stream';
import { once } from 'node:events';

/** What the command line touches of the world; tests bring their own. */
export interface CliIo {
  /** Results, and nothing else. */
  readonly stdout: Writable;
  /** Progress, notes and errors. */
  readonly stderr: Writable;
  /** `SHOTBOARD_URL` and `SHOTBOARD_TOKEN` are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether `stderr` is a terminal, which a progress bar may be drawn on. */
  readonly isTTY: boolean;
  readonly fetch: typeof globalThis.fetch;
  /** @throws a Node.js error (`ENOENT`, `EISDIR` …) when it cannot be read */
  readFile(path: string): Promise<Uint8Array>;
  /** @throws a Node.js error when it cannot be written */
  writeFile(path: string, text: string): Promise<void>;
  /** Calls back when the user presses Ctrl-C; answers with what undoes that. */
  onInterrupt(stop: () => void): () => void;
  /** Waits this many milliseconds, or until the signal is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Writes, and waits where the reader is slow, so that a long output is never held in memory whole. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
