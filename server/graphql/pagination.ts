import type { JobPosition, Slice } from '../domain/job-query.ts';
import { badInput } from './faults.ts';
import type { ConnectionModel } from './models.ts';

/** Sizes of a page. */
export const PAGE = { least: 1, most: 100, usual: 50 } as const;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** How a position is written in a cursor: `kind` tells cursors of one order from those of another. */
export interface CursorForm {
  readonly kind: string;
  readonly value: 'string' | 'number';
}

/**
 * Takes `first/after` or `last/before` apart.
 *
 * @throws BAD_USER_INPUT naming the argument, its value and what is allowed
 */
export function sliceOf(page: PageArguments, form: CursorForm): Slice<JobPosition> {
  const { first, after, last, before } = page;
  if (last == null && before == null) {
    return { limit: size('first', first), from: position('after', after, form), backwards: false };
  }
  if (first != null || after != null) {
    throw badInput('Give either `first` with `after`, or `last` with `before`, not both.');
  }
  return { limit: size('last', last), from: position('before', before, form), backwards: true };
}

/** Checks the number of rows asked for; `PAGE.usual` when not given. */
export function size(name: string, value: number | null | undefined, most: number = PAGE.most): number {
  if (value == null) return Math.min(PAGE.usual, most);
  if (value < PAGE.least || value > most) {
    throw badInput(`\`${name}\` is ${value}; it must be from ${PAGE.least} to ${most}.`);
  }
  return value;
}

export function cursorOf(position: JobPosition, form: CursorForm): string {
  return Buffer.from(JSON.stringify([form.kind, position.value, position.id])).toString('base64url');
}

/** @throws BAD_USER_INPUT when the cursor is not one of this list */
export function position(
  name: string,
  cursor: string | null | undefined,
  form: CursorForm,
): JobPosition | null {
  if (cursor == null) return null;
  const parts = parsed(cursor);
  if (Array.isArray(parts) && parts.length === 3) {
    const [kind, value, id] = parts as readonly unknown[];
    const fits = form.value === 'number' ? Number.isFinite(value) : typeof value === 'string';
    if (kind === form.kind && fits && typeof id === 'string') return { value: value as string | number, id };
  }
  const shown = cursor.length > 60 ? `${cursor.slice(0, 60)}…` : cursor;
  throw badInput(`\`${name}\` is ${JSON.stringify(shown)}; it must be a cursor of this list in this order.`);
}

function parsed(cursor: string): unknown {
  if (cursor.length > 2_000) return null;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * Reads a page with one row more than asked for, which tells whether others follow.
 *
 * @param read - reads a slice of the list, in the list's order also when read backwards
 */
export async function connection<Node>(
  slice: Slice<JobPosition>,
  read: (slice: Slice<JobPosition>) => Promise<readonly Node[]>,
  cursor: (node: Node) => string,
  total: () => number | Promise<number>,
): Promise<ConnectionModel<Node>> {
  const rows = await read({ ...slice, limit: slice.limit + 1 });
  const more = rows.length > slice.limit;
  const kept = more ? (slice.backwards ? rows.slice(1) : rows.slice(0, slice.limit)) : rows;
  const edges = kept.map((node) => ({ cursor: cursor(node), node }));
  return {
    edges,
    total,
    pageInfo: {
      hasNextPage: slice.backwards ? slice.from !== null : more,
      hasPreviousPage: slice.backwards ? more : slice.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
