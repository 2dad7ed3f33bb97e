import type { JobListSnapshot, JobListSource, JobPage, JobUpdate, ListedJob } from './job-list-parts.ts';

export type { JobListSnapshot, JobListSource, JobPage, JobUpdate, ListedJob };

/** Above this many new jobs only their number is kept, and showing them reads the list anew. */
const MOST_HELD = 500;
/** A list this long ends here: a filter finds what lies beyond. */
export const MOST_ROWS = 20_000;

/**
 * An ordered list of jobs: pages read as the reader scrolls, and changes that arrive live. Rows change in place
 * and never move under the reader's eyes; new ones wait until they are revealed. Changes are gathered and shown
 * once a frame. What is neither shown nor new is forgotten at once, so the list never outgrows what was scrolled.
 */
export class JobList<Row extends ListedJob> {
  readonly #source: JobListSource<Row>;
  readonly #show: (snapshot: JobListSnapshot<Row>) => void;
  #rows: Row[] = [];
  #places = new Map<string, number>();
  #held = new Map<string, Row>();
  #heldBeyond = 0;
  #left = new Set<string>();
  #waiting = new Map<string, Row>();
  #deleted = new Set<string>();
  #endCursor: string | null = null;
  #hasMore = false;
  #totalCount = 0;
  #loading = true;
  #loadingMore = false;
  #error: string | null = null;
  #cancelFrame: (() => void) | undefined;
  #unwatch: (() => void) | undefined;
  /** Counts readings of the whole list; an answer to an older one is dropped. */
  #reading = 0;

  constructor(source: JobListSource<Row>, show: (snapshot: JobListSnapshot<Row>) => void) {
    this.#source = source;
    this.#show = show;
  }

  /** Reads the first page and begins to watch. */
  start(): void {
    this.#unwatch = this.#source.watch((update) => this.#take(update));
    void this.refresh();
  }

  stop(): void {
    this.#reading++;
    this.#unwatch?.();
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
  }

