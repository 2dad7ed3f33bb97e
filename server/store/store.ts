import type { Decision } from '../domain/change.ts';
import type { JobSnapshot } from '../domain/change.ts';
import type { PreparedContent } from '../domain/content.ts';
import type { ProviderCredential } from '../domain/credential.ts';
import type { Refusal } from '../domain/errors.ts';
import type {
  Attempt,
  ContentId,
  CredentialId,
  Job,
  JobEvent,
  JobId,
  JobItem,
  OrganizationId,
  ProgramId,
  ProjectId,
  RemoteHandle,
  TargetId,
  UserId,
} from '../domain/job.ts';
import type { JobFilter, JobOrder, JobOwner, JobPosition, JobScope, Slice } from '../domain/job-query.ts';
import type { Organization, Project, ProjectRole, ProjectVisibility, User } from '../domain/people.ts';
import type { Language } from '../domain/program.ts';
import type { QuotaStanding } from '../domain/quota.ts';
import type { JobStatus, StatusCounts } from '../domain/status.ts';
import type { Target } from '../domain/target.ts';
import type { AccountsStore } from './accounts-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { FairStore } from './fair-store.ts';
import type { NodeStore } from './node-store.ts';
import type { NotificationStore } from './notification-store.ts';
import type { PropertyStore } from './property-store.ts';
import type { QuotaStore, SubmitPayers } from './quota-store.ts';
import type {
  GroupStore,
  OrganizationStore,
  ProjectRoleStore,
  TeamStore,
  UserStore,
} from './people-store.ts';

/**
 * What Shotboard keeps. An interface of intentions: each method is one transaction, and what it acknowledged is
 * durable. Decisions are passed in as pure, synchronous functions of what is stored; they may be called more than
 * once (a database may ask to repeat a transaction), the last call counts.
 * Every implementation passes `conformance.ts`.
 */
export interface Store
  extends
    PeopleStore,
    AccountsStore,
    OrganizationStore,
    UserStore,
    GroupStore,
    TeamStore,
    ProjectStore,
    ProjectRoleStore,
    JobStore,
    QueueStore,
    RemoteStore,
    NodeStore,
    AuditStore,
    PropertyStore,
    NotificationStore,
    ProviderCredentialStore,
    QuotaStore,
    FairStore {
  /** Text made ready to be stored by a later write. Costs CPU, touches no database. */
  prepareContent(text: string): Promise<PreparedContent>;
  /** A stored text; null when there is none. */
  content(id: ContentId): Promise<string | null>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Finishes what was begun and lets go of the database. */
  close(): Promise<void>;
}

// ---- People ----------------------------------------------------------------------------------------------------

export interface PeopleStore {
  /** Makes the first organization, user and project when there is none yet. Tells whether it did. */
  bootstrap(first: {
    readonly organization: Organization;
    readonly user: User;
    readonly project: Project;
  }): Promise<boolean>;
  users(ids: readonly UserId[]): Promise<readonly (User | null)[]>;
  organizations(ids: readonly OrganizationId[]): Promise<readonly (Organization | null)[]>;
  /** The oldest platform admin who is active: whom the administrator's token of the configuration stands for. */
  firstAdmin(): Promise<User | null>;
}

// ---- Projects --------------------------------------------------------------------------------------------------

