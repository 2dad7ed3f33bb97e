import type { Engine } from '../domain/program.ts';

/** The engine of a node that runs no items. */
export const NO_ENGINE: Engine = {
  capacity: 0,
  run: () => Promise.reject(new Error('this node runs no items')),
  close: () => Promise.resolve(),
};
