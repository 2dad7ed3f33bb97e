import type { TargetId } from '../../domain/job.ts';
import type { Target, TargetStatus } from '../../domain/target.ts';
import { statement, type Queries } from './queries.ts';

type TargetRow = [id: string, target: string, status: TargetStatus];

const MOST_PARSED = 1_000;
const parsed = new Map<string, Target>();

const SQL = {
  some: statement('SELECT id, target, status FROM targets WHERE id = ANY($1)'),
  all: statement('SELECT id, target, status FROM targets ORDER BY place'),
  put: statement(
    'INSERT INTO targets (id, status, place, target) ' +
      'VALUES ($1, $2, (SELECT coalesce(max(place), 0) + 1 FROM targets), $3) ' +
      'ON CONFLICT (id) DO UPDATE SET target = excluded.target WHERE targets.target <> excluded.target',
  ),
  status: statement('UPDATE targets SET status = $2 WHERE id = $1 AND status <> $2'),
};

/** The targets that are there, by id. Few and read often, each time from the database: another node may change them. */
export async function targetsOf(
  from: Queries,
  ids: readonly TargetId[],
): Promise<readonly (Target | null)[]> {
  if (ids.length === 0) return [];
  const rows = await from.rows<TargetRow>(SQL.some, [ids]);
  const byId = new Map(rows.map((row) => [row[0], fromRow(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

export async function allTargets(from: Queries): Promise<readonly Target[]> {
  return (await from.rows<TargetRow>(SQL.all)).map(fromRow);
}

/** Belongs into a write that goes alone: two that add targets at once would give them the same place. */
export async function putTarget(tx: Queries, target: Target, withStatus: boolean): Promise<void> {
  await tx.run(SQL.put, [target.id, target.status, JSON.stringify(target)]);
  if (withStatus) await tx.run(SQL.status, [target.id, target.status]);
}

function fromRow([, text, status]: TargetRow): Target {
  const key = `${status} ${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const target: Target = { ...(JSON.parse(text) as Target), status };
  // What a provider tells of a device changes often: what was told before is of no use.
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, target);
  return target;
}
