import type { FastifyInstance } from 'fastify';

const STYLES = "style-src 'self'";

/** Content of this server alone; no script and no handler that stands in a page itself. */
const POLICY: readonly string[] = [
  "default-src 'self'",
  "script-src 'self'",
  STYLES,
  // One style attribute, by its hash: SvelteKit's element that announces pages to screen readers.
  "style-src-attr 'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** The policy of a page whose style elements carry a nonce. */
export function policyWith(nonce: string): string {
  return POLICY.map((rule) => (rule === STYLES ? `${rule} 'nonce-${nonce}'` : rule)).join('; ');
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY.join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(HEADERS);
    done();
  });
}
