import type { TargetId } from '../../domain/job.ts';
import type { Target, TargetStatus } from '../../domain/target.ts';
import type { Connection } from './connection.ts';

type TargetRow = [target: string, status: TargetStatus];

const MOST_PARSED = 1_000;

/** The targets. Few and read often, each time from the database: another process may change them. */
export class TargetRows {
  readonly #sql;
  readonly #parsed = new Map<string, Target>();

  constructor(db: Connection) {
    this.#sql = {
      one: db.prepare('SELECT target, status FROM targets WHERE id = ?').raw(),
      all: db.prepare('SELECT target, status FROM targets ORDER BY place').raw(),
      status: db.prepare('UPDATE targets SET status = ? WHERE id = ?'),
      put: db.prepare(
        'INSERT INTO targets (id, status, place, target) ' +
          'VALUES (?, ?, (SELECT coalesce(max(place), 0) + 1 FROM targets), ?) ' +
          'ON CONFLICT DO UPDATE SET target = excluded.target',
      ),
    };
  }

  target(id: TargetId): Target | null {
    const row = this.#sql.one.get(id) as TargetRow | undefined;
    return row ? this.#fromRow(row) : null;
  }

  all(): readonly Target[] {
    return (this.#sql.all.all() as TargetRow[]).map((row) => this.#fromRow(row));
  }

  /** As `put`, its status included. */
  refresh(target: Target): void {
    this.put(target);
    this.#sql.status.run(target.status, target.id);
  }

  put(target: Target): void {
    this.#sql.put.run(target.id, target.status, JSON.stringify(target));
  }

  #fromRow([text, status]: TargetRow): Target {
    const key = `${status} ${text}`;
    const known = this.#parsed.get(key);
    if (known) return known;
    const target: Target = { ...(JSON.parse(text) as Target), status };
    // What a provider tells of a device changes often: what was told before is of no use.
    if (this.#parsed.size >= MOST_PARSED) this.#parsed.clear();
    this.#parsed.set(key, target);
    return target;
  }
}
