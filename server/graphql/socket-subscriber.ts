import type { WebSocket } from 'ws';
import type { Viewer } from '../jobs/context.ts';
import type { Message, Subscriber } from '../live/channel.ts';
import { pullIterator } from '../live/pull-iterator.ts';

const TEXT = { binary: false } as const;
const FRAME_END = Buffer.from('}');

/** Writes the frames of all subscriptions of one websocket, and knows how much of them is not yet sent. */
export class SocketWriter {
  readonly #socket: WebSocket;
  readonly #most: number;
  #waiting: (() => void)[] = [];

  /** @param most - how many bytes may wait to be sent before nothing more is written */
  constructor(socket: WebSocket, most: number) {
    this.#socket = socket;
    this.#most = most;
    socket.once('close', () => this.#callBack());
  }

  /** One that is closing has room for all: what is written to it goes nowhere, and nobody must wait for it. */
  get isFull(): boolean {
    return this.#isOpen && this.#socket.bufferedAmount > this.#most;
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  write(frame: Buffer): void {
    if (this.#isOpen) this.#socket.send(frame, TEXT, this.#sent);
  }

  /** Calls back when half of the room is free again, or the socket is closed. */
  onceReady(callback: () => void): void {
    this.#waiting.push(callback);
    this.#sent();
  }

  readonly #sent = (): void => {
    if (this.#waiting.length === 0) return;
    if (!this.#isOpen || this.#socket.bufferedAmount <= this.#most / 2) this.#callBack();
  };

  #callBack(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }
}

/**
 * A subscription over a websocket. graphql-ws keeps its life: it waits on `life`, which gives nothing and ends when
 * the subscription does. The `next` frames are written past it, the message's bytes the same for all.
 */
export class SocketSubscriber implements Subscriber {
  readonly #writer: SocketWriter;
  readonly #viewer: () => Viewer;
  readonly #head: Buffer;
  #settle: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} };
  readonly #ended = new Promise<void>((resolve, reject) => (this.#settle = { resolve, reject }));
  #leave: (() => void) | null = null;
  #isOver = false;

  /** @param id - the id the client gave the operation */
  constructor(writer: SocketWriter, id: string, viewer: () => Viewer) {
    this.#writer = writer;
    this.#viewer = viewer;
    this.#head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    // Nobody may be waiting when it fails; whoever waits later is told all the same.
    this.#ended.catch(() => {});
  }

  get viewer(): Viewer {
    return this.#viewer();
  }

  get isFull(): boolean {
    return this.#writer.isFull;
  }

  deliver(message: Message): void {
    if (this.#isOver) return;
    const { bytes } = message;
    const head = this.#head;
    const frame = Buffer.allocUnsafe(head.length + bytes.length + 1);
    frame.set(head, 0);
    frame.set(bytes, head.length);
    frame.set(FRAME_END, head.length + bytes.length);
    this.#writer.write(frame);
  }

  onceReady(callback: () => void): void {
    this.#writer.onceReady(callback);
  }

  end(error?: Error): void {
    this.#stop();
    if (error) this.#settle.reject(error);
    else this.#settle.resolve();
  }

  /** Takes the way to leave what it watches. */
  joined(leave: () => void): void {
    if (this.#isOver) leave();
    else this.#leave = leave;
  }

  /** What graphql-ws waits on. */
  readonly life = pullIterator<never>({
    next: async () => {
      await this.#ended;
      return null;
    },
    stop: () => this.end(),
  });

  #stop(): void {
    this.#isOver = true;
    this.#leave?.();
    this.#leave = null;
  }
}
