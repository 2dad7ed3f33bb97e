import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { AUDIT_ACTIONS, changesOf, type AuditEntry, type AuditFilter } from '../domain/audit.ts';
import { administrates } from '../domain/organizations.ts';
import type { Store } from '../store/store.ts';
import { auditFilter } from './audit-lists.ts';
import { requestContext, type Shared } from './context.ts';
import { csvText } from './downloads.ts';
import './fastify-types.ts';

const AT_A_TIME = 200;
/** The most entries of one file; the newest are taken. */
const MOST_ENTRIES = 100_000;
const HEAD = [
  'time',
  'action',
  'actor id',
  'actor',
  'via',
  'address',
  'token id',
  'subject type',
  'subject id',
  'subject',
  'project id',
  'reason',
  'idempotency key',
  'before and after',
];

/** The audit as a file: `/download/organizations/:file`, filtered as the list is, for who looks after it. */
export function addAuditDownload(server: FastifyInstance, shared: Shared): void {
  server.get<{ Params: { file: string }; Querystring: Record<string, string | string[] | undefined> }>(
    '/download/organizations/:file',
    { handlerTimeout: 60_000 },
    async (request, reply) => {
      const { identity, params, query, id } = request;
      const organizationId = /^(org_[0-9a-z]+)-audit\.csv$/.exec(params.file)?.[1];
      const filter = filterOf(query);
      if (!identity || organizationId === undefined || filter === null) return notFound(reply);
      const { viewer, useCases } = requestContext(shared, identity, id);
      if (!administrates(viewer.user, organizationId)) return notFound(reply);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${params.file}"`)
        .header('cache-control', 'private, no-store')
        .send(Readable.from(csv(useCases.store, organizationId, filter)));
    },
  );
}

function notFound(reply: { code(status: number): { send(body: unknown): unknown } }): unknown {
  return reply.code(404).send({ error: 'There is no such file.' });
}

/** The filter of the address; null for one that cannot be read. */
function filterOf(query: Readonly<Record<string, string | string[] | undefined>>): AuditFilter | null {
  const one = (name: string): string | null => [query[name]].flat()[0] ?? null;
  const time = (name: string): number | null => {
    const text = one(name);
    return text === null ? null : Date.parse(text);
  };
  const asked = [query['action'] ?? []].flat();
  const actions = AUDIT_ACTIONS.filter((action) => asked.includes(action));
  const [from, to] = [time('from'), time('to')];
  if (actions.length < new Set(asked).size || Number.isNaN(from) || Number.isNaN(to)) return null;
  const actorIds = [query['actor'] ?? []].flat();
  return auditFilter({
    actions: actions.length > 0 ? actions : null,
    actorIds: actorIds.length > 0 ? actorIds : null,
    subjectId: one('subject'),
    projectId: one('project'),
    from,
    to,
    text: one('text'),
  });
}

async function* csv(store: Store, organizationId: string, filter: AuditFilter) {
  yield line(HEAD);
  let last: AuditEntry | null = null;
  for (let told = 0; told < MOST_ENTRIES;) {
    const from: { value: number; id: string } | null = last && { value: last.at, id: last.id };
    const entries: readonly AuditEntry[] = await store.listAudit(organizationId, filter, {
      limit: AT_A_TIME,
      from,
      backwards: false,
    });
    yield entries.map(lineOf).join('');
    told += entries.length;
    last = entries.at(-1) ?? null;
    if (last === null || entries.length < AT_A_TIME) return;
  }
}

function lineOf(entry: AuditEntry): string {
  const { origin, subject } = entry;
  const changes = changesOf(entry).map(
    ({ name, before, after }) => `${name}: ${before ?? '–'} → ${after ?? '–'}`,
  );
  return line([
    new Date(entry.at).toISOString(),
    entry.action,
    entry.actorId,
    entry.actorName,
    origin.via,
    origin.address,
    origin.tokenId,
    subject.type,
    subject.id,
    subject.name,
    entry.projectId,
    entry.reason,
    entry.idempotencyKey,
    changes.join('; '),
  ]);
}

function line(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvText(cell ?? '')).join(',')}\r\n`;
}
