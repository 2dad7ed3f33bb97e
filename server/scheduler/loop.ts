import type { Logger } from 'pino';

/**
 * A background loop: runs when woken and at the latest after a while, one run at a time; woken during a run, it runs
 * once more. `stop` waits for the run that is under way.
 */
export class Loop {
  readonly #run: () => Promise<void>;
  readonly #pauseMs: () => number;
  readonly #logger: Logger;
  readonly #name: string;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #state: 'new' | 'started' | 'stopped' = 'new';

  /** @param pauseMs - how long to sleep when nobody wakes it, asked after each run */
  constructor(name: string, run: () => Promise<void>, pauseMs: () => number, logger: Logger) {
    this.#name = name;
    this.#run = run;
    this.#pauseMs = pauseMs;
    this.#logger = logger;
  }

  start(): void {
    this.#state = 'started';
    this.wake();
  }

  wake(): void {
    if (this.#state !== 'started') return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running = this.#run()
      .catch((error: unknown) => this.#logger.error({ err: error }, `${this.#name} failed; trying again`))
      .then(() => {
        this.#running = null;
        if (this.#state !== 'started') return;
        if (this.#again) {
          this.#again = false;
          this.wake();
        } else this.#timer = setTimeout(() => this.wake(), this.#pauseMs());
      });
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }
}
