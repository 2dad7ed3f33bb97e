import { decideCancel } from './cancel.ts';
import { changed, type Decision, type JobChange, type JobSnapshot } from './change.ts';
import type { Attempt, JobEvent, JobItem, JobType, Property } from './job.ts';
import type { Access } from './people.ts';
import { decideRetry, type RetryRequest } from './retry.ts';
import { decideRelease, decideReports, decideStart, type RunEnding, type RunReport } from './run.ts';
import { newJob } from './submission.ts';
import { HANDLE, INTENT, PROJECT, QPU, SIMULATOR, T0, definitionWith } from './test-samples.ts';
import { statusAfter, type ItemHappening } from './transitions.ts';
import { decideUpdate } from './update.ts';

/** What may happen to a job, told by numbers so that any sequence of it makes sense. */
export type Command =
  | { readonly do: 'start'; readonly some: readonly number[]; readonly worker: string }
  | {
      readonly do: 'report';
      readonly runs: readonly number[];
      readonly ending: RunEnding;
      readonly staleBy: number;
    }
  | {
      readonly do: 'release';
      readonly worker: string;
      readonly lost: boolean;
      readonly some: readonly number[];
    }
  | { readonly do: 'hand over'; readonly item: number; readonly known: boolean }
  | { readonly do: 'provider'; readonly item: number; readonly happening: ItemHappening }
  | { readonly do: 'cancel'; readonly access: Access }
  | { readonly do: 'retry'; readonly access: Access; readonly request: RetryRequest }
  | {
      readonly do: 'update';
      readonly access: Access;
      readonly description: string;
      readonly properties: readonly Property[];
    };

/** A job as a store would keep it, and all that ever happened to it. */
export class JobInMemory {
  snapshot: JobSnapshot;
  now = T0;
  readonly events: JobEvent[];
  readonly archived = new Map<number, Attempt[]>();
  /** Every run that was ever begun: reports may come about any of them. */
  readonly runs: Pick<RunReport, 'index' | 'attempt' | 'fence'>[] = [];
  readonly hosted: boolean;

  constructor(type: JobType, count: number, hosted: boolean) {
    const birth = {
      id: 'job_1',
      name: 'Bell',
      description: '',
      properties: [],
      createdBy: 'user_1',
      groupId: null,
      rerunOf: null,
      now: T0,
    };
    const { job, items, events } = newJob(
      birth,
      PROJECT,
      hosted ? SIMULATOR : QPU,
      definitionWith(type, count),
    );
    this.hosted = hosted;
    this.snapshot = { job, items };
    this.events = [...events];
  }

  /** Does one thing a millisecond later. Answers what was written; null when nothing was. */
  do(command: Command): JobChange | null {
    this.now += 1;
    const decision = this.#decide(command);
    if (decision.kind !== 'change') return null;
    const { change } = decision;
    this.#write(change);
    return change;
  }

  #decide(command: Command): Decision {
    const { snapshot, now } = this;
    switch (command.do) {
      case 'start':
        return this.hosted
          ? decideStart(this.#only(command.some), command.worker, now)
          : { kind: 'unchanged' };
      case 'report': {
        const reports = command.runs.flatMap((one): RunReport[] => {
          const run = this.runs[one % Math.max(1, this.runs.length)];
          return run ? [{ ...run, fence: run.fence - command.staleBy, ending: command.ending }] : [];
        });
        // The recorder loads the items its reports are about, and no other.
        return decideReports(this.#only(reports.map(({ index }) => index)), reports, now);
      }
      case 'release':
        return decideRelease(this.#only(command.some), new Set([command.worker]), command.lost, now);
      case 'hand over': {
        const item = this.#item(command.item);
        if (!this.hosted && item?.status === 'QUEUED' && item.remote === null) {
          this.#put({ ...item, remote: command.known ? HANDLE : INTENT });
        }
        return { kind: 'unchanged' };
      }
      case 'provider':
        return this.#hear(command.item, command.happening);
      case 'cancel':
        return decideCancel(snapshot, command.access, 'enough', now);
      case 'retry':
        return decideRetry(snapshot, command.access, command.request, this.hosted ? SIMULATOR : QPU, now);
      case 'update':
        return decideUpdate({ ...snapshot, items: [] }, command.access, command, now);
      default:
        return command satisfies never;
    }
  }

  /** What a provider says about an item it has. */
  #hear(place: number, happening: ItemHappening): Decision {
    const item = this.#item(place);
    if (!item?.remote || statusAfter(item.status, happening) === null) return { kind: 'unchanged' };
    const set = happening === 'complete' ? { resultId: 'sha-remote' } : {};
    const step = { index: item.index, happening, set };
    const kind = item.status === 'CANCELLING' ? 'CANCEL_ANSWERED' : 'FINISHED';
    return changed({ ...this.snapshot, items: [item] }, this.now, [
      { kind, actor: null, message: null, items: [step] },
    ]);
  }

  #only(places: readonly number[]): JobSnapshot {
    const wanted = new Set(places.map((place) => place % this.snapshot.items.length));
    return { ...this.snapshot, items: this.snapshot.items.filter((item) => wanted.has(item.index)) };
  }

  #item(place: number): JobItem | undefined {
    return this.snapshot.items[place % this.snapshot.items.length];
  }

  #put(item: JobItem): void {
    const items = this.snapshot.items.map((one) => (one.index === item.index ? item : one));
    this.snapshot = { ...this.snapshot, items };
  }

  #write(change: JobChange): void {
    for (const { before, after, archived } of change.items) {
      this.#put(after);
      if (archived) this.archived.set(after.index, [...(this.archived.get(after.index) ?? []), archived]);
      if (before.status !== 'RUNNING' && after.status === 'RUNNING' && this.hosted) this.runs.push(after);
    }
    this.events.push(...change.events);
    this.snapshot = { ...this.snapshot, job: change.job };
  }
}
