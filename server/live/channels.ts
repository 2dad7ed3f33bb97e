import type { JobEvent } from '../domain/job.ts';
import type { Access } from '../domain/people.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Message, Seat, Subscriber } from './channel.ts';
import { JobChannel } from './job-channel.ts';
import type { Live, Topic } from './live.ts';
import { JobsChannel } from './jobs-channel.ts';
import type { JobChanges } from './jobs-feed.ts';

/** What a client asked to be told, of each event. */
export interface Operation {
  /** The same for the same document with the same variables. */
  readonly key: string;
  /** It asks for what each viewer is told differently, whatever their rights: it is shared with nobody else. */
  readonly isPersonal: boolean;
  render(event: JobEvent | JobChanges, viewer: Viewer): Promise<Message>;
}

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
 * organizations, credentials) makes an operation personal.
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
    const access = await this.#live.accessOf(subscriber.viewer, topic);
    if (!access) throw this.#gone(topic);
    const watch: Watch = { topic, operation, subscriber, sight: sightOf(access, operation), seat: null };
    this.#watches.add(watch);
    this.#sit(watch, topic);
    return () => {
      this.#watches.delete(watch);
      watch.seat?.leave();
    };
  }

  #sit(watch: Watch, topic: Topic): void {
    const { operation, subscriber, sight } = watch;
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

  #open(topic: Topic, operation: Operation, forget: (channel: JobChannel | JobsChannel) => void): Channel {
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
      const access = await this.#live.accessOf(subscriber.viewer, topic);
      if (!this.#watches.has(watch)) continue;
      if (!access) {
        seat?.leave();
        subscriber.end(this.#gone(topic));
      } else if (sightOf(access, operation) !== watch.sight) {
        watch.sight = sightOf(access, operation);
        seat?.leave();
        this.#sit(watch, topic.kind === 'job' ? { ...topic, after: seat?.version ?? topic.after } : topic);
      }
    }
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
  }
}

/** What of somebody's rights decides what they are shown of jobs; and who they are, where that decides too. */
const sightOf = ({ userId, role, admin }: Access, { isPersonal }: Operation): string =>
  isPersonal ? `${role} ${admin} ${userId}` : `${role} ${admin}`;
