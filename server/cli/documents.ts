import * as operations from './operations.ts';
import * as peopleOperations from './people-operations.ts';
import * as resultOperations from './result-operations.ts';

/** Everything the command line asks of a server. */
export const COMMAND_LINE_DOCUMENTS: readonly string[] = Object.values({
  ...operations,
  ...resultOperations,
  ...peopleOperations,
}).map(({ document }) => document);
