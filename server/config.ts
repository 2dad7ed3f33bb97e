import { readFileSync } from 'node:fs';
import proxyaddr from '@fastify/proxy-addr';
import { z } from 'zod';
import type { OidcConfig } from './auth/library.ts';
import { DEFAULT_LIMITS, type Limits } from './domain/limits.ts';
import type { NodeRole } from './domain/server-node.ts';
import { OPERATION_LIMITS } from './graphql/limits.ts';

/** What the environment may set. The only place that reads it; README.md lists the same names. */
const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const text = z.string().trim().min(1);

const listed = (list: string): string[] => list.split(',').map((one) => one.trim());

function areAddresses(list: string[]): boolean {
  try {
    proxyaddr.compile(list);
    return true;
  } catch {
    return false;
  }
}

const ENVIRONMENT = z.object({
  SHOTBOARD_ROLE: z.enum(['all', 'api', 'worker'], 'must be all, api or worker').default('all'),
  SHOTBOARD_TARGETS: text.transform(listed).optional(),
  SHOTBOARD_NODE_NAME: text.max(100).optional(),
  SHOTBOARD_HOST: text.default('127.0.0.1'),
  SHOTBOARD_PORT: number(0, 65_535).default(4000),
  SHOTBOARD_DATA: text.default('./data'),
  SHOTBOARD_DATABASE_URL: text
    .regex(/^(sqlite|postgres|postgresql):\/\/./, 'must begin with sqlite:// or postgres://')
    .optional(),
  SHOTBOARD_DATABASE_POOL: number(2, 500).default(10),
  SHOTBOARD_ADMIN_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  SHOTBOARD_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SHOTBOARD_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SHOTBOARD_WORKERS: number(1, 256).optional(),
  SHOTBOARD_ENGINE_MEMORY_MB: number(256, 65_536).default(4096),
  SHOTBOARD_LEASE_SECONDS: number(1, 3_600).default(10),
  SHOTBOARD_DRAIN_SECONDS: number(0, 3_600).default(20),
  SHOTBOARD_POINTS_PER_MINUTE: number(10, 1_000_000_000).default(OPERATION_LIMITS.pointsPerMinute),
  SHOTBOARD_TRUSTED_PROXIES: text
    .transform(listed)
    .refine(areAddresses, 'must be addresses or ranges with commas between them, as in 10.0.0.0/8')
    .optional(),
  SHOTBOARD_TRUSTED_DOCUMENTS: text.optional(),
  SHOTBOARD_SECRET_KEY: z
    .string()
    .transform((key) => Buffer.from(key, /^[0-9a-fA-F]{64}$/.test(key) ? 'hex' : 'base64'))
    .refine(
      (key) => key.length === 32,
      'must be 32 bytes in base64 or hexadecimal, as from `openssl rand -base64 32`',
    )
    .optional(),
  SHOTBOARD_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SHOTBOARD_MAIL_FROM: text
    .regex(/^[^\r\n]*[^\s@]@[^\s@]+$|^[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>$/, 'must be an e-mail address')
    .optional(),
  SHOTBOARD_WEBHOOK_HOSTS: text.transform(listed).optional(),
  SHOTBOARD_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  SHOTBOARD_OIDC_CLIENT_ID: text.optional(),
  SHOTBOARD_OIDC_CLIENT_SECRET: text.optional(),
  SHOTBOARD_OIDC_NAME: text.default('single sign-on'),
  SHOTBOARD_OIDC_JOIN: text.optional(),
  SHOTBOARD_BRAKET_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  SHOTBOARD_IONQ_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  SHOTBOARD_DEVICES_SECONDS: number(1, 86_400).default(60),
  SHOTBOARD_MAX_PROGRAMS: number(1, 300).default(DEFAULT_LIMITS.programsPerJob),
  SHOTBOARD_MAX_SHOTS: number(1, 10_000_000).default(DEFAULT_LIMITS.shotsHosted),
  SHOTBOARD_MAX_SHOTS_REMOTE: number(1, 10_000_000).default(DEFAULT_LIMITS.shotsRemote),
  SHOTBOARD_MAX_QUBITS: number(1, 28).default(DEFAULT_LIMITS.simulatorQubits),
  SHOTBOARD_MAX_SOURCE_BYTES: number(1, 64 * 1024 * 1024).default(DEFAULT_LIMITS.sourceBytes),
  SHOTBOARD_COMPILE_SECONDS: number(1, 86_400).default(DEFAULT_LIMITS.compileSeconds),
  SHOTBOARD_EXECUTE_SECONDS: number(1, 604_800).default(DEFAULT_LIMITS.executeSeconds),
  SHOTBOARD_FAIR_WINDOW_HOURS: number(1, 168).default(DEFAULT_LIMITS.fairWindowHours),
});

export interface Config {
  readonly role: NodeRole;
  /** Names or ids of the targets whose items this node runs; none names all. */
  readonly targets: readonly string[];
  /** What people know this node by. */
  readonly nodeName: string | null;
  readonly host: string;
  readonly port: number;
  /** The folder everything is kept in. */
  readonly dataDir: string;
  /** The SQLite file; inside the data folder unless the environment names another. */
  readonly databaseFile: string | null;
  /** The address of a PostgreSQL database, with its password; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** The most connections this process makes to PostgreSQL, besides the one of the bus. */
  readonly databaseConnections: number;
  readonly adminToken: string | null;
  /** The address people open, when it is not that of host and port. */
  readonly publicUrl: string | null;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Engine processes; null takes one for each processor. */
  readonly workers: number | null;
  readonly engineMemoryMb: number;
  readonly leaseMs: number;
  readonly drainMs: number;
  readonly limits: Limits;
  /** What each viewer may ask for in a minute. */
  readonly pointsPerMinute: number;
  /** Encrypts the secrets of credentials: 32 bytes; null: none can be stored. */
  readonly secretKey: Uint8Array | null;
  /** Where mails are sent by; null: they are printed to the log. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  readonly oidc: OidcConfig | null;
  /** Named internal hosts that webhooks may call, without encryption too. */
  readonly webhookHosts: readonly string[];
  /** Other addresses of providers than their own, for example of fakes. */
  readonly providerEndpoints: { readonly braket?: string; readonly ionq?: string };
  /** How often providers are asked for their devices. */
  readonly devicesMs: number;
  /** A file of the only documents that are taken, beside Shotboard's own; null takes all. */
  readonly trustedDocuments: string | null;
  /** Proxies whose word on a client's address counts: addresses and ranges. */
  readonly trustedProxies: readonly string[];
}

/** Secrets may stand in files, as containers are given them: the variable with `_FILE` behind its name says in which. */
function withFiles(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const read: Record<string, string | undefined> = { ...environment };
  for (const [name, file] of Object.entries(environment)) {
    const setting = name.replace(/_FILE$/, '');
    if (!file || setting === name || !(setting in ENVIRONMENT.shape)) continue;
    if (!SECRET.test(setting) && setting !== 'SHOTBOARD_DATABASE_URL')
      throw new ConfigError(`${name}: only secrets are read from files; set ${setting}.`);
    if (environment[setting]) throw new ConfigError(`${setting} and ${name} are both set; leave one out.`);
    try {
      read[setting] = readFileSync(file, 'utf8').trimEnd();
    } catch (error) {
      const { code = 'is wrong' } = error as NodeJS.ErrnoException; // what reading a file throws
      throw new ConfigError(`${name}="${file}": cannot be read (${code}).`, { cause: error });
    }
    read[name] = '';
  }
  return read;
}

/** A value of the environment that cannot be used. Its message is one line for people. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration.
 *
 * @throws ConfigError naming the variable, its value (never a secret's) and what is wrong with it
 */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const environment = withFiles(given);
  const own = Object.keys(environment).filter(
    (name) => name.startsWith('SHOTBOARD_') && environment[name] !== '',
  );
  const unknown = own.find((name) => !(name in ENVIRONMENT.shape) && !CLIENT_ONLY.has(name));
  if (unknown) throw new ConfigError(`${unknown} is not a setting of Shotboard; README.md lists them all.`);
  const parsed = ENVIRONMENT.safeParse(Object.fromEntries(own.map((name) => [name, environment[name]])));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'The environment');
    const value = SECRET.test(name) ? '' : `="${withoutPassword(environment[name] ?? '')}"`;
    throw new ConfigError(`${name}${value}: ${issue?.message ?? 'is wrong'}.`);
  }
  const env = parsed.data;
  const database = env.SHOTBOARD_DATABASE_URL;
  return {
    // The same words in small letters.
    role: env.SHOTBOARD_ROLE.toUpperCase() as NodeRole,
    targets: env.SHOTBOARD_TARGETS ?? [],
    nodeName: env.SHOTBOARD_NODE_NAME ?? null,
    host: env.SHOTBOARD_HOST,
    port: env.SHOTBOARD_PORT,
    dataDir: env.SHOTBOARD_DATA,
    databaseFile: database?.startsWith(SQLITE) ? database.slice(SQLITE.length) : null,
    databaseUrl: database?.startsWith(SQLITE) === false ? database : null,
    databaseConnections: env.SHOTBOARD_DATABASE_POOL,
    adminToken: env.SHOTBOARD_ADMIN_TOKEN ?? null,
    publicUrl: env.SHOTBOARD_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    logLevel: env.SHOTBOARD_LOG_LEVEL,
    workers: env.SHOTBOARD_WORKERS ?? null,
    engineMemoryMb: env.SHOTBOARD_ENGINE_MEMORY_MB,
    leaseMs: env.SHOTBOARD_LEASE_SECONDS * 1000,
    drainMs: env.SHOTBOARD_DRAIN_SECONDS * 1000,
    secretKey: env.SHOTBOARD_SECRET_KEY ?? null,
    mail: mailOf(env),
    oidc: oidcOf(env),
    webhookHosts: env.SHOTBOARD_WEBHOOK_HOSTS ?? [],
    providerEndpoints: {
      ...(env.SHOTBOARD_BRAKET_ENDPOINT === undefined ? {} : { braket: env.SHOTBOARD_BRAKET_ENDPOINT }),
      ...(env.SHOTBOARD_IONQ_ENDPOINT === undefined ? {} : { ionq: env.SHOTBOARD_IONQ_ENDPOINT }),
    },
    devicesMs: env.SHOTBOARD_DEVICES_SECONDS * 1000,
    trustedDocuments: env.SHOTBOARD_TRUSTED_DOCUMENTS ?? null,
    pointsPerMinute: env.SHOTBOARD_POINTS_PER_MINUTE,
    trustedProxies: env.SHOTBOARD_TRUSTED_PROXIES ?? [],
    limits: {
      ...DEFAULT_LIMITS,
      programsPerJob: env.SHOTBOARD_MAX_PROGRAMS,
      shotsHosted: env.SHOTBOARD_MAX_SHOTS,
      shotsRemote: env.SHOTBOARD_MAX_SHOTS_REMOTE,
      simulatorQubits: env.SHOTBOARD_MAX_QUBITS,
      sourceBytes: env.SHOTBOARD_MAX_SOURCE_BYTES,
      compileSeconds: env.SHOTBOARD_COMPILE_SECONDS,
      executeSeconds: env.SHOTBOARD_EXECUTE_SECONDS,
      fairWindowHours: env.SHOTBOARD_FAIR_WINDOW_HOURS,
    },
  };
}

