import type { FastifyInstance } from 'fastify';
import { maySeeOrganization } from '../domain/organizations.ts';
import { monthText, QUOTA_UNITS } from '../domain/quota.ts';
import { organizationUsage } from '../jobs/quotas.ts';
import type { UsageRow } from '../store/quota-store.ts';
import { requestContext, type RequestContext, type Shared } from './context.ts';
import { csvText } from './downloads.ts';
import './fastify-types.ts';

const HEAD = 'month,user id,user,group id,group,project id,project,resource,unit,amount\r\n';
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The usage of an organization as a file: `/download/usage/ID.csv?from=2026-01&to=2026-11`. */
export function addUsageDownload(server: FastifyInstance, shared: Shared): void {
  server.get<{ Params: { file: string }; Querystring: Record<string, string | string[] | undefined> }>(
    '/download/usage/:file',
    { handlerTimeout: 60_000 },
    async (request, reply) => {
      const { identity, params, query, id } = request;
      const organizationId = /^(org_[0-9a-z]+)\.csv$/.exec(params.file)?.[1];
      const [from, to] = [monthOf(query['from']), monthOf(query['to'])];
      if (!identity || organizationId === undefined || from === null || to === null) return notFound(reply);
      const context = requestContext(shared, identity, id);
      const { viewer, useCases } = context;
      if (!maySeeOrganization(viewer.user, organizationId)) return notFound(reply);
      const by = ['MONTH', 'USER', 'GROUP', 'PROJECT'] as const;
      const rows = await organizationUsage(useCases, viewer, organizationId, { from, to, by });
      const lines = await Promise.all((rows ?? []).map((row) => lineOf(row, context)));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${organizationId}-usage.csv"`)
        .header('cache-control', 'private, no-store')
        .send(HEAD + lines.join(''));
    },
  );
}

/** When a month of the address begins; null for what is none. */
function monthOf(text: string | string[] | undefined): number | null {
  return typeof text === 'string' && MONTH.test(text) ? Date.parse(`${text}-01T00:00:00Z`) : null;
}

async function lineOf(row: UsageRow, { loaders }: RequestContext): Promise<string> {
  const { month, userId, groupId, projectId, resource, amount } = row;
  const user = userId === null ? null : await loaders.user.load(userId);
  const group = groupId === null ? null : await loaders.group.load(groupId);
  const project = projectId === null ? null : await loaders.project.load(projectId);
  const cells = [
    month === null ? '' : monthText(month),
    userId ?? '',
    user?.name ?? '',
    groupId ?? '',
    group?.name ?? '',
    projectId ?? '',
    project?.name ?? '',
    resource,
    QUOTA_UNITS[resource],
  ];
  return `${cells.map(csvText).join(',')},${amount}\r\n`;
}

function notFound(reply: { code(status: number): { send(body: unknown): unknown } }): unknown {
  return reply.code(404).send({ error: 'There is no such file.' });
}
