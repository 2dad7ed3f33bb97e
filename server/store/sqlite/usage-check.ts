import type { Connection } from './connection.ts';

/** Sums of many fractions differ by a hair in another order. */
const HAIR = 1e-6;

const JOB_KEY =
  "j.organization_id AS organization_id, j.project_id AS project_id, j.created_by AS user_id, coalesce(j.group_id, '') AS group_id";
const HAS_HANDLE = 'i.remote IS NOT NULL AND i.status NOT IN (5, 6, 7, 8, 9)';

/** What jobs and items say was used, by resource and whose it is. The literals are places in JOB_STATUSES. */
const TOLD = `
  SELECT CASE t.target ->> '$.kind' WHEN 'COMPILER' THEN 'COMPILATION' ELSE 'SIMULATION' END AS resource,
    ${JOB_KEY}, j.cpu_seconds AS amount
  FROM jobs j JOIN targets t ON t.id = j.target_id
  WHERE t.target ->> '$.kind' IN ('COMPILER', 'SIMULATOR', 'NOISY_EMULATOR')
  UNION ALL SELECT 'CREDITS', ${JOB_KEY}, j.credits FROM jobs j
  UNION ALL SELECT 'CREDITS', ${JOB_KEY}, i.remote ->> '$.credits'
  FROM items i JOIN jobs j ON j.id = i.job_id WHERE ${HAS_HANDLE}
  UNION ALL SELECT 'RESERVED', ${JOB_KEY}, i.credits
  FROM items i JOIN jobs j ON j.id = i.job_id
  WHERE i.remote IS NULL AND i.credits IS NOT NULL AND i.status NOT IN (5, 6, 7, 8, 9)
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, p.size
  FROM jobs j JOIN programs p ON p.id IN (
    SELECT value ->> '$.programId' FROM json_each(
      coalesce(j.definition, (SELECT definition FROM job_definitions WHERE job_id = j.id)), '$.programs'))
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, c.size
  FROM items i JOIN jobs j ON j.id = i.job_id JOIN contents c ON c.id = i.result_id
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, c.size
  FROM attempts a JOIN jobs j ON j.id = a.job_id JOIN contents c ON c.id = a.result_id`;

/** The tallies of projects that are there; what deleted jobs used (month -1) is taken off. */
const TALLIED = `
  SELECT resource, organization_id, project_id, user_id, group_id, CASE month WHEN -1 THEN -amount ELSE amount END AS amount
  FROM usage WHERE project_id IN (SELECT id FROM projects)`;

/** The totals of owners beside the sums of what they are totals of. */
const TOTALS = `
  SELECT owner_id, resource, month, sum(amount) AS difference FROM (
    SELECT owner_id, resource, month, amount FROM usage_totals
    UNION ALL SELECT organization_id, resource, month, -amount FROM usage
    UNION ALL SELECT user_id, resource, month, -amount FROM usage
    UNION ALL SELECT group_id, resource, month, -amount FROM usage WHERE group_id <> ''
  ) GROUP BY 1, 2, 3 HAVING abs(difference) > ${HAIR}`;

/** Adds everything up anew; one sentence for each tally that differs. Reads every job. */
export function wrongUsage(db: Connection): readonly string[] {
  const differing = db
    .prepare(
      `SELECT resource, organization_id, project_id, user_id, group_id, sum(told) AS told, sum(tallied) AS tallied FROM (
        SELECT resource, organization_id, project_id, user_id, group_id, amount AS told, 0 AS tallied FROM (${TOLD})
        UNION ALL SELECT resource, organization_id, project_id, user_id, group_id, 0, amount FROM (${TALLIED})
      ) GROUP BY 1, 2, 3, 4, 5 HAVING abs(sum(told) - sum(tallied)) > ${HAIR}`,
    )
    .all() as { resource: string; project_id: string; user_id: string; told: number; tallied: number }[];
  const totals = db.prepare(TOTALS).all() as {
    owner_id: string;
    resource: string;
    month: number;
    difference: number;
  }[];
  return [
    ...differing.map(
      (one) =>
        `Usage: ${one.resource} of ${one.user_id} in ${one.project_id}: the jobs tell ${one.told}, the tallies ${one.tallied}`,
    ),
    ...totals.map(
      (one) =>
        `Usage: the total ${one.resource} of ${one.owner_id} in month ${one.month} is off by ${one.difference}`,
    ),
  ];
}