  /** Reads again as many pages as are shown: after a reconnect, or when asked to. */
  async refresh(): Promise<void> {
    const reading = ++this.#reading;
    const wanted = Math.max(1, this.#rows.length);
    const rows: Row[] = [];
    // States that arrive while reading are newer than what is being read, and are laid over it.
    this.#deleted.clear();
    try {
      let page: JobPage<Row> | undefined;
      do {
        page = await this.#source.read(page?.endCursor ?? null);
        if (reading !== this.#reading) return;
        rows.push(...page.rows);
      } while (page.hasMore && rows.length < wanted);
      this.#replaceRows(rows);
      this.#endCursor = page.endCursor;
      this.#hasMore = page.hasMore && this.#rows.length < MOST_ROWS;
      this.#totalCount = page.totalCount;
      this.#error = null;
    } catch (cause) {
      if (reading !== this.#reading) return;
      this.#error = messageOf(cause);
    }
    this.#loading = false;
    this.#loadingMore = false;
    this.#publish();
  }

  /** Reads the page that follows; does nothing while one is being read. */
  async loadMore(): Promise<void> {
    if (!this.#hasMore || this.#loadingMore || this.#loading) return;
    const reading = this.#reading;
    this.#loadingMore = true;
    this.#publish();
    try {
      const page = await this.#source.read(this.#endCursor);
      if (reading !== this.#reading) return;
      for (const row of page.rows) {
        if (this.#deleted.has(row.id)) continue;
        if (this.#places.has(row.id)) this.#put(row);
        else this.#places.set(row.id, this.#rows.push(this.#held.get(row.id) ?? row) - 1);
        this.#held.delete(row.id);
      }
      this.#endCursor = page.endCursor;
      this.#hasMore = page.hasMore && this.#rows.length < MOST_ROWS;
      this.#totalCount = page.totalCount;
      this.#error = null;
    } catch (cause) {
      if (reading !== this.#reading) return;
      this.#error = messageOf(cause);
    }
    this.#loadingMore = false;
    this.#publish();
  }

  /** Shows the new jobs in their places and takes away those that the filter no longer takes. */
  reveal(): void {
    if (this.#heldBeyond > 0) {
      this.#heldBeyond = 0;
      void this.refresh();
      return;
    }
    const kept = this.#rows.filter((row) => !this.#left.has(row.id));
    this.#setRows(merged([...this.#held.values()].sort(this.#source.compare), kept, this.#source.compare));
    this.#held.clear();
    this.#left.clear();
    this.#publish();
  }

  /** Lays the answer of a mutation over the list at once; an older state than the shown one changes nothing. */
  apply(row: Row): void {
    this.#take({ changed: [row], deleted: [] });
  }

  /** Takes a job away at once. */
  remove(id: string): void {
    this.#take({ changed: [], deleted: [id] });
  }

  #take(update: JobUpdate<Row>): void {
    if (update.changed.length === 0 && update.deleted.length === 0) {
      if (!this.#loading) void this.refresh();
      return;
    }
    for (const row of update.changed) {
      const isShown = this.#places.has(row.id) || this.#held.has(row.id);
      if (!isShown && !this.#loading && !this.#isNew(row)) continue;
      const before = this.#waiting.get(row.id);
      if (!before || before.version <= row.version) this.#waiting.set(row.id, row);
    }
    for (const id of update.deleted) {
      this.#waiting.delete(id);
      this.#deleted.add(id);
    }
    this.#cancelFrame ??= this.#source.nextFrame(() => {
      this.#cancelFrame = undefined;
      this.#flush();
    });
  }

  /** Stands before the last row that is shown, and so is not merely further down. */
  #isNew(row: Row): boolean {
    const last = this.#rows.at(-1);
    return (
      this.#source.matches(row) &&
      (!this.#hasMore || last === undefined || this.#source.compare(row, last) < 0)
    );
  }

  #flush(): void {
    // Before the first page is here nobody knows what is new: the changes wait for it.
    if (this.#loading) return;
    let isCopied = false;
    for (const row of this.#waiting.values()) {
      if (this.#places.has(row.id)) {
        if (!isCopied) this.#rows = [...this.#rows];
        isCopied = true;
        this.#put(row);
      } else if (!this.#source.matches(row)) {
        if (this.#held.delete(row.id)) this.#totalCount--;
      } else if (this.#held.has(row.id)) this.#held.set(row.id, row);
      else if (this.#isNew(row)) this.#hold(row);
    }
    this.#waiting.clear();
    this.#removeDeleted();
    this.#publish();
  }

  #hold(row: Row): void {
    if (this.#held.size < MOST_HELD) this.#held.set(row.id, row);
    else this.#heldBeyond++;
    this.#totalCount++;
  }

  #put(row: Row): void {
    const place = this.#places.get(row.id);
    const shown = place === undefined ? undefined : this.#rows[place];
    if (place === undefined || shown === undefined || row.version < shown.version) return;
    this.#rows[place] = row;
    const hadLeft = this.#left.has(row.id);
    const leaves = !this.#source.matches(row);
    if (leaves === hadLeft) return;
    if (leaves) this.#left.add(row.id);
    else this.#left.delete(row.id);
    this.#totalCount += leaves ? -1 : 1;
  }

  #removeDeleted(): void {
    if (this.#deleted.size === 0) return;
    const before = this.#rows.length + this.#held.size;
    // A row that had left was taken from the total then.
    let counted = 0;
    for (const id of this.#deleted) {
      this.#held.delete(id);
      if (this.#left.delete(id)) counted++;
    }
    if ([...this.#deleted].some((id) => this.#places.has(id))) {
      this.#setRows(this.#rows.filter((row) => !this.#deleted.has(row.id)));
    }
    this.#totalCount = Math.max(
      0,
      this.#totalCount + counted - (before - this.#rows.length - this.#held.size),
    );
    this.#deleted.clear();
  }

  #replaceRows(rows: readonly Row[]): void {
    const newest = rows.filter((row) => !this.#deleted.has(row.id)).map((row) => this.#newerOf(row));
    this.#setRows(newest);
    this.#held.clear();
    this.#heldBeyond = 0;
    this.#left = new Set(newest.filter((row) => !this.#source.matches(row)).map((row) => row.id));
    for (const row of this.#waiting.values()) {
      if (!this.#places.has(row.id) && !this.#deleted.has(row.id) && this.#isNew(row))
        this.#held.set(row.id, row);
    }
    this.#waiting.clear();
    this.#deleted.clear();
  }

  /** The newest state that is known; the shown object itself when it is as new, so that nothing is drawn again. */
  #newerOf(read: Row): Row {
    const arrived = this.#waiting.get(read.id);
    const place = this.#places.get(read.id);
    const shown = place === undefined ? undefined : this.#rows[place];
    if (arrived && arrived.version > read.version) return arrived;
    return shown && shown.version > read.version ? shown : read;
  }

  #setRows(rows: Row[]): void {
    this.#rows = rows;
    this.#places = new Map(rows.map((row, place) => [row.id, place]));
  }

  #publish(): void {
    this.#show({
      rows: this.#rows,
      totalCount: this.#totalCount,
      heldBack: this.#held.size + this.#heldBeyond,
      left: new Set(this.#left),
      hasMore: this.#hasMore,
      loading: this.#loading,
      loadingMore: this.#loadingMore,
      error: this.#error,
    });
  }
}

function merged<Row>(
  added: readonly Row[],
  shown: readonly Row[],
  compare: (a: Row, b: Row) => number,
): Row[] {
  const rows: Row[] = [];
  let next = 0;
  for (const row of shown) {
    for (let each = added[next]; each !== undefined && compare(each, row) < 0; each = added[next]) {
      rows.push(each);
      next++;
    }
    rows.push(row);
  }
  return [...rows, ...added.slice(next)];
}

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : 'The list could not be read.';
