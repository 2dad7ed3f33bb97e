import { createClient, type Client } from 'graphql-ws';
import { backoff } from './backoff.ts';
import { Connection } from './connection.ts';

/** Close codes with which the server says that the session is over (graphql-transport-ws). */
const SIGNED_OUT_CODES: readonly number[] = [4401, 4403];
const PONG_WITHIN_MS = 5_000;

/** How the one websocket of this page does. */
export const connection = new Connection(() => Date.now());

/** Called when the server says that nobody is signed in. */
export type OnSignedOut = () => void;

/** The one websocket: opened when something is watched, re-opened for ever while it is. */
export function createSocket(url: string, onSignedOut: OnSignedOut): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempt) => new Promise((resume) => setTimeout(resume, backoff(attempt, Math.random()))),
    shouldRetry: (reason) => !isSignedOut(reason),
    lazyCloseTimeout: 3_000,
    keepAlive: 10_000,
    on: {
      connecting: () => connection.report('opening'),
      connected: () => connection.report('ready'),
      // A dead network closes nothing: without an answer to a ping the socket is given up.
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: (reason) => {
        clearTimeout(pongTimer);
        if (isSignedOut(reason)) onSignedOut();
        connection.report(isNormalClose(reason) ? 'released' : 'closed');
      },
    },
  });
  return client;
}

function closeCode(reason: unknown): number | undefined {
  return typeof reason === 'object' && reason !== null && 'code' in reason && typeof reason.code === 'number'
    ? reason.code
    : undefined;
}

const isSignedOut = (reason: unknown) => SIGNED_OUT_CODES.includes(closeCode(reason) ?? 0);
const isNormalClose = (reason: unknown) => closeCode(reason) === 1000;
