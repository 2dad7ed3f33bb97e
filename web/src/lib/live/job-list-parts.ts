/** What the list needs of a row. */
export interface ListedJob {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
}

export interface JobPage<Row> {
  readonly rows: readonly Row[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  readonly totalCount: number;
}

/** Latest states of changed jobs. An empty update says: from here on nothing is missed. */
export interface JobUpdate<Row> {
  readonly changed: readonly Row[];
  readonly deleted: readonly string[];
}

export interface JobListSource<Row> {
  /** Reads the page that begins after a cursor; throws with a message for people. */
  readonly read: (after: string | null) => Promise<JobPage<Row>>;
  /** Opens the stream of changes; each connection begins with an empty update. @returns what ends it */
  readonly watch: (update: (update: JobUpdate<Row>) => void) => () => void;
  /** The row belongs in this list, by its filter. */
  readonly matches: (row: Row) => boolean;
  /** Below zero when `a` stands before `b`. */
  readonly compare: (a: Row, b: Row) => number;
  /** Calls back before the next frame is painted. @returns what prevents it */
  readonly nextFrame: (callback: () => void) => () => void;
}

/** What the table shows. A new object with each change; rows that did not change are the same objects. */
export interface JobListSnapshot<Row> {
  readonly rows: readonly Row[];
  readonly totalCount: number;
  /** New jobs that wait to be shown. */
  readonly heldBack: number;
  /** Rows that are still shown although the filter no longer takes them; `reveal` removes them. */
  readonly left: ReadonlySet<string>;
  readonly hasMore: boolean;
  /** The first page has not come yet. */
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly error: string | null;
}
