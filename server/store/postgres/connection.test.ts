import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { newPostgres } from '../../test/databases.ts';
import { seed, submit } from '../../test/job-builder.ts';
import { openPostgresStore } from './postgres-store.ts';

/** "Terminating connection due to administrator command", as the server says it. */
const TERMINATED = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0');
const READY = /Z\0\0\0\x05I$/;

test('a connection that is ended in the moment in which it is handed on takes nobody with it', async () => {
  const database = await newPostgres();
  let isArmed = false;
  let ended = 0;
  const { hostname, port } = new URL(database.url);
  // What the server says last before it ends a connection arrives together with the answer before it.
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    client.pipe(server);
    server.on('data', (chunk) => {
      const ends = isArmed && READY.test(chunk.toString('latin1'));
      if (!ends) return void client.write(chunk);
      isArmed = false;
      ended += 1;
      client.end(Buffer.concat([chunk, TERMINATED]));
      server.destroy();
    });
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    server.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const through = new URL(database.url);
  through.port = String((proxy.address() as AddressInfo).port); // a TCP server has a port
  const store = await openPostgresStore(through.href, { size: 1 });
  await seed(store);

  for (let n = 0; n < 5; n += 1) {
    isArmed = true;
    // The second waits for the only connection, and gets it when the first is answered.
    await Promise.all([store.workers(), submit(store, { id: `job_${n}` })]);
  }
  expect(ended).toBe(5);
  const ids = await store.jobIds({ organizationId: 'org_1' }, {}, null, 100);
  expect([...ids].sort()).toEqual(['job_0', 'job_1', 'job_2', 'job_3', 'job_4']);
  await store.close();
  await new Promise((resolve) => proxy.close(resolve));
  await database.drop();
});

function message(letter: string, text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(text.length + 4);
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(text)]);
}
