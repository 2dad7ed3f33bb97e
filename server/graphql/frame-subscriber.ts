import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import type { Viewer } from '../jobs/context.ts';
import type { Message, Subscriber } from '../live/channel.ts';

const TEXT = { binary: false } as const;

/** Where the frames of a connection go, and whether there is room for more. */
export interface FrameWriter {
  readonly isFull: boolean;
  write(frame: Buffer): void;
  /** Calls back when there is room again, or the connection is closed. */
  onceReady(callback: () => void): void;
}

/** Writes the frames of all subscriptions of one websocket, and knows how much of them is not yet sent. */
export class SocketWriter implements FrameWriter {
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

/** Writes the frames of an event stream, once its head has been sent. */
export class StreamWriter implements FrameWriter {
  readonly #response: ServerResponse;
  readonly #most: number;
  #isOpen = false;
  #waiting: (() => void)[] = [];

  /** @param most - how many bytes may wait to be sent before nothing more is written */
  constructor(response: ServerResponse, most: number) {
    this.#response = response;
    this.#most = most;
    response.on('drain', () => this.#callBack());
    response.once('close', () => this.#callBack());
  }

  /** One that is closed has room for all, as with websockets. */
  get isFull(): boolean {
    if (this.#response.destroyed || this.#response.writableEnded) return false;
    return !this.#isOpen || this.#response.writableLength > this.#most;
  }

  /** Its head has been sent. */
  open(): void {
    this.#isOpen = true;
    this.#callBack();
  }

  write(frame: Buffer): void {
    if (!this.#response.destroyed && !this.#response.writableEnded) this.#response.write(frame);
  }

  onceReady(callback: () => void): void {
    if (this.isFull) this.#waiting.push(callback);
    else callback();
  }

  #callBack(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }
}

/** What stands before and after a result in a frame. */
export interface Frame {
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** A `next` frame of graphql-transport-ws. */
export const websocketFrame = (id: string): Frame => ({
  head: Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`),
  tail: Buffer.from('}'),
});
/** A `next` event of GraphQL over SSE; JSON has no line breaks of its own. */
export const STREAM_FRAME: Frame = {
  head: Buffer.from('event: next\ndata: '),
  tail: Buffer.from('\n\n'),
};

/**
 * A subscription of a connection. The library of the protocol keeps its life: it waits until `ended`, and calls `end`
 * when the client leaves. The frames are written past it, the message's bytes the same for all.
 */
export class FrameSubscriber implements Subscriber {
  readonly #writer: FrameWriter;
  readonly #viewer: () => Viewer;
  readonly #frame: Frame;
  #settle: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} };
  #leave: (() => void) | null = null;
  #isOver = false;

  /** Settles when the subscription is over: rejects when a fault ended it. */
  readonly ended = new Promise<void>((resolve, reject) => (this.#settle = { resolve, reject }));

  constructor(writer: FrameWriter, frame: Frame, viewer: () => Viewer) {
    this.#writer = writer;
    this.#viewer = viewer;
    this.#frame = frame;
    // Nobody may be waiting when it fails; whoever waits later is told all the same.
    this.ended.catch(() => {});
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
    const { head, tail } = this.#frame;
    const frame = Buffer.allocUnsafe(head.length + bytes.length + tail.length);
    frame.set(head, 0);
    frame.set(bytes, head.length);
    frame.set(tail, head.length + bytes.length);
    this.#writer.write(frame);
  }

  onceReady(callback: () => void): void {
    this.#writer.onceReady(callback);
  }

  end(error?: Error): void {
    this.#isOver = true;
    this.#leave?.();
    this.#leave = null;
    if (error) this.#settle.reject(error);
    else this.#settle.resolve();
  }

  /** Takes the way to leave what it watches. */
  joined(leave: () => void): void {
    if (this.#isOver) leave();
    else this.#leave = leave;
  }
}
