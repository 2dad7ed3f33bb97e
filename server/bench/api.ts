import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { pino } from 'pino';
import { createAuth } from '../auth/auth.ts';
import { NEWEST_FIRST } from '../domain/job-query.ts';
import { finalOf, totalOf } from '../domain/status.ts';
import { createHttpServer } from '../graphql/server.ts';
import { PROJECT, submit } from '../test/job-builder.ts';
import { TOKEN, openBenchContext } from './bench-store.ts';

/**
 * Measures a list of 50 jobs over HTTP: Shotboard's API with compiled queries, the same without, and a bare Fastify
 * handler that makes the same call of the store and sends the same fields. Each is a process of its own.
 *
 *   npx tsx server/bench/api.ts [--requests 3000] [--rounds 5]
 */
const QUERY = `query ($id: ID!) {
  project(id: $id) {
    jobs(first: 50) {
      nodes { id name type status version createdAt updatedAt progress itemCounts { total completed error } }
    }
  }
}`;
const KINDS = ['compiled', 'interpreted', 'fastify'] as const;
type Kind = (typeof KINDS)[number];

/** Serves one kind, and tells its CPU time whenever it is asked. */
async function serve(kind: Kind): Promise<void> {
  const { ctx, remove } = await openBenchContext();
  for (let n = 1; n <= 1_000; n += 1) await submit(ctx.store, { id: `job_${n}`, now: 1_000 + n, items: 3 });
  let url: string;
  if (kind === 'fastify') {
    const fastify = Fastify({ loggerInstance: pino({ level: 'silent' }) });
    fastify.post('/graphql', async () => {
      const slice = { limit: 51, from: null, backwards: false };
      const jobs = await ctx.store.listJobs({ projectId: PROJECT.id }, {}, NEWEST_FIRST, slice);
      const nodes = jobs.slice(0, 50).map(({ counts, createdAt, updatedAt, ...job }) => ({
        id: job.id,
        name: job.name,
        type: job.type,
        status: job.status,
        version: job.version,
        createdAt: new Date(createdAt).toISOString(),
        updatedAt: new Date(updatedAt).toISOString(),
        progress: finalOf(counts) / Math.max(1, totalOf(counts)),
        itemCounts: { total: totalOf(counts), completed: counts.COMPLETED, error: counts.ERROR },
      }));
      return { data: { project: { jobs: { nodes } } } };
    });
    url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  } else {
    const http = await createHttpServer({
      ctx,
      auth: createAuth({ store: ctx.store, adminToken: TOKEN, now: Date.now }),
      logger: pino({ level: 'silent' }),
      staticDir: null,
      limits: { pointsPerMinute: 1e9 },
      executor: { compileAfter: kind === 'compiled' ? 2 : Infinity },
    });
    url = await http.listen({ host: '127.0.0.1', port: 0 });
  }
  process.on('message', (word) => {
    if (word === 'end') {
      remove();
      process.exit(0);
    }
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  process.send?.(url);
}

/** One answer's length in bytes. */
function ask(url: string, agent: Agent): Promise<number> {
  const body = JSON.stringify({ query: QUERY, variables: { id: PROJECT.id } });
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => (length += chunk.length));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(length) : reject(new Error(`status ${response.statusCode}`)),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function measure(requests: number, rounds: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const servers = await Promise.all(
    KINDS.map(async (kind) => {
      const child = fork(new URL(import.meta.url), [kind]);
      const [url] = (await once(child, 'message')) as [string];
      const cpu = async () => {
        child.send('cpu');
        return ((await once(child, 'message')) as [number])[0];
      };
      return { child, url, cpu, us: [] as number[], bytes: 0 };
    }),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const server of servers) {
      const before = await server.cpu();
      let left = requests;
      const lane = async () => {
        while (left-- > 0) server.bytes = await ask(server.url, agent);
      };
      await Promise.all(Array.from({ length: 8 }, lane));
      // The first round warms up.
      if (round > 0) server.us.push(((await server.cpu()) - before) / requests);
    }
  }
  const [compiled = NaN, interpreted = NaN, fastify = NaN] = servers.map(
    ({ us }) => us.sort((a, b) => a - b)[Math.floor(us.length / 2)] ?? NaN,
  );
  for (const { child } of servers) child.send('end');
  console.log(
    JSON.stringify({
      figure: 'CPU for a list of 50 jobs over HTTP, in µs',
      bytes: servers[0]?.bytes,
      compiled: Math.round(compiled),
      interpreted: Math.round(interpreted),
      fastify: Math.round(fastify),
      'compiled/fastify': Math.round((compiled / fastify) * 100) / 100,
      'interpreted/fastify': Math.round((interpreted / fastify) * 100) / 100,
    }),
  );
  agent.destroy();
}

const kind = KINDS.find((one) => one === process.argv[2]);
if (kind && process.send) await serve(kind);
else {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '3000' }, rounds: { type: 'string', default: '5' } },
  });
  await measure(Number(values.requests), Number(values.rounds));
}
