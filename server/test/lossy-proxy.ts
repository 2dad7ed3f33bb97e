import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * Which answer of a PostgreSQL server is lost: that to a commit, or to the question afterwards whether the commit was
 * applied.
 */
export type Asked = 'commit' | 'question';

export interface Loss {
  readonly of: Asked;
  /** Whether the server is asked at all; `late`: only when `Lost.deliver` is called. */
  readonly reaches: 'server' | 'nobody' | 'late';
  /** What becomes of all connections: they are reset, or nothing gets through any more and nobody notices. */
  readonly by: 'reset' | 'silence';
}

export interface Lost {
  /** What was late arrives after all; answers what the server says to it. */
  deliver(): Promise<string>;
}

/** Stands before a PostgreSQL server, reads what it is asked, and loses the answers that a test wants to be lost. */
export interface LossyProxy {
  /** The address of the server, by way of the proxy. */
  readonly url: string;
  /** Loses the next such answer; resolves when it is lost. New connections get through again. */
  lose(loss: Loss): Promise<Lost>;
  close(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  /** Nothing gets through any more. */
  dead: boolean;
}

const ASKED: Readonly<Record<Asked, RegExp>> = {
  commit: /UPDATE connection_marks .*; COMMIT\0/s,
  question: /UPDATE connection_marks .* RETURNING /s,
};

/** @param url - of the server to stand before */
export async function lossyProxy(url: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(url);
  const lines = new Set<Line>();
  let plan: { readonly loss: Loss; readonly lost: (lost: Lost) => void } | null = null;

  const lineOf = (client: Socket): void => {
    const line: Line = { client, server: connect(Number(port), hostname), dead: false };
    lines.add(line);
    const cut = messages();
    client.on('data', (chunk) => {
      for (const message of cut(chunk)) {
        if (line.dead) return;
        if (plan && ASKED[plan.loss.of].test(message.toString('latin1'))) lose(line, message);
        else line.server.write(message);
      }
    });
    line.server.on('data', (chunk) => {
      if (!line.dead) client.write(chunk);
    });
    for (const [one, other] of [
      [client, line.server],
      [line.server, client],
    ] as const) {
      one.on('error', () => one.destroy());
      // What breaks while nothing gets through is not heard of on the other side either.
      one.on('close', () => {
        if (!line.dead) other.destroy();
      });
    }
  };

  const lose = (line: Line, message: Buffer): void => {
    if (!plan) return;
    const { loss, lost } = plan;
    plan = null;
    const end = (): void => {
      for (const other of lines) {
        other.dead = true;
        if (loss.by === 'silence') continue;
        other.client.resetAndDestroy();
        if (other !== line || loss.reaches !== 'late') other.server.resetAndDestroy();
      }
      lost({
        deliver: () =>
          new Promise((resolve) => {
            line.server.once('data', (answer) => resolve(answer.toString('latin1')));
            line.server.once('close', () => resolve('closed'));
            line.server.write(message);
          }),
      });
    };
    if (loss.reaches !== 'server') return end();
    line.server.removeAllListeners('data');
    // By the time it is answered it is done.
    line.server.once('data', end);
    line.server.write(message);
  };

  const proxy = createServer(lineOf).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const through = new URL(url);
  through.port = String((proxy.address() as AddressInfo).port); // a TCP server has a port
  return {
    url: through.href,
    lose: (loss) => new Promise((lost) => (plan = { loss, lost })),
    async close() {
      for (const { client, server } of lines) {
        client.destroy();
        server.destroy();
      }
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** Cuts what a client sends into messages: a letter and a length; the first of a connection has no letter. */
function messages(): (chunk: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const whole: Buffer[] = [];
    for (;;) {
      const letter = begun ? 1 : 0;
      if (rest.length < letter + 4) return whole;
      const length = letter + rest.readInt32BE(letter);
      if (rest.length < length) return whole;
      whole.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      begun = true;
    }
  };
}
