import { doublePrecision, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { arrival, text, whole } from './columns.ts';

export const targets = pgTable('targets', {
  id: text().primaryKey(),
  status: text().notNull(),
  /** Its place in the list, in the order in which targets were first put. */
  place: integer().notNull(),
  /** The target as JSON; its status is the column's. */
  target: text().notNull(),
});

export const workers = pgTable('workers', {
  id: text().primaryKey(),
  beat: whole('beat').notNull(),
  addedAt: whole('added_at').notNull(),
});

/** The processes that are there. */
export const nodes = pgTable('nodes', {
  id: text().primaryKey(),
  role: text().notNull(),
  label: text().notNull(),
  version: text().notNull(),
  startedAt: whole('started_at').notNull(),
  seenAt: whole('seen_at').notNull(),
  beat: whole('beat').notNull(),
  workerId: text('worker_id'),
  slots: integer().notNull(),
  /** A JSON array of ids. */
  targetIds: text('target_ids').notNull(),
});

/** What only one node does at a time, and which. */
export const duties = pgTable('duties', {
  name: text().primaryKey(),
  nodeId: text('node_id'),
  fence: whole('fence').notNull(),
  beat: whole('beat').notNull(),
});

/** How many items wait here and run, by target: the sum over the shards. */
export const queueCounts = pgTable(
  'queue_counts',
  {
    targetId: text('target_id').notNull(),
    shard: integer().notNull(),
    waiting: whole('waiting').notNull(),
    running: whole('running').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.shard] })],
);

/** How many items became final, by target and minute since 1970: the sum over the shards. */
export const finishedMinutes = pgTable(
  'finished_minutes',
  {
    targetId: text('target_id').notNull(),
    minute: integer().notNull(),
    shard: integer().notNull(),
    items: whole('items').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.minute, table.shard] })],
);

/** The last runs of each target, and some before them. */
export const runs = pgTable(
  'runs',
  {
    seq: arrival().primaryKey(),
    targetId: text('target_id').notNull(),
    finishedAt: whole('finished_at').notNull(),
    seconds: doublePrecision().notNull(),
  },
  (table) => [index('runs_by_target').on(table.targetId, table.finishedAt, table.seq)],
);

/**
 * One row for each connection, which the last statement of a transaction changes: whoever lost the answer to a commit
 * reads there whether it was made.
 */
export const connectionMarks = pgTable('connection_marks', {
  id: arrival().primaryKey(),
  mark: whole('mark').notNull(),
  openedAt: whole('opened_at').notNull(),
});
