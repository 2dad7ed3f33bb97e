import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { CliIo } from './io.ts';

/**
 * The command line's world when it runs as a process.
 *
 * @param env - the environment, for example `process.env`
 */
export function processIo(env: CliIo['env']): CliIo {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env,
    isTTY: process.stderr.isTTY === true,
    fetch: globalThis.fetch,
    readFile: (path) => readFile(path),
    writeFile: (path, text) => writeFile(path, text),
    onInterrupt: (stop) => {
      // A reader that goes away, as in `shotboard jobs | head`, ends the command as Ctrl-C does.
      // Its listener stays: a write that is still under way must not become a fault.
      process.stdout.on('error', stop);
      // A second Ctrl-C finds no listener and ends the process.
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      return () => {
        process.off('SIGINT', stop);
        process.off('SIGTERM', stop);
      };
    },
    pause: async (milliseconds, signal) => {
      await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    },
  };
}
