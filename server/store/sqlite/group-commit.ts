import type { Connection } from './connection.ts';

interface Waiting {
  readonly write: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** What takes part in every batch besides the writes themselves. */
export interface BatchParticipant {
  /** A write went well. */
  keep(): void;
  /** A write was rolled back. */
  discard(): void;
  /** All writes are made: the last moment to add to the transaction. */
  flush(): void;
  /** The transaction is gone, with all that was written in it. */
  reset(): void;
}

/** Thrown for every write after the disk failed to tell whether it keeps what it was given. */
export class DiskFailed extends Error {
  override readonly name = 'DiskFailed';
}

/**
 * Runs writes that arrive together in one transaction, so that they share the wait for the disk. Each has a
 * savepoint: one that throws undoes itself alone. None is acknowledged before the commit.
 */
export class GroupCommit {
  readonly #db: Connection;
  readonly #participant: BatchParticipant;
  readonly #batchSize: number;
  readonly #onDiskFailed: (error: unknown) => void;
  readonly #sql: Record<'begin' | 'commit' | 'rollback' | 'save' | 'release' | 'undo', { run(): unknown }>;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #failed: unknown = null;
  #idle: (() => void)[] = [];

  /**
   * @param batchSize - the most writes in one transaction
   * @param onDiskFailed - called once when a sync failed; the process should end
   */
  constructor(
    db: Connection,
    participant: BatchParticipant,
    batchSize: number,
    onDiskFailed: (error: unknown) => void,
  ) {
    this.#db = db;
    this.#participant = participant;
    this.#batchSize = batchSize;
    this.#onDiskFailed = onDiskFailed;
    this.#sql = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      save: db.prepare('SAVEPOINT one'),
      release: db.prepare('RELEASE one'),
      undo: db.prepare('ROLLBACK TO one'),
    };
  }

  /** Resolves with what `write` returned once that is durable. */
  run<T>(write: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    if (this.#scheduled) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush(this.#waiting.splice(0, this.#batchSize));
      if (this.#waiting.length > 0) this.#schedule();
      else for (const resolve of this.#idle.splice(0)) resolve();
    });
  }

  #flush(batch: readonly Waiting[]): void {
    const written: { readonly one: Waiting; readonly value: unknown }[] = [];
    const failed: { readonly one: Waiting; readonly error: unknown }[] = [];
    try {
      if (this.#failed)
        throw new DiskFailed('The disk failed to keep a write; restart.', { cause: this.#failed });
      this.#sql.begin.run();
      for (const one of batch) {
        this.#sql.save.run();
        try {
          const value = one.write();
          this.#sql.release.run();
          this.#participant.keep();
          written.push({ one, value });
        } catch (error) {
          this.#participant.discard();
          // Some faults (a full disk) end the whole transaction: then everything before is gone too.
          if (!this.#db.inTransaction) throw error;
          this.#sql.undo.run();
          this.#sql.release.run();
          failed.push({ one, error });
        }
      }
      this.#participant.flush();
      this.#sql.commit.run();
    } catch (error) {
      this.#abandon(batch, error);
      return;
    }
    this.#participant.reset();
    for (const { one, value } of written) one.resolve(value as never);
    for (const { one, error } of failed) one.reject(error);
  }

  #abandon(batch: readonly Waiting[], error: unknown): void {
    try {
      if (this.#db.inTransaction) this.#sql.rollback.run();
    } catch {
      // The transaction is gone already: what counts is the first error.
    }
    this.#participant.reset();
    for (const one of batch) one.reject(error);
    if (isSyncFailure(error) && this.#failed === null) {
      this.#failed = error;
      this.#onDiskFailed(error);
    }
  }
}

/** After a failed sync the kernel may have dropped the pages: trying again could succeed without having kept them. */
function isSyncFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'SQLITE_IOERR_FSYNC' || code === 'SQLITE_IOERR_DIR_FSYNC';
}
