import { createClient as createSseClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSchema } from '../graphql/schema.ts';
import { newSecret, secretHash } from '../jobs/secrets.ts';
import { submit } from './job-builder.ts';
import { changeJobTimes } from './job-changes.ts';
import { startTestServer, type As, type TestServer } from './test-server.ts';

/** What becomes of a subscription that is open while its right ends: every field, every way to end, both transports. */

let server: TestServer;
let made = 0;
beforeAll(async () => {
  // As in use: rights and sessions are looked at every three seconds.
  server = await startTestServer({ worker: false, liveCheckEvery: 3_000 });
});
afterAll(() => server.close());

const WITHIN_MS = 5_000;
const FIELDS = {
  jobStatus: 'subscription { jobStatus(jobId: "JOB", after: 2) { version } }',
  projectJobs: 'subscription { projectJobs(projectId: "proj_1") { changed { id } } }',
  organizationJobs: 'subscription { organizationJobs(organizationId: "org_1") { changed { id } } }',
  notifications: 'subscription { notifications { unreadCount } }',
} as const;
type Field = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as Field[];

interface Watcher {
  readonly as: As;
  readonly userId: string;
  readonly tokenId: string;
}
/** Somebody who may watch, by a session or by a token. */
async function watcher(field: Field, by: 'session' | 'token'): Promise<Watcher> {
  const own = (made += 1);
  const userId = `user_w${own}`;
  const isAdmin = field === 'organizationJobs';
  const roles = isAdmin ? {} : ({ proj_1: 'READER' } as const);
  const person = await server.person({ id: userId, isOrganizationAdmin: isAdmin }, roles);
  const [tokenId, secret] = [`token_w${own}`, newSecret()];
  const token = { id: tokenId, userId, name: 'x', createdAt: 1, expiresAt: null, lastUsedAt: null };
  await server.store.addToken({ ...token, scopes: ['ADMIN'] }, secretHash(secret));
  return { userId, tokenId, as: by === 'session' ? person : { token: secret } };
}

/** Ways for a right to end; behind the server's back, as another node would do it. */
const ENDS: Readonly<Record<string, { by: 'session' | 'token'; end(it: Watcher): unknown }>> = {
  'role taken away': {
    by: 'session',
    end: ({ userId }) => {
      server.sql('DELETE FROM project_members WHERE user_id = ?', userId);
      server.sql('UPDATE users SET is_organization_admin = 0 WHERE id = ?', userId);
    },
  },
  'account disabled': {
    by: 'session',
    end: ({ userId }) => server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", userId),
  },
  'session ended': {
    by: 'session',
    end: ({ userId }) => server.sql('DELETE FROM sessions WHERE user_id = ?', userId),
  },
  'token revoked': {
    by: 'token',
    end: ({ tokenId }) => server.sql('DELETE FROM api_tokens WHERE id = ?', tokenId),
  },
  'token expired': {
    by: 'token',
    end: ({ tokenId }) => server.sql('UPDATE api_tokens SET expires_at = 1 WHERE id = ?', tokenId),
  },
};

function open(query: string, as: As, transport: 'websocket' | 'event stream') {
  if (transport === 'websocket') return server.watch(as).iterate({ query });
  const headers: Record<string, string> = {
    ...(as.token !== undefined && { authorization: `Bearer ${as.token}` }),
    ...(as.cookie !== undefined && { cookie: as.cookie }),
  };
  return createSseClient({ url: `${server.url}/graphql/stream`, headers, retryAttempts: 0 }).iterate({
    query,
  });
}

/** Reads until the end, whatever it looks like. Tells how many updates came that were no end. */
async function updatesUntilEnd(stream: AsyncIterableIterator<unknown>): Promise<number> {
  let updates = 0;
  try {
    for await (const result of stream) {
      if ((result as { errors?: unknown }).errors !== undefined) break;
      updates += 1;
    }
  } catch {
    // Closed by the server.
  }
  return updates;
}

const CASES = FIELD_NAMES.flatMap((field) =>
  Object.keys(ENDS)
    // Of what somebody was told, no role decides.
    .filter((how) => !(field === 'notifications' && how === 'role taken away'))
    .flatMap((how) =>
      (['websocket', 'event stream'] as const).map((transport) => ({ field, how, transport })),
    ),
);

test(
  'of every subscription, however its right ends, nothing comes 5 seconds later',
  { timeout: 30_000 },
  async () => {
    const open_ = await Promise.all(
      CASES.map(async ({ field, how, transport }, place) => {
        const way = ENDS[how];
        if (!way) throw new Error(how);
        const jobId = `job_${place}`;
        await submit(server.store, { id: jobId });
        const who = await watcher(field, way.by);
        const stream = open(
          FIELDS[field].replace('JOB', jobId),
          who.as,
          transport,
        ) as AsyncIterableIterator<unknown>;
        // One update shows that it is open: the empty one, or an event of the job.
        const first = stream.next();
        if (field === 'jobStatus') await changeJobTimes(server, jobId, 1);
        const { value } = await first;
        expect(value, `${field} ${how} ${transport}`).toHaveProperty('data');
        return { field, how, transport, jobId, who, way, stream };
      }),
    );
    const ended = open_.map(async ({ field, how, transport, who, way, stream }) => {
      await way.end(who);
      const began = performance.now();
      const end = updatesUntilEnd(stream).then(() => performance.now() - began);
      return { name: `${field}, ${how}, ${transport}`, took: await end };
    });
    const told = await Promise.all(ended);
    expect(told.filter(({ took }) => took > WITHIN_MS)).toEqual([]);
    await expect
      .poll(() => server.http.live.readers, { timeout: WITHIN_MS })
      .toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
    for (const { jobId } of open_) await changeJobTimes(server, jobId, 1);
    server.bus.publishTold(open_.map(({ who }) => who.userId));
    const later = await Promise.all(open_.map(async ({ stream }) => (await stream.next()).done));
    expect(later.every((done) => done === true)).toBe(true);
  },
);

test('no subscription of the schema is left out', () => {
  expect(Object.keys(buildSchema().getSubscriptionType()?.getFields() ?? {}).sort()).toEqual(
    [...FIELD_NAMES].sort(),
  );
});
