import type { BetterAuthOptions, DBAdapter } from 'better-auth';
import type { AccountsDatabase } from '../store/accounts-store.ts';
import { secretHash } from '../jobs/secrets.ts';

type Adapter = DBAdapter<BetterAuthOptions>;
type Row = Record<string, unknown>;

/** What all methods that look for rows are called with. */
interface Question {
  readonly model: string;
  readonly where?: readonly { readonly field: string; readonly value: unknown }[];
  readonly data?: Row;
  readonly update?: Row;
}
type Method = (question: Question) => Promise<unknown>;

/** What better-auth would keep of a provider's answer. Shotboard asks providers for nothing later. */
const PROVIDER_SECRETS: ReadonlySet<string> = new Set([
  'accessToken',
  'refreshToken',
  'idToken',
  'accessTokenExpiresAt',
  'refreshTokenExpiresAt',
  'scope',
]);

/**
 * The database as better-auth is given it: of a session's token only the SHA-256 is kept, and nothing of what a
 * provider hands out. Whoever asks by a token is answered with that token, so that better-auth does not notice.
 */
export function withHashedSessions(database: AccountsDatabase): AccountsDatabase {
  return (options) => hashing(database(options));
}

function hashing(inner: Adapter): Adapter {
  const wrapped = (method: keyof Adapter): Method => {
    // Each method is generic in its rows; here only their names and the tokens matter.
    const call = inner[method] as unknown as Method;
    return async (question) => {
      const answer = await call(hashed(question));
      if (question.model === 'user') return asReadUser(answer);
      // Accounts and sessions come with their user where that is asked for.
      for (const row of Array.isArray(answer) ? answer : [answer]) {
        if (isObject(row) && isObject(row['user'])) row['user'] = asReadUser(row['user']);
      }
      const token = tokenIn(question);
      return token !== null && isRow(answer) ? { ...answer, token } : answer;
    };
  };
  const methods = ['create', 'findOne', 'update', 'consumeOne'] as const;
  const plain = ['findMany', 'count', 'updateMany', 'delete', 'deleteMany'] as const;
  return {
    ...inner,
    ...Object.fromEntries([...methods, ...plain].map((method) => [method, wrapped(method)])),
    transaction: (callback) =>
      // What works inside a transaction is an adapter but for `transaction`, which nobody calls there.
      inner.transaction((inside) => callback(hashing({ ...inner, ...inside }))),
  };
}

/** The question as the database is asked it. */
function hashed(question: Question): Question {
  const { model, where, data, update } = question;
  if (model === 'account') {
    const kept = (row: Row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !PROVIDER_SECRETS.has(name)));
    return { ...question, ...(data && { data: kept(data) }), ...(update && { update: kept(update) }) };
  }
  if (model !== 'session') return question;
  const hash = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(hash) : typeof value === 'string' ? secretHash(value) : value;
  const row = (of: Row) => ('token' in of ? { ...of, token: hash(of['token']) } : of);
  return {
    ...question,
    ...(data && { data: row(data) }),
    ...(update && { update: row(update) }),
    ...(where && {
      where: where.map((one) => (one.field === 'token' ? { ...one, value: hash(one.value) } : one)),
    }),
  };
}

/**
 * A user's e-mail counts as verified: it comes from an invitation that was sent there, from a provider that verified
 * it, or from somebody who administers the whole platform.
 */
function asReadUser(user: unknown): unknown {
  return isObject(user) ? { ...user, emailVerified: true } : user;
}

/** The token of the one session that a question is about. */
function tokenIn({ model, where, data }: Question): string | null {
  if (model !== 'session') return null;
  const token = data?.['token'] ?? where?.find(({ field }) => field === 'token')?.value;
  return typeof token === 'string' ? token : null;
}

function isRow(answer: unknown): answer is Row {
  return isObject(answer) && 'token' in answer;
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
