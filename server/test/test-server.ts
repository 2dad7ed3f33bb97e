import { printedMailer, type Mail, type Mailer } from '../mail/mailer.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createClient, type Client } from 'graphql-ws';
import { pino, type Logger } from 'pino';
import { typeid } from 'typeid-js';
import { inject } from 'vitest';
import WebSocket from 'ws';
import { createAuth, type Auth } from '../auth/auth.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import type { OidcConfig } from '../auth/library.ts';
import { DEFAULT_LIMITS, type Limits } from '../domain/limits.ts';
import type { ProjectRole, User } from '../domain/people.ts';
import type { Engine } from '../domain/program.ts';
import { hostedTargets } from '../domain/target.ts';
import type { Bus } from '../events/bus.ts';
import { MemoryBus } from '../events/memory-bus.ts';
import type { ExecutorOptions } from '../graphql/executor.ts';
import type { ConnectionLimits } from '../graphql/live-connections.ts';
import type { OperationLimits } from '../graphql/limits.ts';
import { createHttpServer, type HttpServer, type RequestTimeouts } from '../graphql/server.ts';
import type { SocketLimits } from '../graphql/websockets.ts';
import type { Context } from '../jobs/context.ts';
import type { ProvidersOptions } from '../providers/connect.ts';
import { Worker } from '../scheduler/worker.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { ORGANIZATION, PROJECT, USER, userOf } from './job-builder.ts';
import { testProviders } from './test-providers.ts';
import { ScriptedEngine } from './scripted-engine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How queries are executed where a test does not say: the suites of the API run both ways. */
    execution: 'interpreted' | 'compiled';
  }
}

export interface TestServerOptions {
  /** A scripted one when not given; it is closed with the server. */
  readonly engine?: Engine;
  /** Whether items are run; true when not given. */
  readonly worker?: boolean;
  readonly limits?: Partial<Limits>;
  /** Where providers are, and the key to seal secrets with. */
  readonly providers?: Partial<ProvidersOptions>;
  readonly operationLimits?: Partial<OperationLimits>;
  readonly sockets?: Partial<SocketLimits>;
  readonly connections?: Partial<ConnectionLimits>;
  readonly executor?: Partial<ExecutorOptions>;
  readonly timeouts?: Partial<RequestTimeouts>;
  readonly trustedDocuments?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly staticDir?: string | null;
  /** Milliseconds between looks for lost notices; only when asked (`http.live.checkNow`) when not given. */
  readonly liveCheckEvery?: number;
  /** A store and bus of its own, for example to share a database with others; they are closed with the server. */
  readonly on?: { readonly store: Store; readonly bus: Bus };
  /** Wraps the store, to make faults. */
  readonly storeOf?: (store: Store) => Store;
  readonly logger?: Logger;
  readonly mailer?: Mailer;
  readonly oidc?: OidcConfig;
}

/** What a request or socket shows: the administrator's token when not given. */
export interface As {
  readonly token?: string;
  readonly cookie?: string;
}

export interface GraphqlAnswer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

export interface TestServer {
  readonly url: string;
  readonly token: string;
  readonly ctx: Context;
  readonly store: Store;
  readonly bus: Bus;
  readonly auth: Auth;
  readonly http: HttpServer;
  readonly engine: Engine;
  readonly databaseFile: string;
  /** Asks over HTTP; what it cost is left out. The data has the shape of the query; the test says which. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ask<Data = any>(query: string, variables?: Record<string, unknown>, as?: As): Promise<GraphqlAnswer<Data>>;
  /** Opens a websocket client. */
  watch(as?: As): Client;
  /** Adds a user; answers the cookie of a session of theirs. */
  person(
    user: Partial<User> & { readonly id: string },
    roles?: Readonly<Record<string, ProjectRole>>,
  ): Promise<{
    readonly user: User;
    readonly cookie: string;
    readonly sessionId: string;
  }>;
  /** What was mailed, the oldest first. */
  readonly mails: readonly Mail[];
  /** Changes the database behind the server's back. */
  sql(statement: string, ...values: readonly (string | number | null)[]): void;
  close(): Promise<void>;
}

export const TOKEN = 'test-token-of-the-administrator';

