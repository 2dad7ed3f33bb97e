import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  test('an empty environment gives the defaults of a laptop', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, dataDir: './data', adminToken: null });
    expect(config.limits.programsPerJob).toBe(300);
  });

  test('the database is a file, or a PostgreSQL server', () => {
    expect(readConfig({})).toMatchObject({ databaseFile: null, databaseUrl: null });
    const file = readConfig({ SHOTBOARD_DATABASE_URL: 'sqlite:///var/shotboard.db' });
    expect(file).toMatchObject({ databaseFile: '/var/shotboard.db', databaseUrl: null });
    const url = 'postgres://me:hush@host:5432/shotboard?sslmode=verify-full';
    expect(readConfig({ SHOTBOARD_DATABASE_URL: url })).toMatchObject({
      databaseFile: null,
      databaseUrl: url,
    });
  });

  test('proxies are addresses and ranges with commas between them', () => {
    const { trustedProxies } = readConfig({ SHOTBOARD_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    expect(trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8']);
  });

  test('a node has a role, and names the targets it serves', () => {
    expect(readConfig({})).toMatchObject({ role: 'ALL', targets: [], nodeName: null });
    const worker = readConfig({ SHOTBOARD_ROLE: 'worker', SHOTBOARD_TARGETS: 'Simulator, target_qir_base' });
    expect(worker).toMatchObject({ role: 'WORKER', targets: ['Simulator', 'target_qir_base'] });
  });

  test('secrets may stand in files; anything else, two of them or a missing file is told', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shotboard-config-'));
    try {
      const file = join(folder, 'secret');
      const of = (text: string, name: string) => {
        writeFileSync(file, text);
        return readConfig({ [name]: file });
      };
      expect(of('token-of-a-file-1234\n', 'SHOTBOARD_ADMIN_TOKEN_FILE').adminToken).toBe(
        'token-of-a-file-1234',
      );
      expect(of('postgres://me:hush@host/db', 'SHOTBOARD_DATABASE_URL_FILE').databaseUrl).toBe(
        'postgres://me:hush@host/db',
      );
      expect(() => of('short', 'SHOTBOARD_ADMIN_TOKEN_FILE')).toThrow(/^SHOTBOARD_ADMIN_TOKEN: /);
      expect(() => of('4000', 'SHOTBOARD_PORT_FILE')).toThrow(
        'SHOTBOARD_PORT_FILE: only secrets are read from files; set SHOTBOARD_PORT.',
      );
      const both = { SHOTBOARD_ADMIN_TOKEN: 'token-1234567890', SHOTBOARD_ADMIN_TOKEN_FILE: file };
      expect(() => readConfig(both)).toThrow(
        'SHOTBOARD_ADMIN_TOKEN and SHOTBOARD_ADMIN_TOKEN_FILE are both set; leave one out.',
      );
      expect(() => readConfig({ SHOTBOARD_SECRET_KEY_FILE: join(folder, 'none') })).toThrow(
        /^SHOTBOARD_SECRET_KEY_FILE="[^"]*none": cannot be read \(ENOENT\)\.$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('an empty value counts as not set', () => {
    expect(readConfig({ SHOTBOARD_PORT: '' }).port).toBe(4000);
  });

  test('the client’s own variables are none of the server’s business', () => {
    expect(() => readConfig({ SHOTBOARD_URL: 'http://127.0.0.1:1', SHOTBOARD_TOKEN: 'x' })).not.toThrow();
  });

  test.each([
    ['SHOTBOARD_PORT', 'abc', /^SHOTBOARD_PORT="abc": /],
    ['SHOTBOARD_PORT', '70000', /SHOTBOARD_PORT="70000".*65535/],
    ['SHOTBOARD_PORT', '4000.5', /SHOTBOARD_PORT/],
    ['SHOTBOARD_LOG_LEVEL', 'loud', /SHOTBOARD_LOG_LEVEL="loud"/],
    ['SHOTBOARD_DATABASE_URL', 'mysql://x', /SHOTBOARD_DATABASE_URL="mysql:\/\/x": must begin with sqlite/],
    [
      'SHOTBOARD_DATABASE_URL',
      'mysql://me:hush@host/db',
      /SHOTBOARD_DATABASE_URL="mysql:\/\/…@host\/db": must begin/,
    ],
    ['SHOTBOARD_MAX_QUBITS', '64', /SHOTBOARD_MAX_QUBITS="64".*28/],
    ['SHOTBOARD_TRUSTED_PROXIES', '10.0.0.0/8, next door', /SHOTBOARD_TRUSTED_PROXIES=.*addresses or ranges/],
    ['SHOTBOARD_POINTS_PER_MINUTE', '1', /SHOTBOARD_POINTS_PER_MINUTE="1".*10/],
    ['SHOTBOARD_ROLE', 'boss', /SHOTBOARD_ROLE="boss": must be all, api or worker/],
    ['SHOTBOARD_NODE_NAME', 'x'.repeat(101), /SHOTBOARD_NODE_NAME/],
    ['SHOTBOARD_SMTP_URL', 'smtp://mail.example.org', /SHOTBOARD_SMTP_URL needs SHOTBOARD_MAIL_FROM/],
    ['SHOTBOARD_MAIL_FROM', 'a@example.org', /SHOTBOARD_MAIL_FROM needs SHOTBOARD_SMTP_URL/],
    ['SHOTBOARD_MAIL_FROM', 'nobody', /SHOTBOARD_MAIL_FROM="nobody": must be an e-mail address/],
    ['SHOTBOARD_OIDC_ISSUER', 'https://id.example.org', /SHOTBOARD_OIDC_CLIENT_ID.*go together/],
    ['SHOTBOARD_PROT', '4000', /SHOTBOARD_PROT is not a setting/],
  ])('%s=%s is refused in one line that names it', (name, value, message) => {
    const attempt = () => readConfig({ [name]: value });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/\n/);
  });

  test('a secret that is refused is not shown', () => {
    expect(() => readConfig({ SHOTBOARD_ADMIN_TOKEN: 'hush' })).toThrow(
      /^SHOTBOARD_ADMIN_TOKEN: must have at least 16/,
    );
  });
});
