import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import ipaddr from 'ipaddr.js';

const TIMEOUT_MS = 10_000;
/** What is read of an answer, in bytes; more ends the connection. */
const MOST_ANSWER_BYTES = 16 * 1024;

/** What came of a call. */
export interface WebhookAnswer {
  /** Null when there was no answer. */
  readonly code: number | null;
  /** Why it does not count as delivered; null when it does. */
  readonly trouble: string | null;
}

export interface WebhookCall {
  readonly url: string;
  readonly deliveryId: string;
  readonly body: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface PostOptions {
  /** Named hosts that may be inside. */
  readonly hosts: readonly string[];
  readonly timeoutMs?: number;
  /** All addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly { address: string; family: number }[]>;
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 over `SECONDS.BODY`. The time is signed, so that old calls can be told. */
export function webhookSignature(body: string, secret: string, now: number): string {
  const seconds = Math.floor(now / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Whether an address is one of the public internet: no private, loopback, link-local, shared or other special one. */
export function isPublicAddress(address: string): boolean {
  // An IPv4 address inside an IPv6 one is what it leads to.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Calls a webhook once. Follows no redirect; talks to the very address that was checked. */
export async function postWebhook(call: WebhookCall, options: PostOptions): Promise<WebhookAnswer> {
  const url = new URL(call.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const resolve = options.resolve ?? ((name) => lookup(name, { all: true }));
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const addresses = await Promise.race([resolve(host), aborted(signal)]);
    const [first] = addresses;
    if (!first) return { code: null, trouble: `${host} has no address.` };
    const isNamed = options.hosts.includes(url.hostname) || options.hosts.includes(host);
    if (!isNamed && !addresses.every(({ address }) => isPublicAddress(address))) {
      return { code: null, trouble: `${host} is no address of the public internet; it is not called.` };
    }
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNamed)) {
      return { code: null, trouble: 'Only https is called.' };
    }
    const code = await post(url, call, first, signal);
    if (code >= 200 && code < 300) return { code, trouble: null };
    const redirects = code >= 300 && code < 400;
    return {
      code,
      trouble: redirects ? 'It redirects; redirects are not followed.' : `It answered ${code}.`,
    };
  } catch (error) {
    if (signal.aborted) return { code: null, trouble: 'It did not answer in time.' };
    const { code, message } = error as NodeJS.ErrnoException; // what sockets throw
    return { code: null, trouble: `It could not be reached: ${code ?? message}.` };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}

function post(
  url: URL,
  { body, secret, deliveryId, now }: WebhookCall,
  { address, family }: { readonly address: string; readonly family: number },
  signal: AbortSignal,
): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        signal,
        agent: false,
        // Names are not looked up again: what was checked is what is called.
        lookup: (_host, lookupOptions, answer) =>
          lookupOptions.all ? answer(null, [{ address, family }]) : answer(null, address, family),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Shotboard',
          'shotboard-delivery': deliveryId,
          'shotboard-signature': webhookSignature(body, secret, now),
        },
      },
      (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_ANSWER_BYTES) response.destroy();
        });
        response.on('error', () => undefined);
        response.on('close', () => resolve(response.statusCode ?? 0));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