export interface ProjectStore {
  /** Adds a project, with a user who is its Administrator from the start. */
  createProject(project: Project, administrator?: UserId): Promise<void>;
  projects(ids: readonly ProjectId[]): Promise<readonly (Project | null)[]>;
  /** Newest first; position: `createdAt`, then id. */
  listProjects(
    visibility: ProjectVisibility,
    includeArchived: boolean,
    slice: Slice<JobPosition>,
  ): Promise<readonly Project[]>;
  countProjects(visibility: ProjectVisibility, includeArchived: boolean): Promise<number>;
  /** All roles of a user in each project, own and through teams. */
  projectRoles(
    userId: UserId,
    projectIds: readonly ProjectId[],
  ): Promise<readonly (readonly ProjectRole[])[]>;
  /** Writes what `decide` makes of the project. Null when there is none. */
  changeProject(
    id: ProjectId,
    decide: (project: Project) => Project | Refusal,
  ): Promise<Project | Refusal | null>;
  /** Deletes a project with all its jobs and results, unless `decide` refuses. Null when there is none. */
  deleteProject(
    id: ProjectId,
    decide: (project: Project, jobCounts: StatusCounts) => Refusal | null,
  ): Promise<{ readonly deleted: true } | Refusal | null>;
  /** How many jobs each project has in each status. Cheap whatever their number. */
  jobCounts(ids: readonly ProjectId[]): Promise<readonly StatusCounts[]>;
  /** Names of properties used by jobs of a project, in alphabetical order, at most 200. */
  propertyNames(id: ProjectId): Promise<readonly string[]>;
  /** How many jobs all projects of each organization have together in each status. */
  organizationJobCounts(ids: readonly OrganizationId[]): Promise<readonly StatusCounts[]>;
  /** The users who submitted jobs in a project, or in any of an organization, at most 200. */
  submitters(owner: JobOwner): Promise<readonly UserId[]>;
}

// ---- Jobs ------------------------------------------------------------------------------------------------------

/** A program to be stored with a new job. The id is made from project, language and content. */
export interface NewProgram {
  readonly id: ProgramId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly language: Language;
  readonly content: PreparedContent;
}
export interface StoredProgram {
  readonly id: ProgramId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly language: Language;
  readonly contentId: ContentId;
  readonly size: number;
}

/** Everything a new job brings: its row, its items, its first events and the programs that are not stored yet. */
export interface NewJob {
  readonly job: Job;
  readonly items: readonly JobItem[];
  readonly events: readonly JobEvent[];
  readonly programs: readonly NewProgram[];
}

/** What a new job is decided upon, read in the transaction that writes it. */
export interface SubmitContext {
  readonly project: Project | null;
  readonly target: Target | null;
  /** The job to rerun, where one was named. */
  readonly source: Job | null;
  /** The programs that were referred to by id, those of this project alone. */
  readonly programs: ReadonlyMap<ProgramId, StoredProgram>;
  /** The quotas of those who pay, as they are without this job; empty where they were not asked for. */
  readonly quotas: readonly QuotaStanding[];
}

/** A caller's promise that the same key stands for the same request. */
export interface Idempotency {
  readonly userId: UserId;
  readonly key: string;
  /** What was asked for: operation and hash of the input. */
  readonly fingerprint: string;
  readonly now: number;
}

export type SubmitOutcome =
  | { readonly kind: 'created'; readonly job: Job }
  /** The key was used for the same request: its job; null when that was deleted since. */
  | { readonly kind: 'repeated'; readonly job: Job | null }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** Which items `decide` needs to see. */
export type ItemSelection = 'all' | 'none' | { readonly indexes: readonly number[] };

export type ChangeOutcome =
  | { readonly kind: 'changed'; readonly job: Job; readonly events: readonly JobEvent[] }
  | { readonly kind: 'unchanged'; readonly job: Job }
  | { readonly kind: 'refused'; readonly job: Job; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'not-found' };

export interface JobStore {
  /** Stores what `decide` makes of the request, all or nothing. */
  submitJob(
    request: {
      readonly projectId: ProjectId | null;
      readonly targetId: TargetId | null;
      /** To rerun: project and target are those of the source. */
      readonly sourceId: JobId | null;
      readonly programIds: readonly ProgramId[];
      readonly idempotency: Idempotency | null;
      /** Whose quotas to show, beside those of the project's organization. */
      readonly payers?: SubmitPayers;
    },
    decide: (context: SubmitContext) => NewJob | readonly Refusal[],
  ): Promise<SubmitOutcome>;

  /**
   * The heart: shows `decide` what is stored, and writes what it decides: the job's row, its items (each
   * compared with attempt and fence of what was shown), its events, and the contents the items refer to.
   */
  changeJob(
    jobId: JobId,
    items: ItemSelection,
    decide: (snapshot: JobSnapshot) => Decision,
    extra?: {
      readonly contents?: readonly PreparedContent[];
      readonly idempotency?: Idempotency | null;
      /** Shows `decide` the quotas of the job's payers, as they are at this time. */
      readonly quotasAt?: number;
    },
  ): Promise<ChangeOutcome>;

