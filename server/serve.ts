import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino, type Logger } from 'pino';
import { typeid } from 'typeid-js';
import { createAuth } from './auth/auth.ts';
import { COMMAND_LINE_DOCUMENTS } from './cli/documents.ts';
import { ConfigError, type Config } from './config.ts';
import { ID_PREFIXES } from './domain/ids.ts';
import { runsItems } from './domain/server-node.ts';
import { hostedTargets } from './domain/target.ts';
import { NO_ENGINE } from './engine/no-engine.ts';
import { createEngine } from './engine/pool.ts';
import type { Bus } from './events/bus.ts';
import { MemoryBus } from './events/memory-bus.ts';
import { PostgresBus } from './events/postgres-bus.ts';
import { firstStart } from './first-start.ts';
import { createProbeServer } from './graphql/probe-server.ts';
import { createHttpServer } from './graphql/server.ts';
import { readDocuments } from './graphql/trusted-documents.ts';
import { printedMailer, smtpMailer } from './mail/mailer.ts';
import type { Context } from './jobs/context.ts';
import { createNode, nodePart } from './node.ts';
import type { Operator } from './operator/accounts.ts';
import { createProviders } from './providers/connect.ts';
import type { Providers } from './providers/providers.ts';
import { CannotUnseal, unseal } from './providers/seal.ts';
import { openPostgresStore } from './store/postgres/postgres-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';
import { printableLine } from './telemetry/log-line.ts';

/** A running Shotboard. */
export interface Shotboard {
  /** Where it listens. */
  readonly url: string;
  /** An address that signs the first admin in, once; null where no API is served. */
  readonly signInUrl: string | null;
  /** Not ready first, then no new work; running items end or go back to their queue; then all is closed. */
  stop(): Promise<void>;
}

/** Opens the store of the configuration, migrating it where needed. */
export async function openStore(config: Config, onDiskFailed: (error: unknown) => void): Promise<Store> {
  if (config.databaseUrl !== null) {
    return openPostgresStore(config.databaseUrl, { size: config.databaseConnections });
  }
  const file = config.databaseFile ?? join(config.dataDir, 'shotboard.db');
  mkdirSync(dirname(file), { recursive: true });
  return openSqliteStore(file, { onDiskFailed });
}

/** The database of the configuration for an operator's command, beside a server or without one. */
export async function openOperator(config: Config): Promise<Operator & { close(): Promise<void> }> {
  const store = await openStore(config, (error) => {
    throw error;
  });
  return {
    store,
    now: Date.now,
    newId: (type) => typeid(ID_PREFIXES[type]).toString(),
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    secretKey: config.secretKey,
    close: () => store.close(),
  };
}

async function openBus(config: Config, logger: Logger): Promise<Bus> {
  if (config.databaseUrl === null) return new MemoryBus();
  return PostgresBus.open({
    url: config.databaseUrl,
    onConnection: (trouble) => {
      if (trouble) logger.warn({ err: trouble }, 'lost word of other nodes; looking for changes meanwhile');
      else logger.info('word of other nodes comes again');
    },
  });
}

