import type { JobEvent, JobId, OrganizationId, ProjectId, UserId } from '../domain/job.ts';
import type { JobOwner } from '../domain/job-query.ts';
import type { NotificationChanges } from '../domain/notification.ts';
import type { Access } from '../domain/people.ts';
import type { Bus, JobNotice } from '../events/bus.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';
import { JobFeed } from './job-feed.ts';
import { JobsFeed, type JobChanges, type JobsSource } from './jobs-feed.ts';
import { NotificationsFeed } from './notifications-feed.ts';
import { pullIterator } from './pull-iterator.ts';
import { ownerKey, Visibility } from './visibility.ts';

export interface LiveOptions {
  readonly store: Store;
  readonly bus: Bus;
  /** Milliseconds of a clock that only grows. */
  readonly monotonic?: () => number;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Milliseconds between the looks for lost notices and lost permissions; 0 for none but `checkNow`. */
  readonly checkEvery?: number;
  /** What a viewer is told who may not see, or no longer: the same as of an unknown id. */
  readonly notThere: (what: Topic['kind'], id: string) => Error;
}

/** What a stream is about: enough to join all others who watch the same. */
export type Topic =
  | { readonly kind: 'project'; readonly projectId: ProjectId }
  | { readonly kind: 'organization'; readonly organizationId: OrganizationId }
  | { readonly kind: 'notifications'; readonly userId: UserId }
  | {
      readonly kind: 'job';
      readonly projectId: ProjectId;
      readonly jobId: JobId;
      /** The job's version when the stream was opened. */
      readonly version: number;
      /** The last version the reader has. */
      readonly after: number;
    };

export type LiveStream<Event> = AsyncGenerator<Event, undefined> & { readonly topic: Topic };

const CHECK_EVERY_MS = 3_000;
/** A reader of a list gets at most one update in this time. */
const LIST_PACE_MS = 50;
/** Notifications are looked at without word of them at each so many checks. */
const LOOK_AT_NOTIFICATIONS_EVERY = 5;
/** How far back the safety poll of a list looks beyond the last one, for clocks that differ. */
const OVERLAP_MS = 10_000;

/** Who watches what. Knows no sockets and no GraphQL: it gives async iterators. */
export class Live {
  readonly #options: LiveOptions;
  readonly #jobs = new Map<JobId, JobFeed>();
  /** By `ownerKey`. */
  readonly #lists = new Map<string, JobsFeed>();
  readonly #notifications = new Map<UserId, NotificationsFeed>();
  readonly #visibility: Visibility;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #timer: NodeJS.Timeout | null;
  readonly #looks: (() => Promise<void>)[] = [];
  #checking: Promise<void> | null = null;
  #checks = 0;
  #closed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#visibility = new Visibility(options.store);
    this.#unsubscribe = [
      options.bus.subscribe((notices) => this.#hear(notices)),
      options.bus.hearTold((userIds) => {
        for (const id of userIds) this.#notifications.get(id)?.heard();
      }),
      options.bus.hear('missed', () => {
        for (const feed of this.#notifications.values()) feed.heard();
        // A look that is under way may have begun before what was missed.
        void this.checkNow().then(
          () => this.checkNow(),
          () => undefined,
        );
      }),
    ];
    const every = options.checkEvery ?? CHECK_EVERY_MS;
    this.#timer = every > 0 ? setInterval(() => void this.checkNow().catch(() => undefined), every) : null;
    this.#timer?.unref();
  }

