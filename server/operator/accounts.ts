import { createAuth } from '../auth/auth.ts';
import { emailOf, newToken, refusesToken, type TokenRequest } from '../domain/account.ts';
import { auditEntry, type AuditEntry, type Deed, type Origin } from '../domain/audit.ts';
import type { Refusal } from '../domain/errors.ts';
import type { IdType } from '../domain/ids.ts';
import { DEFAULT_LIMITS } from '../domain/limits.ts';
import { DEFAULT_PRIORITY, type Organization, type User } from '../domain/people.ts';
import { checkName } from '../domain/submission.ts';
import { newSecret, secretHash } from '../jobs/secrets.ts';
import { printedMailer } from '../mail/mailer.ts';
import type { Store } from '../store/store.ts';

/** What operators work with: the database of the configuration, no server. */
export interface Operator {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: (type: IdType) => string;
  /** What the links that are printed begin with. */
  readonly publicUrl: string;
  /** Cookies are signed with what is made of it, as by the server. */
  readonly secretKey: Uint8Array | null;
}

/** What an operator asked for cannot be done; its message is one line for people. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

const ORIGIN: Origin = { via: 'COMMAND_LINE', address: null, tokenId: null, requestId: null };
const PAGE = 100;

/** The entry for what an operator does. Who it is, only the operating system knows. */
function entryOf({ newId, now }: Operator, of: User, deed: Deed): AuditEntry {
  return {
    ...auditEntry(newId('AuditEntry'), now(), of, ORIGIN, deed),
    actorId: null,
    actorName: 'Operator',
  };
}
const subjectOf = ({ id, name }: User) => ({ type: 'User', id, name });

/** The user with this id or e-mail. @throws OperatorError when there is none */
export async function findUser({ store }: Operator, idOrEmail: string): Promise<User> {
  const email = emailOf(idOrEmail);
  const user = email === null ? (await store.users([idOrEmail]))[0] : await store.userByEmail(email);
  if (!user) throw new OperatorError(`There is no user with the id or e-mail ${idOrEmail}.`);
  return user;
}

/** The organization with this id or name; where none is named and there is but one, that. */
async function findOrganization({ store }: Operator, named: string | null): Promise<Organization> {
  const all = await allOrganizations(store);
  const found = all.filter(({ id, name }) => named === null || id === named || name === named);
  const [one] = found;
  if (one && found.length === 1) return one;
  const names = all.map(({ id, name }) => `${name} (${id})`).join(', ');
  throw new OperatorError(
    named === null
      ? `Name an organization: there are ${names}.`
      : `There is no organization ${named}: there are ${names}.`,
  );
}

async function allOrganizations(store: Store): Promise<readonly Organization[]> {
  return pages(
    (from) => store.listOrganizations(null, { limit: PAGE, from, backwards: false }),
    ({ name, id }) => ({ value: name, id }),
  );
}

/** Everybody, by organization and name. */
export async function listUsers({
  store,
}: Operator): Promise<readonly { readonly user: User; readonly organization: Organization }[]> {
  const found = [];
  for (const organization of await allOrganizations(store)) {
    const scope = { organizationId: organization.id };
    const users = await pages(
      (from) => store.listUsers(scope, {}, { limit: PAGE, from, backwards: false }),
      ({ name, id }) => ({ value: name, id }),
    );
    for (const user of users) found.push({ user, organization });
  }
  return found;
}

type Position = { readonly value: string; readonly id: string };
async function pages<Row>(
  read: (from: Position | null) => Promise<readonly Row[]>,
  place: (row: Row) => Position,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (let from: Position | null = null; ;) {
    const page = await read(from);
    all.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return all;
    from = place(last);
  }
}

export interface NewUser {
  readonly name: string;
  readonly email: string | null;
  /** Id or name; null where there is only one. */
  readonly organization: string | null;
  readonly isOrganizationAdmin: boolean;
  readonly isPlatformAdmin: boolean;
}

