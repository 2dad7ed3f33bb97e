import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { itemId, parseItemId } from '../domain/ids.ts';
import type { Job, JobItem } from '../domain/job.ts';
import type { EngineResult } from '../domain/program.ts';
import { requestContext, type RequestContext, type Shared } from './context.ts';
import './fastify-types.ts';

/** How long a download may take to make. On these routes alone: a signal for each request would cost all others. */
const TIMED = { handlerTimeout: 60_000 };

/** Items read at a time: results may be large, and a job may have 300. */
const AT_A_TIME = 10;

/** Results as files: `/download/jobs/:file` and `/download/items/:file`, with the same sign-in as the API. */
export function addDownloads(server: FastifyInstance, shared: Shared): void {
  server.get<{ Params: { file: string } }>('/download/jobs/:file', TIMED, async (request, reply) => {
    const { identity, params, id } = request;
    const asked = /^(job_[0-9a-z]+)\.(json|csv)$/.exec(params.file);
    if (!identity || !asked) return notFound(reply);
    const context = requestContext(shared, identity, id);
    const job = await context.loaders.job.load(asked[1] ?? '');
    if (!job || (asked[2] === 'csv' && job.type !== 'EXECUTE')) return notFound(reply);
    const parts = asked[2] === 'csv' ? jobCsv(job, context) : jobJson(job, context);
    return sendFile(reply, params.file, Readable.from(parts));
  });

  server.get<{ Params: { file: string } }>('/download/items/:file', TIMED, async (request, reply) => {
    const { identity, params, id } = request;
    const asked = /^(item_[0-9a-z]+_[0-9]+)\.(json|csv|ll)$/.exec(params.file);
    const key = asked && parseItemId(asked[1] ?? '');
    if (!identity || !key) return notFound(reply);
    const context = requestContext(shared, identity, id);
    const job = await context.loaders.job.load(key.jobId);
    const item = job && (await context.loaders.item.load(key));
    const result = item && (await resultOf(item, context));
    if (!job || !item || !result) return notFound(reply);
    const text = itemText(asked?.[2] ?? '', job, item, result);
    return text === null ? notFound(reply) : sendFile(reply, params.file, text);
  });
}

function itemText(form: string, job: Job, item: JobItem, result: EngineResult): string | null {
  if (form === 'json') return JSON.stringify(itemJson(job, item, result), null, 2);
  if (form === 'csv') return result.kind === 'execute' ? CSV_HEAD + csvLines(job, item, result) : null;
  return result.kind === 'compile' ? result.output : null;
}

async function resultOf(item: JobItem, { loaders }: RequestContext): Promise<EngineResult | null> {
  return item.resultId === null ? null : loaders.result.load(item.resultId);
}

/** The items of a job with their results, a few at a time, so that never all are in memory. */
async function* itemsOf(job: Job, context: RequestContext) {
  for (let after = -1; ;) {
    const query = { statuses: null, after, limit: AT_A_TIME };
    const items = await context.useCases.store.listItems(job.id, query);
    for (const item of items) {
      yield { item, result: await resultOf(item, context) };
      if (item.resultId !== null) {
        context.loaders.result.clear(item.resultId);
        context.loaders.content.clear(item.resultId);
      }
    }
    const last = items.at(-1);
    if (!last || items.length < AT_A_TIME) return;
    after = last.index;
  }
}

async function* jobJson(job: Job, context: RequestContext) {
  const { id, name, type, status, attempt, createdAt } = job;
  const head = { id, name, type, status, attempt, createdAt: new Date(createdAt).toISOString() };
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let comma = '';
  for await (const { item, result } of itemsOf(job, context)) {
    yield `${comma}\n${JSON.stringify(itemJson(job, item, result))}`;
    comma = ',';
  }
  yield '\n]}\n';
}

function itemJson(job: Job, item: JobItem, result: EngineResult | null) {
  const { index, status, attempt, message, errorDetail } = item;
  const program = job.definition.programs[index]?.name ?? '';
  return { id: itemId(job.id, index), index, program, status, attempt, message, errorDetail, result };
}

const CSV_HEAD = 'item,program,register,bits,count\r\n';

async function* jobCsv(job: Job, context: RequestContext) {
  yield CSV_HEAD;
  for await (const { item, result } of itemsOf(job, context)) yield csvLines(job, item, result);
}

function csvLines(job: Job, item: JobItem, result: EngineResult | null): string {
  if (result?.kind !== 'execute') return '';
  const program = job.definition.programs[item.index]?.name ?? '';
  return result.registers
    .flatMap(({ name, counts }) =>
      inOrder(counts).map(([bits, count]) =>
        [item.index, csvText(program), csvText(name), csvBits(bits), count].join(','),
      ),
    )
    .map((line) => `${line}\r\n`)
    .join('');
}

/** The counts by their bits: an object puts those that look like a number before the others. */
function inOrder(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A text as a cell. What a spreadsheet would take for a formula is led by an apostrophe.
 * Source: OWASP, "CSV Injection".
 */
export function csvText(text: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Bits are zeros, ones and `-` for a lost qubit: no formula can be made of them, and they stay as they are. */
function csvBits(bits: string): string {
  return /^[01-]*$/.test(bits) ? `"${bits}"` : csvText(bits);
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ll: 'text/plain; charset=utf-8',
};

function sendFile(reply: FastifyReply, file: string, body: string | Readable): FastifyReply {
  return reply
    .type(TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${file}"`)
    .header('cache-control', 'private, no-store')
    .send(body);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'There is no such result.' });
}