  /** Removes a job, its items, events and results, unless `decide` refuses. Null when there is none. */
  deleteJob(
    jobId: JobId,
    decide: (job: Job) => Refusal | null,
  ): Promise<{ readonly deleted: Job } | Refusal | null>;

  jobs(ids: readonly JobId[]): Promise<readonly (Job | null)[]>;
  listJobs(
    scope: JobScope,
    filter: JobFilter,
    order: JobOrder,
    slice: Slice<JobPosition>,
  ): Promise<readonly Job[]>;
  countJobs(scope: JobScope, filter: JobFilter): Promise<number>;
  /** Ids of all jobs that match, oldest first, `limit` at a time. */
  jobIds(scope: JobScope, filter: JobFilter, after: JobId | null, limit: number): Promise<readonly JobId[]>;

  /** Items by job and place. */
  items(
    keys: readonly { readonly jobId: JobId; readonly index: number }[],
  ): Promise<readonly (JobItem | null)[]>;
  /** Items of a job with index above `after`, in order. */
  listItems(
    jobId: JobId,
    query: { readonly statuses: readonly JobStatus[] | null; readonly after: number; readonly limit: number },
  ): Promise<readonly JobItem[]>;
  /** Earlier attempts of items, oldest first. */
  attempts(
    keys: readonly { readonly jobId: JobId; readonly index: number }[],
  ): Promise<readonly (readonly Attempt[])[]>;
  /** Events with version above `after`, in order. */
  events(jobId: JobId, after: number, limit: number): Promise<readonly JobEvent[]>;
  programs(ids: readonly ProgramId[]): Promise<readonly (StoredProgram | null)[]>;
}

// ---- Targets and queues ----------------------------------------------------------------------------------------

/** What a worker needs to run an item; `fence` goes with every later write about it. */
export interface ClaimedItem {
  readonly job: Job;
  readonly item: JobItem;
}

export interface QueueStats {
  readonly waiting: number;
  readonly running: number;
}

export interface QueueStore {
  /** Adds the targets that are missing and brings the others up to date; their status is kept. */
  putTargets(targets: readonly Target[]): Promise<void>;
  /** The same, their status included: for what a provider tells of its devices. */
  refreshTargets(targets: readonly Target[]): Promise<void>;
  targets(ids: readonly TargetId[]): Promise<readonly (Target | null)[]>;
  listTargets(): Promise<readonly Target[]>;

  /** Registers a worker; its beat is 0. */
  addWorker(workerId: string, now: number): Promise<void>;
  /** Shows that a worker is alive: its beat grows by one. False when it was taken for dead. */
  beat(workerId: string): Promise<boolean>;
  /** Every worker with its beat. Whoever sees a beat stand still for a lease's time may rescue its items. */
  workers(): Promise<readonly { readonly workerId: string; readonly beat: number }[]>;
  /**
   * Takes a worker for dead, unless its beat has changed, and answers the items it held. The caller puts them back
   * with `changeJob`. Safe to call again: what is not put back is answered again.
   */
  removeWorker(
    workerId: string,
    ifBeat: number | null,
  ): Promise<{
    readonly removed: boolean;
    readonly held: readonly { readonly jobId: JobId; readonly index: number }[];
  }>;
  /** Items in RUNNING whose worker is not registered: what a rescuer that died half way left. */
  orphans(limit: number): Promise<readonly { readonly jobId: JobId; readonly index: number }[]>;

  /**
   * Takes waiting items of hosted targets that are online, first in, first out, for a worker. `decide` makes the
   * change for the claimed items of one job; a refusal or `unchanged` leaves them in their queue.
   */
  claim(
    request: {
      readonly workerId: string;
      readonly targetIds: readonly TargetId[];
      readonly limit: number;
      /** Shows `decide` the quotas of each job's payers, as they are at this time. */
      readonly quotasAt?: number;
    },
    decide: (snapshot: JobSnapshot) => Decision,
  ): Promise<{ readonly claimed: readonly ClaimedItem[]; readonly changed: readonly ChangedJob[] }>;

