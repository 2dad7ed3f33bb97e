import type { CallClock } from '../remote-call.ts';

/** A clock that stands still until it is told to go on. Waits between attempts end at once and are written down. */
export class ManualClock implements CallClock {
  /** The waits between attempts, in milliseconds. */
  readonly pauses: number[] = [];
  /** Called when a wait begins, before it ends. */
  onPause: () => void = () => undefined;
  private time: number;
  private readonly deadlines = new Set<{ readonly at: number; readonly expire: () => void }>();

  constructor(time = Date.UTC(2026, 0, 1)) {
    this.time = time;
  }
  now(): number {
    return this.time;
  }
  pause(ms: number, signal?: AbortSignal): Promise<void> {
    this.pauses.push(ms);
    this.onPause();
    if (signal?.aborted) return Promise.reject(signal.reason as Error); // by default an Error
    return Promise.resolve();
  }
  deadline(ms: number, expire: () => void): () => void {
    const deadline = { at: this.time + ms, expire };
    this.deadlines.add(deadline);
    return () => this.deadlines.delete(deadline);
  }
  /** Lets time pass: the deadlines that are reached expire. */
  advance(ms: number): void {
    this.time += ms;
    for (const deadline of [...this.deadlines])
      if (deadline.at <= this.time) {
        this.deadlines.delete(deadline);
        deadline.expire();
      }
  }
  /** How many calls are under way. */
  get open(): number {
    return this.deadlines.size;
  }
}
