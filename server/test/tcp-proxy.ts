import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server, and makes the faults of a network. */
export interface TcpProxy {
  /** The address of the server, by way of the proxy. */
  readonly url: string;
  /** Nothing gets through any more in either direction, and nothing is closed; new connections are taken and mute. */
  blackHole(): void;
  /** New connections get through again; those that were swallowed stay so. */
  heal(): void;
  /** What was held goes on as if nothing had been, and new connections get through: the node merely stood still. */
  resume(): void;
  /** Ends all connections there are, at once and without a word. */
  cut(): void;
  /** How many connections were made. */
  readonly connections: number;
  close(): Promise<void>;
}

/** @param url - of the server to stand before */
export async function tcpProxy(url: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const lines = new Set<readonly [Socket, Socket]>();
  let mute = false;
  let connections = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    connections += 1;
    keep(client);
    if (mute) return;
    const upstream = connect(Number(port), hostname);
    keep(upstream);
    client.pipe(upstream).pipe(client);
    const line = [client, upstream] as const;
    lines.add(line);
    client.on('close', () => {
      upstream.destroy();
      lines.delete(line);
    });
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port); // a TCP server has a port
  return {
    url: through.href,
    get connections() {
      return connections;
    },
    blackHole() {
      mute = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    heal() {
      mute = false;
    },
    resume() {
      mute = false;
      for (const [client, upstream] of lines) client.pipe(upstream).pipe(client);
    },
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