/** The composition root: the only place that names a concrete store, bus and engine. */
export async function startShotboard(config: Config, logger: Logger = newLogger(config)): Promise<Shotboard> {
  // Read before anything is opened: a wrong setting must leave no trace.
  const trusted = trustedDocuments(config);
  const part = nodePart(config);
  // An embedded database is one process's own.
  const alone = config.databaseUrl === null;
  if (alone && config.role !== 'ALL') {
    throw new ConfigError(
      `SHOTBOARD_ROLE="${config.role.toLowerCase()}": an embedded database is one process's own; nodes with roles need PostgreSQL.`,
    );
  }
  const store = await openStore(config, (error) => {
    // After a failed fsync nobody knows what is on the disk: only a new start, which reads it again, does.
    logger.fatal({ err: error }, 'the disk failed; ending');
    process.exit(74);
  });
  await checkJoin(config, store);
  const providers = await openProviders(config, store);
  const bus = await openBus(config, logger);
  const engine = runsItems(config.role)
    ? createEngine({ size: part.slots, maxMemoryMb: config.engineMemoryMb })
    : NO_ENGINE;
  const checker = createEngine({ size: 1, maxMemoryMb: config.engineMemoryMb });
  const mailer = config.mail
    ? smtpMailer(config.mail.smtpUrl, config.mail.from, (err, to) =>
        logger.error({ err, to }, 'a mail was not taken'),
      )
    : printedMailer((mail) => logger.warn(mail, 'not mailed, as SHOTBOARD_SMTP_URL is not set'));
  let listening = '';
  const publicUrl = () => config.publicUrl ?? listening;
  const ctx: Context = {
    store,
    bus,
    engine,
    checker,
    providers,
    mailer,
    webhookHosts: config.webhookHosts,
    publicUrl,
    accessEnded: (what) => auth.ended(what),
    limits: config.limits,
    now: Date.now,
    newId: (type) => typeid(ID_PREFIXES[type]).toString(),
  };
  await store.putTargets(hostedTargets(config.limits.simulatorQubits, config.limits.shotsHosted));
  await store.removeExpired(ctx.now());
  await firstStart(ctx);

  const secureCookies = config.publicUrl?.startsWith('https:') ?? false;
  const auth = createAuth({
    store,
    mailer,
    oidc: config.oidc,
    adminToken: config.adminToken,
    now: ctx.now,
    newId: ctx.newId,
    secretKey: config.secretKey,
    baseUrl: publicUrl,
    secureCookies,
    log: (level, message, details) => logger[level]({ details }, message),
  });
  const http =
    config.role === 'WORKER'
      ? await createProbeServer({ ctx, auth, logger })
      : await createHttpServer({
          ctx,
          auth,
          logger,
          staticDir: dashboardFolder(),
          limits: { pointsPerMinute: config.pointsPerMinute },
          trustedDocuments: trusted,
          trustedProxies: config.trustedProxies,
          secureCookies,
        });
  bus.subscribe((notices, from) => {
    // Each node counts its own: summed over all nodes, each item counts once.
    if (from === 'ELSEWHERE') return;
    for (const { finished, targetId } of notices) {
      for (const status of finished) http.metrics.itemFinished(status, targetId);
    }
  });
  const node = createNode(ctx, config, logger, { ...part, version: programVersion(), alone });

  listening = await http.listen({ host: config.host, port: config.port });
  await node.start();

  const url = config.publicUrl ?? listening;
  const admin = await store.firstAdmin();
  if (!admin) throw new Error('there is no administrator in the database');
  return {
    url,
    signInUrl: config.role === 'WORKER' ? null : `${url}/sign-in?code=${await auth.issueCode(admin.id)}`,
    async stop() {
      http.drain();
      await node.stop();
      await http.close();
      providers.close();
      mailer.close();
      await Promise.all([engine.close(), checker.close()]);
      await bus.close();
      await store.close();
    },
  };
}

/** @throws ConfigError when people are to join an organization that is not there */
async function checkJoin({ oidc }: Config, store: Store): Promise<void> {
  if (oidc?.joinOrganizationId == null) return;
  const [organization] = await store.organizations([oidc.joinOrganizationId]);
  if (organization) return;
  await store.close();
  throw new ConfigError(
    `SHOTBOARD_OIDC_JOIN="${oidc.joinOrganizationId}": there is no organization with this id.`,
  );
}

/**
 * The remote providers, with the key that unlocks what is stored for them.
 *
 * @throws ConfigError when credentials are stored that this key does not unlock
 */
async function openProviders(config: Config, store: Store): Promise<Providers> {
  const [stored] = await store.listProviderCredentials();
  const sealed = stored ? await store.sealedSecrets(stored.id) : null;
  try {
    if (stored && sealed) {
      if (config.secretKey === null)
        throw new CannotUnseal(
          'credentials for providers are stored, and it is not set; set it as it was, or no item at a provider can be followed',
        );
      unseal(sealed, stored.id, config.secretKey);
    }
    return createProviders({
      secretKey: config.secretKey,
      sealedSecrets: (id) => store.sealedSecrets(id),
      endpoints: config.providerEndpoints,
    });
  } catch (error) {
    await store.close();
    if (!(error instanceof CannotUnseal)) throw error;
    throw new ConfigError(`SHOTBOARD_SECRET_KEY: ${error.message}`, { cause: error });
  }
}

/** Those of the configuration's file, of the dashboard and of the command line; null where all are taken. */
function trustedDocuments(config: Config): readonly string[] | null {
  if (config.trustedDocuments === null) return null;
  const dashboard = dashboardFolder();
  const files = [config.trustedDocuments, ...(dashboard === null ? [] : [join(dashboard, 'documents.json')])];
  try {
    return [...files.flatMap(readDocuments), ...COMMAND_LINE_DOCUMENTS];
  } catch (error) {
    throw new ConfigError(`SHOTBOARD_TRUSTED_DOCUMENTS: ${(error as Error).message}`, { cause: error });
  }
}

export function newLogger(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    hooks: { streamWrite: printableLine },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.authorization', '*.token'],
  });
}

/** The folder that the sources, as well as what is built from them, are installed in. */
function installFolder(): string | null {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'schema.graphql'))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** The built dashboard; null when it is not built. */
function dashboardFolder(): string | null {
  const folder = installFolder();
  const built = folder === null ? null : join(folder, 'web', 'build');
  return built !== null && existsSync(join(built, 'index.html')) ? built : null;
}

/** The version of the program, as its package says. */
function programVersion(): string {
  const folder = installFolder();
  if (folder === null) return 'unknown';
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
  return version ?? 'unknown';
}