  /** How many subscriptions are open. */
  get readers(): Readonly<Record<'jobs' | 'projects' | 'organizations' | 'notifications', number>> {
    const sum = (feeds: Iterable<{ readonly readers: number }>) =>
      [...feeds].reduce((all, feed) => all + feed.readers, 0);
    const lists = [...this.#lists.values()];
    return {
      jobs: sum(this.#jobs.values()),
      projects: sum(lists.filter(({ owner }) => 'projectId' in owner)),
      organizations: sum(lists.filter(({ owner }) => 'organizationId' in owner)),
      notifications: sum(this.#notifications.values()),
    };
  }

  /** What a viewer is in a project or among an organization's jobs, as known for a few seconds; null for nothing. */
  accessOf(viewer: Viewer, owner: JobOwner): Promise<Access | null> {
    return this.#visibility.accessOf(viewer, owner);
  }

  /** Whether somebody still may act at all, as known for a few seconds. */
  mayAct(viewer: Viewer): Promise<boolean> {
    return this.#visibility.mayAct(viewer);
  }

  /** Calls at each look for lost notices and lost permissions. */
  atEachCheck(look: () => Promise<void>): void {
    this.#looks.push(look);
  }

  /**
   * `readJob` for somebody.
   *
   * @throws what `notThere` makes for who may not see the job. Whether they still may is looked at by `Channels`.
   */
  async jobEvents(viewer: Viewer, jobId: JobId, after: number): Promise<LiveStream<JobEvent>> {
    const { store, notThere } = this.#options;
    const [job] = await store.jobs([jobId]);
    if (!job || !(await this.accessOf(viewer, { projectId: job.projectId }))) throw notThere('job', jobId);
    const { projectId, version } = job;
    const topic = { kind: 'job', projectId, jobId, version, after } as const;
    return Object.assign(this.readJob(jobId, after, version), { topic });
  }

  /**
   * Every event of a job after a version, in order, for ever; ends when the job is deleted.
   *
   * @param version - the newest version that is known
   */
  readJob(jobId: JobId, after: number, version: number): AsyncGenerator<JobEvent, undefined> {
    const feed = this.#jobs.get(jobId) ?? new JobFeed(jobId, this.#options.store);
    this.#jobs.set(jobId, feed);
    const bell = feed.join();
    feed.heard(version);
    let told = after;
    let batch: readonly JobEvent[] = [];
    let place = 0;
    let ended = this.#closed;
    return pullIterator({
      next: async () => {
        while (!ended && !feed.deleted) {
          const event = batch[place];
          if (event) {
            place += 1;
            told = event.version;
            return { value: event };
          }
          batch = await feed.after(told);
          place = 0;
          if (batch.length === 0) await bell.heard();
          ended ||= this.#closed;
        }
        return null;
      },
      stop: () => {
        ended = true;
        feed.leave(bell);
        if (feed.readers === 0 && this.#jobs.get(jobId) === feed) this.#jobs.delete(jobId);
      },
    });
  }

  /**
   * `readJobs` for somebody.
   *
   * @throws what `notThere` makes for who may not see the project. Whether they still may is looked at by `Channels`.
   */
  async projectJobs(viewer: Viewer, projectId: ProjectId): Promise<LiveStream<JobChanges>> {
    if (!(await this.accessOf(viewer, { projectId }))) throw this.#options.notThere('project', projectId);
    const topic = { kind: 'project', projectId } as const;
    return Object.assign(this.readJobs(topic).changes, { topic });
  }

  /**
   * `readJobs` of an organization for one of its admins.
   *
   * @throws what `notThere` makes for everybody else. Whether they still are is looked at by `Channels`.
   */
  async organizationJobs(viewer: Viewer, organizationId: OrganizationId): Promise<LiveStream<JobChanges>> {
    if (!(await this.accessOf(viewer, { organizationId }))) {
      throw this.#options.notThere('organization', organizationId);
    }
    const topic = { kind: 'organization', organizationId } as const;
    return Object.assign(this.readJobs(topic).changes, { topic });
  }

  /** `readNotifications` of the viewer's own. */
  notifications({ user }: Viewer): LiveStream<NotificationChanges> {
    const topic = { kind: 'notifications', userId: user.id } as const;
    return Object.assign(this.readNotifications(user.id), { topic });
  }

  /** What is new among somebody's notifications. The first update names none and comes at once. */
  readNotifications(userId: UserId): AsyncGenerator<NotificationChanges, undefined> {
    const { store, wait = pause } = this.#options;
    const feed = this.#notifications.get(userId) ?? new NotificationsFeed(userId, store);
    this.#notifications.set(userId, feed);
    if (this.#closed) feed.close();
    return feed.read(
      () => wait(LIST_PACE_MS),
      () => {
        if (feed.readers === 0 && this.#notifications.get(userId) === feed)
          this.#notifications.delete(userId);
      },
    );
  }

  /** The latest states of jobs as they change. The first update is empty and comes at once. */
  readJobs(owner: JobOwner): JobsSource {
    const { store, wait = pause, monotonic = () => performance.now() } = this.#options;
    const key = ownerKey(owner);
    const feed = this.#lists.get(key) ?? new JobsFeed(owner, store);
    this.#lists.set(key, feed);
    const reader = feed.join();
    let first = true;
    let ended = this.#closed;
    let last = -LIST_PACE_MS;
    const changes = pullIterator({
      next: async () => {
        if (first) {
          first = false;
          return { value: { changed: [], deleted: [] } };
        }
        while (!ended) {
          if (reader.waiting) {
            const early = last + LIST_PACE_MS - monotonic();
            if (early > 0) await wait(early);
            last = monotonic();
            const ids = reader.take();
            try {
              return { value: await feed.load(ids) };
            } catch {
              // The store did not answer. Nothing is lost: the next look tells it.
              reader.putBack(ids);
            }
          }
          await reader.bell.heard();
          ended ||= this.#closed;
        }
        return null;
      },
      stop: () => {
        ended = true;
        feed.leave(reader);
        if (feed.readers === 0 && this.#lists.get(key) === feed) this.#lists.delete(key);
      },
    });
    return { changes, load: (ids) => feed.load(ids) };
  }

  /** Looks for notices that were lost and permissions that were taken away. */
  checkNow(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  /** Ends all subscriptions. */
  close(): void {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    for (const end of this.#unsubscribe) end();
    for (const feed of [...this.#jobs.values(), ...this.#lists.values()]) feed.wake();
    for (const feed of this.#notifications.values()) feed.close();
  }

  #hear(notices: readonly JobNotice[]): void {
    const byList = new Map<JobsFeed, JobNotice[]>();
    for (const notice of notices) {
      const feed = this.#jobs.get(notice.jobId);
      if (notice.deleted) feed?.gone();
      else feed?.heard(notice.version);
      if (this.#lists.size === 0) continue;
      for (const owner of [{ projectId: notice.projectId }, { organizationId: notice.organizationId }]) {
        const list = this.#lists.get(ownerKey(owner));
        if (!list) continue;
        const own = byList.get(list);
        if (own) own.push(notice);
        else byList.set(list, [notice]);
      }
    }
    for (const [list, own] of byList) list.heard(own);
  }

  async #check(): Promise<void> {
    const { store } = this.#options;
    this.#visibility.forget();
    // First of all: whoever may see no more is not told what the look finds.
    for (const look of this.#looks) await look();
    const ids = [...this.#jobs.keys()];
    if (ids.length > 0) {
      const jobs = await store.jobs(ids);
      ids.forEach((id, place) => {
        const job = jobs[place];
        if (job) this.#jobs.get(id)?.heard(job.version);
        else this.#jobs.get(id)?.gone();
      });
    }
    for (const feed of this.#lists.values()) await this.#pollList(feed);
    this.#checks += 1;
    if (this.#checks % LOOK_AT_NOTIFICATIONS_EVERY === 0)
      for (const feed of this.#notifications.values()) feed.heard();
    // Should a wake-up have been lost, whoever waits looks once more.
    const feeds = [...this.#jobs.values(), ...this.#lists.values(), ...this.#notifications.values()];
    for (const feed of feeds) feed.wake();
  }

  async #pollList(feed: JobsFeed): Promise<void> {
    const { store } = this.#options;
    const order = { field: 'UPDATED_AT', direction: 'DESC' } as const;
    const jobs = await store.listJobs(feed.owner, {}, order, {
      limit: 100,
      from: null,
      backwards: false,
    });
    const newest = jobs[0]?.updatedAt ?? 0;
    feed.found(jobs.filter((job) => job.updatedAt >= newest - OVERLAP_MS));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export type { JobChanges };
