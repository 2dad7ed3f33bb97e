import { createClient as createSseClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changed } from '../domain/change.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import { PROPERTY_COLOURS } from '../domain/properties.ts';
import { MUTATION_SCOPES } from '../domain/scopes.ts';
import { buildSchema } from '../graphql/schema.ts';
import { newSecret, secretHash } from '../jobs/secrets.ts';
import { completeStep, contentOf, programOf, projectOf, startStep, submit } from './job-builder.ts';
import {
  expectedOutcome,
  ROWS,
  VIEWERS,
  type MatrixOutcome,
  type MatrixRow,
  type MatrixViewer,
} from './matrix-rows.ts';
import { startTestServer, type As, type TestServer } from './test-server.ts';

/** Who may do what, over the real API: every operation by every kind of viewer. The table is `matrix-rows.ts`. */

let server: TestServer;
const viewers = new Map<MatrixViewer, As>();

/** The ids of the world, by what rows call them. Those that never were differ in their last part alone. */
const IDS: Readonly<Record<string, string>> = {
  JOB: 'job_1',
  FINAL: 'job_2',
  ITEM: 'item_2_0',
  COMPILED: 'item_3_0',
  PROJECT: 'proj_1',
  ARCHIVED: 'proj_2',
  PROGRAM: programOf('OPENQASM 3.0; qubit q; h q;').id,
  COLLEAGUE: 'user_colleague',
  COLLEAGUE_READER: 'user_reader',
  CONTRIBUTOR: 'user_contributor',
  ORGANIZATION: 'org_1',
  GROUP: 'group_1',
  TEAM: 'team_1',
  CREDENTIAL: 'cred_1',
  SESSION: 'session_1',
  TOKEN: 'token_1',
  INVITATION: 'invitation_1',
  AUDIT: 'audit_1',
  GUEST: 'user_guest',
  WEBHOOK: 'webhook_1',
  NOTE: 'note_1',
  DELIVERY: 'delivery_1',
  PROPERTY: 'kept_1',
};
/** What removes is given something of its own each time. */
const FRESH = [
  'CREDENTIAL',
  'SESSION',
  'TOKEN',
  'INVITATION',
  'GROUP',
  'TEAM',
  'GUEST',
  'PROPERTY',
  'WEBHOOK',
] as const;
let made = 0;

async function addThing(what: (typeof FRESH)[number], id: string): Promise<void> {
  const { store } = server;
  const userId = 'user_contributor';
  const organizationId = 'org_1';
  switch (what) {
    case 'CREDENTIAL':
      await store.addProviderCredential(
        {
          id,
          provider: 'IONQ',
          name: id,
          organizationId,
          userId,
          isDefault: false,
          hint: '',
          braket: null,
          createdBy: userId,
          createdAt: 1,
          checkedAt: 1,
          trouble: null,
        },
        new Uint8Array(1),
      );
      return;
    case 'SESSION':
      server.sql('INSERT INTO sessions VALUES (?, ?, ?, 1e15, 1, 1, NULL, NULL)', id, userId, id);
      return;
    case 'TOKEN':
      await store.addToken(
        { id, userId, name: id, scopes: ['READ'], createdAt: 1, expiresAt: null, lastUsedAt: null },
        id,
      );
      return;
    case 'INVITATION':
      await store.addInvitation(
        {
          id,
          organizationId,
          email: `${id}@nowhere.example`,
          isOrganizationAdmin: false,
          groupIds: [],
          invitedBy: null,
          createdAt: 1,
          expiresAt: 1e15,
        },
        id,
        () => null,
      );
      return;
    case 'GROUP':
      await store.createGroup({ id, organizationId, name: id, priority: 5, createdAt: 1 }, () => null);
      await store.changeUser(userId, (stored) => ({
        user: stored.user,
        groupIds: [...stored.groups.map((group) => group.id), id],
      }));
      return;
    case 'WEBHOOK':
      await store.addWebhook(
        {
          id,
          name: id,
          url: 'https://hooks.example/x',
          organizationId,
          userId,
          onlyFailures: false,
          isActive: true,
          createdAt: 1,
        },
        new Uint8Array(1),
      );
      return;
    case 'PROPERTY':
      await store.changePropertyDefinition('proj_1', id, () => ({
        definition: {
          projectId: 'proj_1',
          name: id,
          type: 'STRING',
          colour: PROPERTY_COLOURS[0],
          isRequired: false,
          description: '',
        },
      }));
      return;
    case 'GUEST':
      await server.person({ id }, { proj_1: 'READER' });
      return;
    case 'TEAM':
      await store.createTeam({
        team: { id, name: id, description: '', createdBy: userId, createdAt: 1 },
        members: [
          { userId, isManager: true },
          { userId: 'user_reader', isManager: false },
        ],
        invitations: [],
      });
  }
}