/** The whole server over a database in a temporary folder, on a free port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'shotboard-test-'));
  const databaseFile = join(folder, 'shotboard.db');
  const real = options.on?.store ?? (await openSqliteStore(databaseFile));
  const store = options.storeOf?.(real) ?? real;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  await store.bootstrap({ organization: ORGANIZATION, user: USER, project: PROJECT });
  await store.putTargets(hostedTargets(limits.simulatorQubits, limits.shotsHosted));
  const bus = options.on?.bus ?? new MemoryBus();
  const engine = options.engine ?? new ScriptedEngine();
  const providers = testProviders(store, options.providers);
  let url = '';
  const mails: Mail[] = [];
  const mailer = options.mailer ?? printedMailer((mail) => mails.push(mail));
  const ctx: Context = {
    store,
    bus,
    engine,
    checker: engine,
    webhookHosts: ['127.0.0.1', 'localhost'],
    providers,
    mailer,
    publicUrl: () => url,
    accessEnded: (what) => auth.ended(what),
    limits,
    now: () => Date.now(),
    newId: (type) => typeid(ID_PREFIXES[type]).toString(),
  };
  const auth = createAuth({
    store,
    mailer,
    adminToken: TOKEN,
    now: ctx.now,
    newId: ctx.newId,
    baseUrl: () => url,
    oidc: options.oidc ?? null,
  });
  const logger = options.logger ?? pino({ level: 'silent' });
  const http = await createHttpServer({
    ctx,
    auth,
    logger,
    staticDir: options.staticDir ?? null,
    liveCheckEvery: options.liveCheckEvery ?? 0,
    ...(options.operationLimits && { limits: options.operationLimits }),
    ...(options.sockets && { sockets: options.sockets }),
    ...(options.connections && { connections: options.connections }),
    executor: { compileAfter: inject('execution') === 'compiled' ? 0 : Infinity, ...options.executor },
    ...(options.timeouts && { timeouts: options.timeouts }),
    trustedDocuments: options.trustedDocuments ?? null,
    trustedProxies: options.trustedProxies ?? [],
  });
  url = await http.listen({ host: '127.0.0.1', port: 0 });
  const worker = new Worker(ctx, logger, {
    slots: engine.capacity,
    leaseMs: 10_000,
    pollMs: 1_000,
    drainMs: 0,
    newWorkerId: () => typeid('worker').toString(),
  });
  if (options.worker ?? true) await worker.start();
  const clients: Client[] = [];
  const side = options.on ? null : new Database(databaseFile);

  return {
    url,
    token: TOKEN,
    ctx,
    store,
    bus,
    auth,
    http,
    engine,
    databaseFile,
    mails,
    async ask(query, variables = {}, as = { token: TOKEN }) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headersOf(as) },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Omit<GraphqlAnswer, 'status'>;
      return {
        status: response.status,
        ...(data !== undefined && { data }),
        ...(errors !== undefined && { errors }),
      } as GraphqlAnswer<never>;
    },
    watch(as = { token: TOKEN }) {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: socketWith(as),
        connectionParams: as.token === undefined ? {} : { authorization: `Bearer ${as.token}` },
        retryAttempts: 0,
      });
      clients.push(client);
      return client;
    },
    async person(fields, roles = {}) {
      const user: User = userOf({ name: fields.id, ...fields });
      const { organizationId } = user;
      const [organization] = await real.organizations([organizationId]);
      if (!organization) await real.createOrganization({ id: organizationId, name: 'Other' }, () => null);
      if (!(await real.addUser(user))) throw new Error(`Another user has the e-mail ${user.email}.`);
      for (const [projectId, role] of Object.entries(roles)) {
        await real.changeProjectRole(projectId, { userId: user.id }, () => ({ role }));
      }
      const session = await auth.redeem(await auth.issueCode(user.id));
      if (!session) throw new Error('A fresh code was not taken.');
      return { user, cookie: session.cookies[0]?.split(';', 1)[0] ?? '', sessionId: session.sessionId };
    },
    sql(statement, ...values) {
      if (!side) throw new Error('This server works on a database of another kind.');
      side.prepare(statement).run(...values);
    },
    async close() {
      for (const client of clients) await client.dispose();
      await http.close(2_000);
      if (engine instanceof ScriptedEngine) engine.release();
      if (options.worker ?? true) await worker.stop();
      providers.close();
      await engine.close();
      await bus.close();
      side?.close();
      await real.close();
      await rm(folder, { recursive: true });
    },
  };
}

function headersOf({ token, cookie }: As): Record<string, string> {
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cookie !== undefined && { cookie }),
  };
}

/** A websocket that shows a cookie, as a browser's would. graphql-ws asks for a class it calls with two arguments. */
function socketWith({ cookie }: As) {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, cookie === undefined ? {} : { headers: { cookie } });
    }
  };
}
