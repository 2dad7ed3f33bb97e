import type { ProviderCredential } from '../../domain/credential.ts';
import type { ProviderCredentialStore } from '../store.ts';
import type { Session } from './session.ts';

type Row = [credential: string, isDefault: number];

/** Credentials for providers, their secrets sealed by whoever gives them. */
export function providerCredentialStore({ db, write }: Session): ProviderCredentialStore {
  const sql = {
    one: db.prepare('SELECT credential, is_default FROM provider_credentials WHERE id = ?').raw(),
    all: db.prepare('SELECT credential, is_default FROM provider_credentials ORDER BY created_at, id').raw(),
    sealed: db.prepare('SELECT sealed FROM provider_credentials WHERE id = ?').pluck(),
    insert: db.prepare(
      'INSERT INTO provider_credentials (id, organization_id, user_id, provider, is_default, created_at, credential, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    update: db.prepare('UPDATE provider_credentials SET credential = ?, is_default = ? WHERE id = ?'),
    seal: db.prepare('UPDATE provider_credentials SET sealed = ? WHERE id = ?'),
    others: db
      .prepare(
        'SELECT id, is_default FROM provider_credentials ' +
          'WHERE organization_id = ? AND user_id IS ? AND provider = ? AND id <> ? ORDER BY created_at, id',
      )
      .raw(),
    demote: db.prepare('UPDATE provider_credentials SET is_default = 0 WHERE id = ?'),
    promote: db.prepare('UPDATE provider_credentials SET is_default = 1 WHERE id = ?'),
    remove: db.prepare('DELETE FROM provider_credentials WHERE id = ?'),
    inUse: db
      .prepare(
        `SELECT count(*) FROM items INDEXED BY items_due WHERE due_at IS NOT NULL AND remote ->> '$.credentialId' = ?`,
      )
      .pluck(),
  };
  const fromRow = (row: Row | undefined): ProviderCredential | null =>
    row ? { ...(JSON.parse(row[0]) as ProviderCredential), isDefault: row[1] === 1 } : null;
  const one = (id: string): ProviderCredential | null => fromRow(sql.one.get(id) as Row | undefined);
  const others = ({ organizationId, userId, provider, id }: ProviderCredential) =>
    sql.others.all(organizationId, userId, provider, id) as [id: string, isDefault: number][];
  /** One default for each owner and provider. */
  const settle = (credential: ProviderCredential): ProviderCredential => {
    const rest = others(credential);
    const isDefault = credential.isDefault || !rest.some(([, flag]) => flag === 1);
    if (isDefault) for (const [id] of rest) sql.demote.run(id);
    return { ...credential, isDefault };
  };

  return {
    addProviderCredential: (credential, sealed) =>
      write(() => {
        const settled = settle(credential);
        const { id, organizationId, userId, provider, isDefault, createdAt } = settled;
        sql.insert.run(
          id,
          organizationId,
          userId,
          provider,
          isDefault ? 1 : 0,
          createdAt,
          JSON.stringify(settled),
          Buffer.from(sealed),
        );
        return settled;
      }),
    async providerCredentials(ids) {
      return ids.map(one);
    },
    async listProviderCredentials() {
      return (sql.all.all() as Row[]).flatMap((row) => fromRow(row) ?? []);
    },
    async sealedSecrets(id) {
      return (sql.sealed.get(id) as Buffer | undefined) ?? null;
    },
    changeProviderCredential: (id, decide, sealed) =>
      write(() => {
        const before = one(id);
        if (!before) return null;
        const after = decide(before);
        if ('code' in after) return after;
        const settled = settle(after);
        sql.update.run(JSON.stringify(settled), settled.isDefault ? 1 : 0, id);
        if (sealed) sql.seal.run(Buffer.from(sealed), id);
        return settled;
      }),
    removeProviderCredential: (id, decide) =>
      write(() => {
        const credential = one(id);
        if (!credential) return null;
        const refused = decide(credential, sql.inUse.get(id) as number);
        if (refused) return refused;
        sql.remove.run(id);
        const [next] = credential.isDefault ? others(credential) : [];
        if (next) sql.promote.run(next[0]);
        return { removed: credential };
      }),
  };
}