async function complete(id: string, result: object): Promise<void> {
  const content = contentOf(JSON.stringify(result));
  const { store } = server;
  await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
  await store.changeJob(id, 'all', (shown) => changed(shown, 3_000, [completeStep(shown, content.id)]), {
    contents: [content],
  });
}

beforeAll(async () => {
  server = await startTestServer({ worker: false, operationLimits: {} });
  const { store } = server;
  const roles = {
    reader: 'READER',
    contributor: 'CONTRIBUTOR',
    maintainer: 'MAINTAINER',
    administrator: 'ADMINISTRATOR',
  } as const;
  await store.createProject(projectOf({ id: 'proj_2', archivedAt: 1 }));
  for (const [name, role] of Object.entries(roles)) {
    const who = await server.person({ id: `user_${name}` }, { proj_1: role, proj_2: role });
    viewers.set(name as keyof typeof roles, who);
  }
  const person = async (viewer: MatrixViewer, fields: Parameters<TestServer['person']>[0]) =>
    viewers.set(viewer, await server.person(fields));
  await person('member without a role', { id: 'user_colleague' });
  await person('member elsewhere', { id: 'user_elsewhere', organizationId: 'org_2' });
  await person('admin elsewhere', { id: 'user_admin2', organizationId: 'org_2', isOrganizationAdmin: true });
  await person('organization admin', { id: 'user_admin', isOrganizationAdmin: true });
  await person('platform admin', { id: 'user_platform', organizationId: 'org_3', isPlatformAdmin: true });
  await person('disabled user', { id: 'user_disabled', isPlatformAdmin: true, isOrganizationAdmin: true });
  server.sql("UPDATE users SET status = 'DISABLED' WHERE id = 'user_disabled'");

  const token = async (
    viewer: MatrixViewer,
    scopes: readonly ('READ' | 'JOBS' | 'ADMIN')[],
    expiresAt: number | null = null,
  ) => {
    const secret = newSecret();
    const id = `token_m${viewers.size}`;
    const of = { userId: 'user_admin', name: viewer, createdAt: 1, lastUsedAt: null };
    await store.addToken({ ...of, id, scopes, expiresAt }, secretHash(secret));
    viewers.set(viewer, { token: secret });
    return id;
  };
  await token('admin by a READ token', ['READ']);
  await token('admin by a JOBS token', ['JOBS']);
  await token('admin by an ADMIN token', ['ADMIN']);
  await token('expired token', ['ADMIN'], 2);
  await store.removeToken('user_admin', await token('revoked token', ['ADMIN']));
  viewers.set('nobody', {});

  await submit(store, { id: 'job_1' });
  await submit(store, { id: 'job_2' });
  await complete('job_2', { kind: 'execute', registers: [] });
  await submit(store, { id: 'job_3', job: { type: 'COMPILE' } });
  await complete('job_3', { kind: 'compile', output: '; module', diagnostics: [] });
  for (const what of FRESH) await addThing(what, IDS[what] ?? '');
  await store.putNode({
    id: 'node_1',
    role: 'WORKER',
    label: 'cellar',
    workerId: null,
    slots: 1,
    targetIds: [],
    version: '1',
    startedAt: 1,
    seenAt: 1,
    beat: 0,
  });
});
afterAll(() => server.close());

const NAMES = new RegExp(
  `\\b(${Object.keys(IDS)
    .sort((a, b) => b.length - a.length)
    .join('|')})(_FRESH)?\\b`,
  'g',
);
const never = (id: string) => id.replace(/_[a-z0-9]+(_0)?$/, '_never$1');

/** The row's question about what there is, and about what never was. */
async function questions({ ask }: MatrixRow): Promise<readonly [real: string, none: string]> {
  const fresh = new Map<string, string>();
  for (const what of FRESH) {
    if (!ask.includes(`${what}_FRESH`)) continue;
    const id = `${(IDS[what] ?? '').split('_')[0]}_f${(made += 1)}`;
    await addThing(what, id);
    fresh.set(what, id);
  }
  const fill = (change: (id: string) => string) =>
    ask.replace(NAMES, (_, name: string, isFresh?: string) =>
      change((isFresh === undefined ? IDS[name] : fresh.get(name)) ?? ''),
    );
  return [fill((id) => id), fill(never)];
}

interface Told {
  readonly outcome: MatrixOutcome;
  /** The whole answer, for comparing. */
  readonly text: string;
}

interface Payload {
  readonly errors?: readonly { readonly code: string }[];
  readonly outcomes?: readonly { readonly error: { readonly code: string } | null }[];
}

