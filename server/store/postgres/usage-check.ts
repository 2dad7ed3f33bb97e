import { statement, type Queries } from './queries.ts';

/** Sums of many fractions differ by a hair in another order. */
const HAIR = 1e-6;

const JOB_KEY =
  "j.organization_id AS organization_id, j.project_id AS project_id, j.created_by AS user_id, coalesce(j.group_id, '') AS group_id";
const HAS_HANDLE = 'i.remote IS NOT NULL AND i.status NOT IN (5, 6, 7, 8, 9)';

/** What jobs and items say was used, by resource and whose it is. The literals are places in JOB_STATUSES. */
const TOLD = `
  SELECT CASE t.target::json ->> 'kind' WHEN 'COMPILER' THEN 'COMPILATION' ELSE 'SIMULATION' END AS resource,
    ${JOB_KEY}, j.cpu_seconds AS amount
  FROM jobs j JOIN targets t ON t.id = j.target_id
  WHERE t.target::json ->> 'kind' IN ('COMPILER', 'SIMULATOR', 'NOISY_EMULATOR')
  UNION ALL SELECT 'CREDITS', ${JOB_KEY}, j.credits FROM jobs j
  UNION ALL SELECT 'CREDITS', ${JOB_KEY}, (i.remote::json ->> 'credits')::float8
  FROM items i JOIN jobs j ON j.id = i.job_id WHERE ${HAS_HANDLE}
  UNION ALL SELECT 'RESERVED', ${JOB_KEY}, i.credits
  FROM items i JOIN jobs j ON j.id = i.job_id
  WHERE i.remote IS NULL AND i.credits IS NOT NULL AND i.status NOT IN (5, 6, 7, 8, 9)
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, p.size
  FROM jobs j JOIN job_programs n ON n.job_id = j.id JOIN programs p ON p.id = n.program_id
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, c.size
  FROM items i JOIN jobs j ON j.id = i.job_id JOIN contents c ON c.id = i.result_id
  UNION ALL SELECT 'STORAGE', ${JOB_KEY}, c.size
  FROM attempts a JOIN jobs j ON j.id = a.job_id JOIN contents c ON c.id = a.result_id`;

/** The tallies of projects that are there; what deleted jobs used (month -1) is taken off. */
const TALLIED = `
  SELECT resource, organization_id, project_id, user_id, group_id, CASE month WHEN -1 THEN -amount ELSE amount END AS amount
  FROM usage WHERE project_id IN (SELECT id FROM projects)`;

const DIFFERING = statement(
  `SELECT resource, project_id, user_id, sum(told), sum(tallied) FROM (
    SELECT resource, organization_id, project_id, user_id, group_id, amount AS told, 0 AS tallied FROM (${TOLD}) a
    UNION ALL SELECT resource, organization_id, project_id, user_id, group_id, 0, amount FROM (${TALLIED}) b
  ) c GROUP BY resource, organization_id, project_id, user_id, group_id HAVING abs(sum(told) - sum(tallied)) > ${HAIR}`,
);

/** The totals of owners beside the sums of what they are totals of. */
const TOTALS = statement(`
  SELECT owner_id, resource, month, sum(amount) FROM (
    SELECT owner_id, resource, month, amount FROM usage_totals
    UNION ALL SELECT organization_id, resource, month, -amount FROM usage
    UNION ALL SELECT user_id, resource, month, -amount FROM usage
    UNION ALL SELECT group_id, resource, month, -amount FROM usage WHERE group_id <> ''
  ) a GROUP BY owner_id, resource, month HAVING abs(sum(amount)) > ${HAIR}`);

/** Adds everything up anew; one sentence for each tally that differs. Reads every job. */
export async function wrongUsage(from: Queries): Promise<readonly string[]> {
  const differing = await from.rows<[string, string, string, number, number]>(DIFFERING);
  const totals = await from.rows<[string, string, number, number]>(TOTALS);
  return [
    ...differing.map(
      ([resource, projectId, userId, told, tallied]) =>
        `Usage: ${resource} of ${userId} in ${projectId}: the jobs tell ${told}, the tallies ${tallied}`,
    ),
    ...totals.map(
      ([ownerId, resource, month, difference]) =>
        `Usage: the total ${resource} of ${ownerId} in month ${month} is off by ${difference}`,
    ),
  ];
}