/** Adds a user, and makes an address that signs them in, once, within an hour. */
export async function addUser(
  operator: Operator,
  { name, email, organization, isOrganizationAdmin, isPlatformAdmin }: NewUser,
): Promise<{ readonly user: User; readonly signInUrl: string }> {
  const address = email === null ? null : emailOf(email);
  if (email !== null && address === null) throw new OperatorError(`“${email}” is not an e-mail address.`);
  refuse(checkName(name, DEFAULT_LIMITS, ['name']));
  const { id: organizationId } = await findOrganization(operator, organization);
  const user: User = {
    id: operator.newId('User'),
    name: name.trim(),
    email: address,
    organizationId,
    isOrganizationAdmin,
    isPlatformAdmin,
    status: 'ACTIVE',
    priority: DEFAULT_PRIORITY,
    defaultGroupId: null,
    createdAt: operator.now(),
  };
  const added = await operator.store.audited(
    () => operator.store.addUser(user),
    (made) =>
      made
        ? [
            entryOf(operator, made, {
              action: 'USER_ADDED',
              subject: subjectOf(made),
              after: { email: address, isOrganizationAdmin, isPlatformAdmin },
            }),
          ]
        : [],
  );
  if (!added) throw new OperatorError(`Another user has the e-mail ${address ?? ''}.`);
  return { user: added, signInUrl: await signInUrl(operator, added) };
}

/** An address that signs a user in, once, within an hour. */
export async function signInUrl(operator: Operator, user: User): Promise<string> {
  return `${operator.publicUrl}/sign-in?code=${await authOf(operator).issueCode(user.id)}`;
}

/**
 * Changes what a user is. Disabled, they are signed out everywhere.
 *
 * @throws OperatorError when no platform admin would be left
 */
export async function changeUser(
  operator: Operator,
  user: User,
  change: Partial<Pick<User, 'status' | 'isOrganizationAdmin' | 'isPlatformAdmin'>>,
): Promise<User> {
  const { store } = operator;
  const state = ({ status, isOrganizationAdmin, isPlatformAdmin }: User) => ({
    status,
    isOrganizationAdmin,
    isPlatformAdmin,
  });
  const changed = await store.audited(
    () =>
      store.changeUser(user.id, ({ user: stored, groupIds, otherPlatformAdmins }) => {
        const next = { ...stored, ...change };
        const staysAdmin = next.isPlatformAdmin && next.status === 'ACTIVE';
        return stored.isPlatformAdmin && !staysAdmin && otherPlatformAdmins === 0
          ? { code: 'FORBIDDEN', message: `${stored.name} is the last platform admin.`, path: [] }
          : { user: next, groupIds };
      }),
    (answer) =>
      answer && !('code' in answer)
        ? [
            entryOf(operator, answer, {
              action: 'USER_CHANGED',
              subject: subjectOf(answer),
              before: state(user),
              after: state(answer),
            }),
          ]
        : [],
  );
  if (!changed) throw new OperatorError(`There is no user with the id ${user.id}.`);
  if ('code' in changed) throw new OperatorError(changed.message);
  if (change.status === 'DISABLED') await store.removeSessions(user.id, null);
  return changed;
}

/** A link that sets a new password, within an hour. @throws OperatorError for a user without an e-mail */
export async function resetLink(operator: Operator, user: User): Promise<string> {
  if (user.email === null) {
    throw new OperatorError(`${user.name} has no e-mail, and so no password: use \`shotboard user code\`.`);
  }
  if (user.status !== 'ACTIVE') throw new OperatorError(`${user.name} is disabled.`);
  let link = '';
  const mailer = printedMailer(({ text }) => (link = /http\S+/.exec(text)?.[0] ?? ''));
  await authOf(operator, mailer).requestReset(user.email);
  return link;
}

/** Makes an API token for a user. Its secret is in the answer and nowhere else. */
export async function createToken(
  operator: Operator,
  user: User,
  request: TokenRequest,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { store } = operator;
  const held = await store.tokensOf(user.id);
  refuse(...refusesToken(request, held.length, DEFAULT_LIMITS));
  const token = newToken(operator.newId('ApiToken'), user.id, request, operator.now());
  const secret = `shotboard_${newSecret()}`;
  await store.audited(
    () => store.addToken(token, secretHash(secret)),
    () => [
      entryOf(operator, user, {
        action: 'TOKEN_CREATED',
        subject: { type: 'ApiToken', id: token.id, name: token.name },
        after: { scopes: token.scopes, expiresAt: token.expiresAt, userId: user.id },
      }),
    ],
  );
  return { id: token.id, secret };
}

function authOf(operator: Operator, mailer = printedMailer(() => undefined)) {
  const { store, now, newId, publicUrl, secretKey } = operator;
  return createAuth({ store, now, newId, mailer, secretKey, adminToken: null, baseUrl: () => publicUrl });
}

/** @throws OperatorError with the first of what is refused */
function refuse(...refusals: readonly (Refusal | null)[]): void {
  const first = refusals.find((one) => one !== null);
  if (first) throw new OperatorError(first.message);
}