/** Settings that only make sense together. */
function mailOf(env: z.infer<typeof ENVIRONMENT>): Config['mail'] {
  const { SHOTBOARD_SMTP_URL: smtpUrl, SHOTBOARD_MAIL_FROM: from } = env;
  if (smtpUrl === undefined && from === undefined) return null;
  if (smtpUrl === undefined) throw new ConfigError('SHOTBOARD_MAIL_FROM needs SHOTBOARD_SMTP_URL beside it.');
  if (from === undefined) throw new ConfigError('SHOTBOARD_SMTP_URL needs SHOTBOARD_MAIL_FROM beside it.');
  return { smtpUrl, from };
}

function oidcOf(env: z.infer<typeof ENVIRONMENT>): OidcConfig | null {
  const {
    SHOTBOARD_OIDC_ISSUER: issuer,
    SHOTBOARD_OIDC_CLIENT_ID: clientId,
    SHOTBOARD_OIDC_CLIENT_SECRET: clientSecret,
    SHOTBOARD_OIDC_JOIN: join,
  } = env;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined && join === undefined) {
    return null;
  }
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError(
      'SHOTBOARD_OIDC_ISSUER, SHOTBOARD_OIDC_CLIENT_ID and SHOTBOARD_OIDC_CLIENT_SECRET go together.',
    );
  }
  return {
    issuer: issuer.replace(/\/$/, ''),
    clientId,
    clientSecret,
    name: env.SHOTBOARD_OIDC_NAME,
    joinOrganizationId: join ?? null,
  };
}

/** Read by the command line's client commands, not by the server. */
const CLIENT_ONLY: ReadonlySet<string> = new Set(['SHOTBOARD_URL', 'SHOTBOARD_TOKEN']);
const SECRET = /TOKEN|SECRET|KEY|PASSWORD|SMTP_URL/;
const SQLITE = 'sqlite://';

/** An address without who signs in there. */
function withoutPassword(value: string): string {
  return value.replace(/(:\/\/)[^@/]*@/, '$1…@');
}
