import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { z } from 'zod';
import { cannotReach, errorsShape, exitForErrors, understand, type Api, type Connection } from './api.ts';
import { CliExit, EXIT, reasonOf } from './exit.ts';
import type { CliIo } from './io.ts';
import { JOB_BY_ID, JOB_STATUS, type JobEvent } from './operations.ts';
import { isFinal } from './shapes.ts';

/** How long to wait before the next try after so many in a row that failed: a random share of 0.5 s, 1 s … 15 s. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(15_000, 500 * 2 ** (failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** After so many failed tries in a row, about two minutes, the server counts as unreachable. */
const MOST_FAILURES = 12;
/** How often a quiet connection is asked whether it is still there, and how long it may take to answer, in ms. */
const PING_EVERY = 10_000;
const ANSWER_WITHIN = 10_000;
/** How long a close may go unanswered, in ms. */
const CLOSE_WITHIN = 1_000;

export interface Follow {
  readonly jobId: string;
  /** The last version already seen. */
  readonly after: number;
  /** The job's version when the following began: a final status of before says nothing, for a retry may follow. */
  readonly since: number;
  readonly signal: AbortSignal;
  readonly pause: CliIo['pause'];
  /** Tells that the connection was lost and is taken up again. */
  readonly note: (text: string) => void;
}

/**
 * Every event of a job after a version, in order and none twice, over as many connections as it takes. Ends with
 * the event that makes the job final.
 *
 * @throws CliExit when the job is gone, the caller may not see it, the server stays away, or the user stops
 */
export async function* followJob(api: Api, follow: Follow): AsyncGenerator<JobEvent, void, void> {
  const { signal, jobId } = follow;
  let last = follow.after;
  // Tries in a row without a connection decide when to give up, those without an event how long to wait.
  let failures = 0;
  let waits = 0;
  for (;;) {
    let lost: string;
    try {
      const connected = (): void => void (failures = 0);
      for await (const event of eventsOnce(api.connection, { jobId, after: last, signal, connected })) {
        if (event.version <= last) continue;
        waits = 0;
        last = event.version;
        yield event;
        if (isFinal(event.status) && event.version >= follow.since) return;
      }
      lost = 'the server ended the stream';
    } catch (error) {
      stopIfAborted(signal);
      if (error instanceof CliExit) throw error;
      lost = whyLost(error);
    }
    stopIfAborted(signal);
    failures += 1;
    waits += 1;
    if (failures > MOST_FAILURES) throw cannotReach(api.connection, lost);
    follow.note(`Connection lost (${lost}); going on after version ${last} …`);
    await follow.pause(backoff(waits), signal);
    stopIfAborted(signal);
    await seeThatItIsThere(api, jobId);
  }
}

/** The stream also ends when the job was deleted: then there is nothing to come back for. */
async function seeThatItIsThere(api: Api, jobId: string): Promise<void> {
  const { job } = await api.ask(JOB_BY_ID, { id: jobId }).catch((error: unknown) => {
    // The server is still away; the next try over the websocket counts it.
    if (error instanceof CliExit && error.code === EXIT.unreachable) return { job: undefined };
    throw error;
  });
  if (job === null) throw new CliExit(EXIT.jobNotCompleted, 'The job was deleted.');
}

interface Stretch {
  readonly jobId: string;
  readonly after: number;
  readonly signal: AbortSignal;
  readonly connected: () => void;
}

/** The events that one connection carries. Returns when the server ends the stream, throws when it is lost. */
async function* eventsOnce(connection: Connection, stretch: Stretch): AsyncGenerator<JobEvent, void, void> {
  const { jobId, after, signal, connected } = stretch;
  const { client, close } = connect(connection, connected);
  const results = client.iterate({ query: JOB_STATUS.document, variables: { jobId, after } });
  // Ends the loop below also while it waits.
  signal.addEventListener('abort', close, { once: true });
  try {
    if (signal.aborted) return;
    for await (const result of results) {
      if (result.errors) throw result.errors;
      yield understand(JOB_STATUS, result.data).jobStatus;
    }
  } catch (error) {
    if (!Array.isArray(error)) throw error;
    const errors = errorsShape.parse(error);
    // The server gave up on a slow reader; it takes the reader up again where it was.
    const behind = errors.find(({ extensions }) => extensions?.['code'] === 'TOO_FAR_BEHIND');
    throw behind ? new Error(behind.message) : exitForErrors(errors);
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/** One connection that never reconnects by itself: a new one must ask for what comes after the last version. */
function connect(connection: Connection, connected: () => void): { client: Client; close: () => void } {
  const sockets: WebSocket[] = [];
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { handshakeTimeout: ANSWER_WITHIN });
      sockets.push(this);
    }
  }
  let pong: NodeJS.Timeout | undefined;
  // A connection that fails while it is made rejects this too; its error is told by the iterator.
  const dispose = (): void => void Promise.resolve(client.dispose()).catch(() => undefined);
  const client = createClient({
    url: connection.websocket.href,
    webSocketImpl: Socket,
    connectionParams: { authorization: connection.authorization },
    retryAttempts: 0,
    keepAlive: PING_EVERY,
    connectionAckWaitTimeout: ANSWER_WITHIN,
    on: {
      connected,
      closed: (event) => {
        clearTimeout(pong);
        // The client would come back at once, and with the old version, after a normal close by the server.
        if (closeShape.safeParse(event).data?.code === 1000) dispose();
      },
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), ANSWER_WITHIN).unref();
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
    },
  });
  return {
    client,
    close: () => {
      clearTimeout(pong);
      dispose();
      for (const socket of sockets) {
        if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
        // A server that is gone does not answer the close; it must not hold the process.
        else setTimeout(() => socket.terminate(), CLOSE_WITHIN).unref();
      }
    },
  };
}

const closeShape = z.object({ code: z.number(), reason: z.string() });

/** Closes that trying again does not mend (graphql-transport-ws, and ours for the token). */
const HOPELESS: ReadonlyMap<number, CliExit['code']> = new Map([
  [4400, EXIT.refused],
  [4401, EXIT.notAllowed],
  [4403, EXIT.notAllowed],
  [4406, EXIT.unreachable],
]);

/** @throws CliExit when trying again is no use */
function whyLost(error: unknown): string {
  const close = closeShape.safeParse(error);
  if (close.success) {
    const { code, reason } = close.data;
    const exit = HOPELESS.get(code);
    const said = reason === '' ? `closed with ${code}` : `${reason}, ${code}`;
    if (exit !== undefined) throw new CliExit(exit, `The server refuses the connection: ${said}.`);
    return said;
  }
  // The event that `ws` gives for a failed connection carries the cause.
  const event = z.object({ message: z.string() }).safeParse(error);
  return event.success && event.data.message !== '' ? event.data.message : reasonOf(error);
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CliExit(EXIT.interrupted);
}
