import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody the provider knows; they sign in by this name and any password. */
export interface ProviderAccount {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Addresses that were asked for at the provider, with their parameters. */
  readonly authorizations: readonly URL[];
  /** Says where answers may be sent to; before anybody signs in. */
  allow(redirectUri: string): void;
  close(): Promise<void>;
}

/** A real OpenID provider on a free port, with its own pages to sign in. */
export async function startOpenIdProvider(
  accounts: Readonly<Record<string, ProviderAccount>>,
): Promise<OpenIdProvider> {
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const client = { clientId: 'shotboard', clientSecret: 'a secret of the client and the provider' };
  const authorizations: URL[] = [];
  let handle: ReturnType<Provider['callback']> | null = null;
  http.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') authorizations.push(url);
    if (handle) void handle(request, response);
    else response.writeHead(503).end();
  });
  return {
    issuer,
    ...client,
    authorizations,
    allow(redirectUri) {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.clientId,
            client_secret: client.clientSecret,
            redirect_uris: [redirectUri],
            token_endpoint_auth_method: 'client_secret_basic',
          },
        ],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
        pkce: { required: () => true },
        cookies: { keys: ['a key of the test'] },
        findAccount: (_context, sub) => {
          const account = accounts[sub];
          return account && { accountId: sub, claims: () => ({ sub, ...account }) };
        },
        features: { devInteractions: { enabled: true } },
      });
      handle = provider.callback();
    },
    async close() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

/** A browser without scripts: follows redirects, keeps cookies by host, and fills in forms. */
export class PlainBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Where it is. */
  url = new URL('http://nowhere.invalid');
  page = '';
  status = 0;

  /** The Cookie header for a host. */
  cookiesOf(host: string): string {
    return [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async open(address: string, init: RequestInit = {}): Promise<void> {
    let next: string | null = address;
    let request = init;
    while (next !== null) {
      this.url = new URL(next, this.url);
      const headers = new Headers(request.headers);
      headers.set('cookie', this.cookiesOf(this.url.host));
      const response: Response = await fetch(this.url, { ...request, headers, redirect: 'manual' });
      this.keep(this.url.host, response);
      this.status = response.status;
      this.page = await response.text();
      const location = response.headers.get('location');
      next = response.status >= 300 && response.status < 400 ? location : null;
      request = {};
    }
  }

  /** Keeps the cookies of an answer. */
  keep(host: string, response: Response): void {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    for (const header of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (header.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(header)) jar.delete(name);
      else jar.set(name, value);
    }
  }

  /** Sends the form of this page. */
  async submit(fields: Readonly<Record<string, string>>): Promise<void> {
    const action = /<form[^>]* action="([^"]+)"/.exec(this.page)?.[1];
    if (action === undefined) throw new Error(`no form at ${this.url.href}: ${this.page.slice(0, 500)}`);
    const hidden = [...this.page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(
      hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
    );
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    await this.open(action, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
  }
}