  queueStats(targetIds: readonly TargetId[]): Promise<readonly QueueStats[]>;
  /** How many items of the same target stand before each; null for an item that does not wait here. */
  itemsAhead(
    keys: readonly { readonly jobId: JobId; readonly index: number }[],
  ): Promise<readonly (number | null)[]>;
  /** The place of the first waiting item of each job; null where none waits. */
  firstWaiting(jobIds: readonly JobId[]): Promise<readonly ({ readonly index: number } | null)[]>;
  /** Run times of items that finished last on a target, in seconds, at most `limit`; newest first. */
  recentRuns(
    targetId: TargetId,
    limit: number,
  ): Promise<readonly { readonly seconds: number; readonly finishedAt: number }[]>;
  /** How many items of a target reached a final status in each minute from `since` on. */
  finishedPerMinute(targetId: TargetId, since: number, minutes: number): Promise<readonly number[]>;
}

/** A job that a claim changed, with its events. */
export interface ChangedJob {
  readonly job: Job;
  readonly events: readonly JobEvent[];
}

// ---- What providers have ---------------------------------------------------------------------------------------

/** A handle to write without an event: what is asked for often, and changes nothing of the job. */
export interface RemoteNote {
  /** The item as it was read: the note is written only if attempt, fence, status and handle are still the same. */
  readonly item: JobItem;
  readonly remote: RemoteHandle | null;
  readonly dueAt: number | null;
}

export interface RemoteStore {
  /** Items that wait here for a target, the oldest first, those after `after`. */
  waitingItems(targetId: TargetId, after: JobItem | null, limit: number): Promise<readonly JobItem[]>;
  /**
   * Items whose provider is to be asked about them, the longest due first. Each is due again at `again`, so that
   * nobody else takes it meanwhile and nobody forgets it. What is due after `horizon` counts as due: only a clock
   * that was set back puts it there.
   */
  takeDue(request: {
    readonly now: number;
    readonly again: number;
    readonly horizon: number;
    readonly limit: number;
  }): Promise<readonly JobItem[]>;
  /**
   * Makes due now what is due at latest at `until`: what was taken by a process that is gone.
   *
   * @param which - `accepted`: only what a provider is known to have, no intents
   */
  hastenDue(now: number, until: number, which: 'all' | 'accepted'): Promise<void>;
  /** When the next item is due; null when none is. */
  nextDue(): Promise<number | null>;
  /** Writes handles and when to look again; tells of each whether it was still as it was read. */
  noteRemote(
    notes: readonly RemoteNote[],
    contents?: readonly PreparedContent[],
  ): Promise<readonly boolean[]>;
}

// ---- Credentials for providers ---------------------------------------------------------------------------------

export interface ProviderCredentialStore {
  /** Adds credentials. A default takes the place of the one before; the first of its owner and provider is one. */
  addProviderCredential(credential: ProviderCredential, sealed: Uint8Array): Promise<ProviderCredential>;
  providerCredentials(ids: readonly CredentialId[]): Promise<readonly (ProviderCredential | null)[]>;
  /** All there are, oldest first. */
  listProviderCredentials(): Promise<readonly ProviderCredential[]>;
  /** The sealed secrets; null when there are none. */
  sealedSecrets(id: CredentialId): Promise<Uint8Array | null>;
  /** Writes what `decide` makes of credentials, and new secrets if given. Null when there are none. */
  changeProviderCredential(
    id: CredentialId,
    decide: (credential: ProviderCredential) => ProviderCredential | Refusal,
    sealed?: Uint8Array,
  ): Promise<ProviderCredential | Refusal | null>;
  /**
   * Removes credentials, unless `decide` refuses; it is told how many items that are not final were submitted with
   * them. Null when there are none.
   */
  removeProviderCredential(
    id: CredentialId,
    decide: (credential: ProviderCredential, inUse: number) => Refusal | null,
  ): Promise<{ readonly removed: ProviderCredential } | Refusal | null>;
}
