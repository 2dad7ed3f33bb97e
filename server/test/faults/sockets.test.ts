import { afterEach, expect, test } from 'vitest';
import { randomFromSeed } from '../../engine/random.ts';
import { SOCKET_LIMITS, type SocketLimits } from '../../graphql/websockets.ts';
import { submit } from '../job-builder.ts';
import { changeJobTimes, upTo } from '../job-changes.ts';
import { RawSocket } from '../raw-socket.ts';
import { tcpProxy, type TcpProxy } from '../tcp-proxy.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** A network that breaks between the server and those who watch. */

const EVENTS = 300;
let server: TestServer;
let proxy: TcpProxy;
async function start(sockets: Partial<SocketLimits> = {}): Promise<void> {
  server = await startTestServer({ worker: false, sockets });
  proxy = await tcpProxy(server.url);
  await submit(server.store, { id: 'job_1' });
}
afterEach(async () => {
  await proxy.close();
  await server.close();
});

const through = (): string => proxy.url.replace(/\/$/, '');
const subscribe = (after: number) => ({
  id: '1',
  type: 'subscribe',
  payload: { query: `subscription { jobStatus(jobId: "job_1", after: ${after}) { version } }` },
});

test('I6: cut again and again while a job changes, and resumed: each version once, in order', async () => {
  await start();
  const random = randomFromSeed(4);
  const seen: number[] = [];
  const last = EVENTS + 2;
  const changing = changeJobTimes(server, 'job_1', EVENTS);
  let lines = 0;
  while (seen.at(-1) !== last) {
    const raw = await new RawSocket(through()).ready({ authorization: `Bearer ${server.token}` });
    raw.send(subscribe(seen.at(-1) ?? 0));
    lines += 1;
    const most = seen.length + 1 + Math.floor(random.next() * 40);
    try {
      while (seen.length < most && seen.at(-1) !== last) {
        const { payload } = await raw.next('next');
        seen.push((payload as { data: { jobStatus: { version: number } } }).data.jobStatus.version);
      }
    } finally {
      proxy.cut();
      await raw.closed;
    }
  }
  await changing;
  expect(seen).toEqual(upTo(last));
  expect(lines).toBeGreaterThan(5);
  await expect.poll(() => server.http.connections.size).toBe(0);
  expect(server.http.live.readers).toMatchObject({ jobs: 0, projects: 0 });
});

test('half-open: a peer that is gone without a word is cut, and nothing of it is left', async () => {
  await start({ pingMs: 200, pongMs: 200 });
  // What people get: well within the 25 s that are allowed.
  expect(SOCKET_LIMITS.pingMs + SOCKET_LIMITS.pongMs).toBeLessThanOrEqual(25_000);
  const raw = await new RawSocket(through()).ready({ authorization: `Bearer ${server.token}` });
  raw.send(subscribe(0));
  await raw.next('next');
  expect(server.http.connections.size).toBe(1);
  proxy.blackHole();
  await expect.poll(() => server.http.connections.size).toBe(0);
  expect(server.http.live.readers).toMatchObject({ jobs: 0, projects: 0 });
  // The others are served.
  proxy.heal();
  const other = await new RawSocket(through()).ready({ authorization: `Bearer ${server.token}` });
  other.send(subscribe(0));
  await other.next('next');
  other.socket.close();
  await other.closed;
  raw.socket.terminate();
});
