import { once } from 'node:events';
import WebSocket, { type ClientOptions } from 'ws';

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  // The payload has the shape of what was asked; the test says which.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly payload?: any;
}

/** A websocket without a client library: for what a well-behaved client never does. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #received: Message[] = [];
  #code: number | null = null;
  #tell: () => void = () => undefined;

  constructor(url: string, options: ClientOptions = {}, protocol = 'graphql-transport-ws') {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options);
    this.socket.on('message', (data: Buffer) => {
      this.#received.push(JSON.parse(data.toString()) as Message);
      this.#tell();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        this.#code = code;
        this.#tell();
        resolve(code);
      });
    });
  }

  async opened(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Opens and signs in. */
  async ready(payload: unknown): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init', payload });
    await this.next('connection_ack');
    return this;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of one of these types; those before it are dropped. Throws when the socket closes first. */
  async next(...types: readonly string[]): Promise<Message> {
    for (;;) {
      const message = this.#received.shift();
      if (message && types.includes(message.type)) return message;
      if (!message) {
        if (this.#code !== null)
          throw new Error(`The socket was closed with ${this.#code} before a "${types.join()}".`);
        await new Promise<void>((resolve) => {
          this.#tell = resolve;
        });
      }
    }
  }
}
