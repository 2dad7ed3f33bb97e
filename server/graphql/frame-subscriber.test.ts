import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { SocketWriter } from './frame-subscriber.ts';

test('one that is closing counts as full no more, so that nobody waits for it in a circle', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const opening = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [socket] = (await opening) as [WebSocket];
  await once(client, 'open');
  client.pause();

  const writer = new SocketWriter(socket, 1_000);
  while (!writer.isFull) writer.write(Buffer.alloc(1_000_000));
  let calls = 0;
  writer.onceReady(() => (calls += 1));
  expect(calls).toBe(0);
  socket.close();
  expect(socket.bufferedAmount).toBeGreaterThan(1_000);
  expect(writer.isFull).toBe(false);

  socket.terminate();
  await once(socket, 'close');
  expect(calls).toBe(1);
  client.terminate();
  server.close();
});