async function answerTo(row: MatrixRow, ask: string, as: As): Promise<Told> {
  if (ask.startsWith('/')) return download(ask, as);
  if (ask.startsWith('subscription')) return watch(ask, as);
  const { data, errors } = await server.ask(ask, {}, as);
  const text = JSON.stringify({ data, errors });
  const code = errors?.[0]?.extensions['code'];
  if (code !== undefined) return { outcome: outcomeOf(code), text };
  const [value = null] = Object.values<Payload | null>(data ?? {});
  if (value === null) return { outcome: 'NOT_FOUND', text };
  if (row.shows !== undefined) return { outcome: text.includes(row.shows) ? 'ok' : 'NOT_FOUND', text };
  const refusals = [...(value.errors ?? []), ...(value.outcomes ?? []).flatMap(({ error }) => error ?? [])];
  return { outcome: outcomeOf(refusals[0]?.code), text };
}

/** What the rules refuse for another reason than who asks counts as allowed. */
function outcomeOf(code: unknown): MatrixOutcome {
  return code === 'FORBIDDEN' || code === 'NOT_FOUND' || code === 'UNAUTHENTICATED' ? code : 'ok';
}

async function download(path: string, as: As): Promise<Told> {
  const response = await fetch(`${server.url}${path}`, { headers: headersOf(as) });
  const text = await response.text();
  const byStatus: Readonly<Record<number, MatrixOutcome>> = {
    200: 'ok',
    401: 'UNAUTHENTICATED',
    404: 'NOT_FOUND',
  };
  return { outcome: byStatus[response.status] ?? 'FORBIDDEN', text: `${response.status} ${text}` };
}

function headersOf({ token, cookie }: As): Record<string, string> {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cookie !== undefined && { cookie }),
  };
}

/** The first that is told over a websocket and over an event stream, which agree. */
async function watch(query: string, as: As): Promise<Told> {
  const first = async (stream: AsyncIterableIterator<unknown>): Promise<Told> => {
    try {
      const { value } = await stream.next();
      const { data, errors } = value as { data?: unknown; errors?: { extensions: { code: string } }[] };
      return { outcome: outcomeOf(errors?.[0]?.extensions.code), text: JSON.stringify({ data, errors }) };
    } catch {
      return { outcome: 'UNAUTHENTICATED', text: 'closed' };
    } finally {
      await stream.return?.();
    }
  };
  const sse = createSseClient({
    url: `${server.url}/graphql/stream`,
    headers: headersOf(as),
    retryAttempts: 0,
  });
  const [socket, stream] = await Promise.all([
    first(server.watch(as).iterate({ query })),
    first(sse.iterate({ query }) as AsyncIterableIterator<unknown>),
  ]);
  expect(stream.outcome).toBe(socket.outcome);
  return socket;
}

/** They see what it lies in, and of it what it has for others: an answer that no unknown id has. */
const seesAround = ({ shows }: MatrixRow, { text }: Told) =>
  shows !== undefined && !text.startsWith('{"data":{"organization":null');

test.each(ROWS)('$way: $right', async (row) => {
  const told: Partial<Record<MatrixViewer, MatrixOutcome>> = {};
  const expected: Partial<Record<MatrixViewer, MatrixOutcome>> = {};
  const differing: string[] = [];
  for (const viewer of VIEWERS) {
    const as = viewers.get(viewer) ?? {};
    const [real, none] = await questions(row);
    const answer = await answerTo(row, real, as);
    told[viewer] = answer.outcome;
    expected[viewer] = expectedOutcome(row, viewer);
    if (answer.outcome !== 'NOT_FOUND' || seesAround(row, answer)) continue;
    const ofNone = await answerTo(row, none, as);
    const ids = real.match(/\b[a-z]+_[a-z0-9]+(_0)?\b/g) ?? [];
    const renamed = ids.reduce((text, id) => text.replaceAll(id, never(id)), answer.text);
    const same = ids.reduce((text, id) => text.replaceAll(id, never(id)), ofNone.text);
    if (renamed !== same) differing.push(`${viewer}: ${answer.text} but of none ${ofNone.text}`);
  }
  expect(told).toEqual(expected);
  expect(differing).toEqual([]);
});

test('every operation of the schema, every kind of id and every download has its row', () => {
  const schema = buildSchema();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  const first = new Set(ROWS.map(({ way }) => way.split(' ', 1)[0]));
  expect(fields.filter((field) => !first.has(field))).toEqual([]);
  expect([...first].filter((way) => way !== 'download' && !fields.includes(way ?? ''))).toEqual([]);
  const nodes = new Set(ROWS.map(({ way }) => /^node (\w+)$/.exec(way)?.[1]));
  expect(Object.keys(ID_PREFIXES).filter((type) => !nodes.has(type))).toEqual([]);
});

test('the scopes of the table are those of the rules', () => {
  const mutations = ROWS.filter(({ ask }) => ask.startsWith('mutation'));
  expect(
    mutations.flatMap(({ way, scope }) => {
      const ruled = MUTATION_SCOPES[way.split(' ', 1)[0] ?? ''] ?? 'ADMIN';
      return ruled === scope ? [] : [`${way}: ${scope}, by the rules ${ruled}`];
    }),
  ).toEqual([]);
});
