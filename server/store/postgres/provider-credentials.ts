import type { ProviderCredential } from '../../domain/credential.ts';
import type { ProviderCredentialStore } from '../store.ts';
import { statement, type Queries } from './queries.ts';
import type { Session } from './session.ts';

type Row = [id: string, credential: string, isDefault: boolean];

const SQL = {
  some: statement('SELECT id, credential, is_default FROM provider_credentials WHERE id = ANY($1)'),
  all: statement('SELECT id, credential, is_default FROM provider_credentials ORDER BY created_at, id'),
  sealed: statement('SELECT sealed FROM provider_credentials WHERE id = $1'),
  insert: statement(
    'INSERT INTO provider_credentials (id, organization_id, user_id, provider, is_default, created_at, credential, sealed) ' +
      'VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
  ),
  update: statement('UPDATE provider_credentials SET credential = $2, is_default = $3 WHERE id = $1'),
  seal: statement('UPDATE provider_credentials SET sealed = $2 WHERE id = $1'),
  others: statement(
    'SELECT id, is_default FROM provider_credentials WHERE organization_id = $1 AND user_id IS NOT DISTINCT FROM $2 ' +
      'AND provider = $3 AND id <> $4 ORDER BY created_at, id',
  ),
  setDefault: statement('UPDATE provider_credentials SET is_default = $2 WHERE id = ANY($1)'),
  remove: statement('DELETE FROM provider_credentials WHERE id = $1'),
  inUse: statement(
    "SELECT count(*) FROM items WHERE due_at IS NOT NULL AND remote::json ->> 'credentialId' = $1",
  ),
};

/** Credentials for providers, their secrets sealed by whoever gives them. */
export function providerCredentialStore(session: Session): ProviderCredentialStore {
  const { read } = session;
  const some = async (
    from: Queries,
    ids: readonly string[],
  ): Promise<readonly (ProviderCredential | null)[]> => {
    const rows = await from.rows<Row>(SQL.some, [ids]);
    const byId = new Map(rows.map((row) => [row[0], fromRow(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  };
  const others = (from: Queries, credential: ProviderCredential) => {
    const { organizationId, userId, provider, id } = credential;
    return from.rows<[id: string, isDefault: boolean]>(SQL.others, [organizationId, userId, provider, id]);
  };
  /** One default for each owner and provider. */
  const settle = async (tx: Queries, credential: ProviderCredential): Promise<ProviderCredential> => {
    const rest = await others(tx, credential);
    const isDefault = credential.isDefault || !rest.some(([, flag]) => flag);
    if (isDefault) await tx.run(SQL.setDefault, [rest.map(([id]) => id), false]);
    return { ...credential, isDefault };
  };

  return {
    addProviderCredential: (credential, sealed) =>
      session.writeAlone(async (tx) => {
        const settled = await settle(tx, credential);
        const { id, organizationId, userId, provider, isDefault, createdAt } = settled;
        const text = JSON.stringify(settled);
        const values = [
          id,
          organizationId,
          userId,
          provider,
          isDefault,
          createdAt,
          text,
          Buffer.from(sealed),
        ];
        await tx.run(SQL.insert, values);
        return settled;
      }),
    providerCredentials: (ids) => some(read, ids),
    async listProviderCredentials() {
      return (await read.rows<Row>(SQL.all)).map(fromRow);
    },
    async sealedSecrets(id) {
      const [row] = await read.rows<[Buffer]>(SQL.sealed, [id]);
      return row?.[0] ?? null;
    },
    changeProviderCredential: (id, decide, sealed) =>
      session.writeAlone(async (tx) => {
        const [before] = await some(tx, [id]);
        if (!before) return null;
        const after = decide(before);
        if ('code' in after) return after;
        const settled = await settle(tx, after);
        await tx.run(SQL.update, [id, JSON.stringify(settled), settled.isDefault]);
        if (sealed) await tx.run(SQL.seal, [id, Buffer.from(sealed)]);
        return settled;
      }),
    removeProviderCredential: (id, decide) =>
      session.writeAlone(async (tx) => {
        const [credential] = await some(tx, [id]);
        if (!credential) return null;
        const [inUse] = await tx.rows<[number]>(SQL.inUse, [id]);
        const refused = decide(credential, inUse?.[0] ?? 0);
        if (refused) return refused;
        await tx.run(SQL.remove, [id]);
        const [next] = credential.isDefault ? await others(tx, credential) : [];
        if (next) await tx.run(SQL.setDefault, [[next[0]], true]);
        return { removed: credential };
      }),
  };
}

function fromRow([, text, isDefault]: Row): ProviderCredential {
  return { ...(JSON.parse(text) as ProviderCredential), isDefault };
}
