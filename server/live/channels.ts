import type { JobEvent } from '../domain/job.ts';
import type { NotificationChanges } from '../domain/notification.ts';
import type { Access } from '../domain/people.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Message, Seat, Subscriber } from './channel.ts';
import { JobChannel } from './job-channel.ts';
import type { Live, Topic } from './live.ts';
import { JobsChannel } from './jobs-channel.ts';
import type { JobChanges } from './jobs-feed.ts';
import { ownSeat } from './own-seat.ts';

/** What a client asked to be told, of each event. */
export interface Operation {
  /** The same for the same document with the same variables. */
  readonly key: string;
  /** It asks for what each viewer is told differently, whatever their rights: it is shared with nobody else. */
  readonly isPersonal: boolean;
  render(event: JobEvent | JobChanges | NotificationChanges, viewer: Viewer): Promise<Message>;
}

type JobTopic = Exclude<Topic, { readonly kind: 'notifications' }>;

interface Watch {
  readonly topic: Topic;
  readonly operation: Operation;
  readonly subscriber: Subscriber;
  /** Whose rights and eyes it has: see `sightOf`. */
  sight: string;
  seat: Seat | null;
}

type Channel =
  { readonly kind: 'job'; readonly it: JobChannel } | { readonly kind: 'jobs'; readonly it: JobsChannel };

/**
 * Who watches what by which operation. The same document, the same variables and the same rights share a channel:
 * what somebody is where they watch says all about what they see of jobs. What is told to each differently (people,
 * organizations, credentials) makes an operation personal. Notifications are their user's alone: each who watches them
 * is told at their own pace.
 */
export class Channels {
  readonly #live: Live;
  readonly #notThere: (what: Topic['kind'], id: string) => Error;
  readonly #channels = new Map<string, Channel>();
  readonly #watches = new Set<Watch>();

  constructor(live: Live, notThere: (what: Topic['kind'], id: string) => Error) {
    this.#live = live;
    this.#notThere = notThere;
    live.atEachCheck(() => this.#check());
  }

  /** How many subscriptions share how many channels. */
  get size(): { readonly subscriptions: number; readonly channels: number } {
    return { subscriptions: this.#watches.size, channels: this.#channels.size };
  }

  /**
   * Tells a subscriber what comes until it leaves; one that was ended leaves too. Rights are looked at again at each
   * check of `live`: who may see no more is ended, and whose rights changed is seated among their like.
   *
   * @returns how it leaves
   */
  async watch(topic: Topic, operation: Operation, subscriber: Subscriber): Promise<() => void> {
    const sight = await this.#sightOf(topic, operation, subscriber);
    if (sight === null) throw this.#gone(topic);
    const watch: Watch = { topic, operation, subscriber, sight, seat: null };
    this.#watches.add(watch);
    this.#sit(watch, topic);
    return () => {
      this.#watches.delete(watch);
      watch.seat?.leave();
    };
  }

  #sit(watch: Watch, topic: Topic): void {
    const { operation, subscriber, sight } = watch;
    if (topic.kind === 'notifications') {
      const changes = this.#live.readNotifications(topic.userId);
      watch.seat = ownSeat(changes, (change, viewer) => operation.render(change, viewer), subscriber);
      return;
    }
    const key = [topic.kind, idOf(topic), sight, operation.key].join('\n');
    const forget = (channel: JobChannel | JobsChannel) => {
      if (this.#channels.get(key)?.it === channel) this.#channels.delete(key);
    };
    let channel = this.#channels.get(key);
    if (!channel) {
      channel = this.#open(topic, operation, forget);
      this.#channels.set(key, channel);
    }
    if (channel.kind === 'job')
      watch.seat = channel.it.join(subscriber, topic.kind === 'job' ? topic.after : 0);
    else watch.seat = channel.it.join(subscriber);
  }

  #open(topic: JobTopic, operation: Operation, forget: (channel: JobChannel | JobsChannel) => void): Channel {
    if (topic.kind !== 'job') {
      const source = this.#live.readJobs(topic);
      const it: JobsChannel = new JobsChannel(
        source,
        (changes, viewer) => operation.render(changes, viewer),
        () => forget(it),
      );
      return { kind: 'jobs', it };
    }
    const { jobId, version } = topic;
    const it: JobChannel = new JobChannel(
      (after, known) => this.#live.readJob(jobId, after, known),
      (event, viewer) => operation.render(event, viewer),
      version,
      () => forget(it),
    );
    return { kind: 'job', it };
  }

  /** Ends those who may no longer see what they watch, and seats anew those whose rights changed. */
  async #check(): Promise<void> {
    for (const watch of [...this.#watches]) {
      const { topic, operation, subscriber, seat } = watch;
      const sight = await this.#sightOf(topic, operation, subscriber);
      if (!this.#watches.has(watch)) continue;
      if (sight === null) {
        seat?.leave();
        subscriber.end(this.#gone(topic));
      } else if (sight !== watch.sight) {
        watch.sight = sight;
        seat?.leave();
        this.#sit(watch, topic.kind === 'job' ? { ...topic, after: seat?.version ?? topic.after } : topic);
      }
    }
  }

  /** What decides what a subscriber is shown; null for who may not watch this, or no longer. */
  async #sightOf(topic: Topic, operation: Operation, { viewer }: Subscriber): Promise<string | null> {
    if (topic.kind === 'notifications') {
      return topic.userId === viewer.user.id && (await this.#live.mayAct(viewer)) ? topic.userId : null;
    }
    const access = await this.#live.accessOf(viewer, topic);
    return access && sightOf(access, operation);
  }

  #gone(topic: Topic): Error {
    return this.#notThere(topic.kind, idOf(topic));
  }
}

function idOf(topic: Topic): string {
  switch (topic.kind) {
    case 'job':
      return topic.jobId;
    case 'project':
      return topic.projectId;
    case 'organization':
      return topic.organizationId;
    case 'notifications':
      return topic.userId;
  }
}

/** What of somebody's rights decides what they are shown of jobs; and who they are, where that decides too. */
const sightOf = ({ userId, role, admin }: Access, { isPersonal }: Operation): string =>
  isPersonal ? `${role} ${admin} ${userId}` : `${role} ${admin}`;
