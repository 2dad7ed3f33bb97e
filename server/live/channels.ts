import type { JobEvent } from '../domain/job.ts';
import type { Access } from '../domain/people.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Message, Seat, Subscriber } from './channel.ts';
import { JobChannel } from './job-channel.ts';
import type { Live, Topic } from './live.ts';
import { ProjectChannel } from './project-channel.ts';
import type { JobChanges } from './project-feed.ts';

/** What a client asked to be told, of each event. */
export interface Operation {
  /** The same for the same document with the same variables. */
  readonly key: string;
  render(event: JobEvent | JobChanges, viewer: Viewer): Promise<Message>;
}

interface Watch {
  readonly topic: Topic;
  readonly operation: Operation;
  readonly subscriber: Subscriber;
  sight: string;
  seat: Seat | null;
}

type Channel =
  | { readonly kind: 'job'; readonly it: JobChannel }
  | { readonly kind: 'project'; readonly it: ProjectChannel };

/**
 * Who watches what by which operation. The same document, the same variables and the same rights in the project
 * share a channel: all that can be reached from a job lies in its project, so that what somebody is there says
 * all about what they see.
 */
export class Channels {
  readonly #live: Live;
  readonly #notThere: (what: 'job' | 'project', id: string) => Error;
  readonly #channels = new Map<string, Channel>();
  readonly #watches = new Set<Watch>();

  constructor(live: Live, notThere: (what: 'job' | 'project', id: string) => Error) {
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
    const access = await this.#live.accessOf(subscriber.viewer, topic.projectId);
    if (!access) throw this.#gone(topic);
    const watch: Watch = { topic, operation, subscriber, sight: sightOf(access), seat: null };
    this.#watches.add(watch);
    this.#sit(watch, topic);
    return () => {
      this.#watches.delete(watch);
      watch.seat?.leave();
    };
  }

  #sit(watch: Watch, topic: Topic): void {
    const { operation, subscriber, sight } = watch;
    const id = topic.kind === 'job' ? topic.jobId : topic.projectId;
    const key = [topic.kind, id, sight, operation.key].join('\n');
    const forget = (channel: JobChannel | ProjectChannel) => {
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

  #open(topic: Topic, operation: Operation, forget: (channel: JobChannel | ProjectChannel) => void): Channel {
    if (topic.kind === 'project') {
      const source = this.#live.readProject(topic.projectId);
      const it: ProjectChannel = new ProjectChannel(
        source,
        (changes, viewer) => operation.render(changes, viewer),
        () => forget(it),
      );
      return { kind: 'project', it };
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
      const { topic, subscriber, seat } = watch;
      const access = await this.#live.accessOf(subscriber.viewer, topic.projectId);
      if (!this.#watches.has(watch)) continue;
      if (!access) {
        seat?.leave();
        subscriber.end(this.#gone(topic));
      } else if (sightOf(access) !== watch.sight) {
        watch.sight = sightOf(access);
        seat?.leave();
        this.#sit(watch, topic.kind === 'job' ? { ...topic, after: seat?.version ?? topic.after } : topic);
      }
    }
  }

  #gone(topic: Topic): Error {
    return topic.kind === 'job'
      ? this.#notThere('job', topic.jobId)
      : this.#notThere('project', topic.projectId);
  }
}

/** What of somebody's rights in a project decides what they are shown of its jobs. */
const sightOf = ({ role, admin }: Access): string => `${role} ${admin}`;
