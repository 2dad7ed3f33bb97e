import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Viewer as ViewerModel } from '../jobs/context.ts';
import type { User as UserModel, Group as GroupModel, TeamState as TeamStateModel, TeamMember as TeamMemberModel, TeamInvitation as TeamInvitationModel, ProjectMember as ProjectMemberModel, ProjectTeam as ProjectTeamModel, Organization as OrganizationModel, Project as ProjectModel } from '../domain/people.ts';
import type { Session as SessionModel, ApiToken as ApiTokenModel } from '../domain/account.ts';
import type { Invitation as InvitationModel } from '../domain/invitation.ts';
import type { Refusal as RefusalModel } from '../domain/errors.ts';
import type { UserConnectionModel as UserConnectionModelModel, UserEdgeModel as UserEdgeModelModel, OrganizationConnectionModel as OrganizationConnectionModelModel, OrganizationEdgeModel as OrganizationEdgeModelModel, NotificationConnectionModel as NotificationConnectionModelModel, NotificationEdgeModel as NotificationEdgeModelModel, WebhookDeliveryConnectionModel as WebhookDeliveryConnectionModelModel, WebhookDeliveryEdgeModel as WebhookDeliveryEdgeModelModel, AuditConnectionModel as AuditConnectionModelModel, AuditEdgeModel as AuditEdgeModelModel, ProjectActionsModel as ProjectActionsModelModel, ProjectConnectionModel as ProjectConnectionModelModel, ProjectEdgeModel as ProjectEdgeModelModel, ServerNodeModel as ServerNodeModelModel, JobConnectionModel as JobConnectionModelModel, JobEdgeModel as JobEdgeModelModel, JobItemConnectionModel as JobItemConnectionModelModel, JobItemEdgeModel as JobItemEdgeModelModel, QueuePositionModel as QueuePositionModelModel, CompileDefinitionModel as CompileDefinitionModelModel, ExecuteDefinitionModel as ExecuteDefinitionModelModel, ItemChangeModel as ItemChangeModelModel, RemoteTaskModel as RemoteTaskModelModel, JobOutcomeModel as JobOutcomeModelModel } from './models.ts';
import type { TeamActions as TeamActionsModel } from '../domain/teams.ts';
import type { OrganizationActions as OrganizationActionsModel } from '../domain/organizations.ts';
import type { QuotaStanding as QuotaStandingModel } from '../domain/quota.ts';
import type { UsageRow as UsageRowModel } from '../store/quota-store.ts';
import type { Following as FollowingModel, Notification as NotificationModel, NotificationChanges as NotificationChangesModel, Webhook as WebhookModel, Delivery as DeliveryModel } from '../domain/notification.ts';
import type { AuditEntry as AuditEntryModel } from '../domain/audit.ts';
import type { PropertyDefinition as PropertyDefinitionModel } from '../domain/properties.ts';
import type { Permission as PermissionModel, JobActions as JobActionsModel } from '../domain/actions.ts';
import type { StatusCounts as StatusCountsModel, StatusTimes as StatusTimesModel } from '../domain/status.ts';
import type { Job as JobModel, JobItem as JobItemModel, ExecuteProgramRef as ExecuteProgramRefModel, ErrorDetail as ErrorDetailModel, Attempt as AttemptModel, Cancellation as CancellationModel, CancellationRequest as CancellationRequestModel, JobEvent as JobEventModel } from '../domain/job.ts';
import type { StoredProgram as StoredProgramModel } from '../store/store.ts';
import type { Diagnostic as DiagnosticModel, CompileResult as CompileResultModel, ExecuteResult as ExecuteResultModel, CheckResult as CheckResultModel, ProgramStatistics as ProgramStatisticsModel, CircuitDrawing as CircuitDrawingModel } from '../domain/program.ts';
import type { Target as TargetModel, TargetDevice as TargetDeviceModel } from '../domain/target.ts';
import type { ProviderCredential as ProviderCredentialModel } from '../domain/credential.ts';
import type { RetryPreview as RetryPreviewModel } from '../domain/retry-plan.ts';
import type { RequestContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time, ISO 8601 in UTC with milliseconds, for example `2026-03-01T12:00:00.000Z`. */
  DateTime: { input: number; output: number; }
  /** Numbers by name, for example how often each gate occurs: `{"h": 1, "cx": 2}`. */
  IntMap: { input: Readonly<Record<string, number>>; output: Readonly<Record<string, number>>; }
};

/** A refusal about an account. */
export type AccountError = UserError & {
  readonly __typename?: 'AccountError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** New credentials. */
export type AddProviderCredentialInput = {
  /** Take them when a job names none. The first ones of an owner for a provider are the default in any case. */
  readonly makeDefault?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name to show, 1–200 characters. */
  readonly name: Scalars['String']['input'];
  /** Whose they are to be. */
  readonly owner: CredentialOwner;
  /** The secrets. */
  readonly secrets: ProviderSecretsInput;
};

/** A new webhook. */
export type AddWebhookInput = {
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['input'];
  /** Only of jobs that failed. */
  readonly onlyFailures?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it this organization's, told of all its jobs; the caller's own when not given. */
  readonly organizationId?: InputMaybe<Scalars['ID']['input']>;
  /** The address: https, and of the public internet. */
  readonly url: Scalars['String']['input'];
};

/** The new webhook with its secret, or why it is not added. */
export type AddWebhookPayload = {
  readonly __typename?: 'AddWebhookPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
  /** The secret that calls are signed with. It is told here once, and never again. */
  readonly secret: Maybe<Scalars['String']['output']>;
  /** The webhook. */
  readonly webhook: Maybe<Webhook>;
};

/** An answer to an invitation. */
export type AnswerTeamInvitationInput = {
  /** True joins the team, false declines. */
  readonly accept: Scalars['Boolean']['input'];
  /** Which team invites. */
  readonly teamId: Scalars['ID']['input'];
};

/** What became of it. */
export type AnswerTeamInvitationPayload = {
  readonly __typename?: 'AnswerTeamInvitationPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The team that was joined; null when declined or refused. */
  readonly team: Maybe<Team>;
};

/** What programs sign in with, as `Authorization: Bearer …`. The secret itself is shown once and not stored. */
export type ApiToken = {
  readonly __typename?: 'ApiToken';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends; null: when it is revoked. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** When it was last used, to the minute; null while it never was. */
  readonly lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** What it is for. */
  readonly name: Scalars['String']['output'];
  /** What it may do. */
  readonly scopes: ReadonlyArray<TokenScope>;
};

/** Which project to archive. */
export type ArchiveProjectInput = {
  /** Which project. */
  readonly projectId: Scalars['ID']['input'];
};

/** The archived project, or why it is not archived. */
export type ArchiveProjectPayload = {
  readonly __typename?: 'ArchiveProjectPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<ProjectError>;
  /** The project. */
  readonly project: Maybe<Project>;
};

/** One run of an item. Earlier ones stay readable. */
export type Attempt = {
  readonly __typename?: 'Attempt';
  /** CPU time it used, in seconds. */
  readonly cpuSeconds: Scalars['Float']['output'];
  /** What went wrong in full; null when nothing did. */
  readonly errorDetail: Maybe<ErrorDetail>;
  /** What happened; null when there is nothing to say. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Which run, from 1. */
  readonly number: Scalars['Int']['output'];
  /** What its provider has, or may have, of it; null for what ran here. */
  readonly remote: Maybe<RemoteTask>;
  /** How often its worker was lost and it was started again. */
  readonly restarts: Scalars['Int']['output'];
  /** Its result; null until there is one. */
  readonly result: Maybe<JobResult>;
  /** Its status. */
  readonly status: JobStatus;
  /** When each status was last entered. */
  readonly statusTimes: StatusTimes;
};

/** What can be done that is kept in the audit. */
export type AuditAction =
  /** Credentials for a provider were added. */
  | 'CREDENTIAL_ADDED'
  /** Credentials for a provider were changed. */
  | 'CREDENTIAL_CHANGED'
  /** A provider was asked whether it takes credentials. */
  | 'CREDENTIAL_CHECKED'
  /** Credentials for a provider were removed. */
  | 'CREDENTIAL_REMOVED'
  /** A group, or who is in it, was changed. */
  | 'GROUP_CHANGED'
  /** A group was made. */
  | 'GROUP_CREATED'
  /** A group was deleted. */
  | 'GROUP_DELETED'
  /** Somebody followed an invitation. */
  | 'INVITATION_ACCEPTED'
  /** Somebody was invited. */
  | 'INVITATION_MADE'
  /** An invitation was taken back. */
  | 'INVITATION_REVOKED'
  /** An invitation was sent again. */
  | 'INVITATION_SENT_AGAIN'
  /** A job was asked to stop. */
  | 'JOB_CANCELLED'
  /** A job's description or properties were changed. */
  | 'JOB_CHANGED'
  /** A job was deleted. */
  | 'JOB_DELETED'
  /** A job was run again as a new job. */
  | 'JOB_RERUN'
  /** A job was retried. */
  | 'JOB_RETRIED'
  /** A job was submitted. */
  | 'JOB_SUBMITTED'
  /** Somebody changed what they are told of. */
  | 'NOTIFICATION_CHANGED'
  /** An organization was changed. */
  | 'ORGANIZATION_CHANGED'
  /** An organization was made. */
  | 'ORGANIZATION_CREATED'
  /** Somebody changed their password. */
  | 'PASSWORD_CHANGED'
  /** A password was reset by a link. */
  | 'PASSWORD_RESET'
  /** Somebody changed their name or e-mail. */
  | 'PROFILE_CHANGED'
  /** A project was archived. */
  | 'PROJECT_ARCHIVED'
  /** A project was changed. */
  | 'PROJECT_CHANGED'
  /** A project was made. */
  | 'PROJECT_CREATED'
  /** A project was deleted with its jobs. */
  | 'PROJECT_DELETED'
  /** The definition of a property was changed. */
  | 'PROPERTY_CHANGED'
  /** A property was defined in a project. */
  | 'PROPERTY_DEFINED'
  /** The definition of a property was removed. */
  | 'PROPERTY_REMOVED'
  /** A quota was removed. */
  | 'QUOTA_REMOVED'
  /** A quota was set. */
  | 'QUOTA_SET'
  /** A role in a project was given. */
  | 'ROLE_GIVEN'
  /** A role in a project was taken. */
  | 'ROLE_TAKEN'
  /** A session was ended. */
  | 'SESSION_REVOKED'
  /** Somebody signed in. */
  | 'SIGNED_IN'
  /** Somebody signed out. */
  | 'SIGNED_OUT'
  /** Somebody tried to sign in and could not. */
  | 'SIGN_IN_FAILED'
  /** A team, or who is in it, was changed. */
  | 'TEAM_CHANGED'
  /** A team was made. */
  | 'TEAM_CREATED'
  /** A team was deleted. */
  | 'TEAM_DELETED'
  /** An API token was made. */
  | 'TOKEN_CREATED'
  /** An API token was ended. */
  | 'TOKEN_REVOKED'
  /** A user was added. */
  | 'USER_ADDED'
  /** A user was changed: admin, status, priority or groups. */
  | 'USER_CHANGED'
  /** A webhook was added. */
  | 'WEBHOOK_ADDED'
  /** A webhook was changed. */
  | 'WEBHOOK_CHANGED'
  /** A webhook was removed. */
  | 'WEBHOOK_REMOVED';

/** One value, before and after. */
export type AuditChange = {
  readonly __typename?: 'AuditChange';
  /** As it became; null where there is none. */
  readonly after: Maybe<Scalars['String']['output']>;
  /** As it was; null where there was none. */
  readonly before: Maybe<Scalars['String']['output']>;
  /** What it is the value of. */
  readonly name: Scalars['String']['output'];
};

/** A page of the audit. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The entries with their cursors. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** The entries. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An entry in a list. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  /** Marks its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/** One thing that was done: who, when, from where and why, and what it changed. It outlives what it tells of. */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** What was done. */
  readonly action: AuditAction;
  /** The id of the user who did it; null when nobody is known, as when signing in failed. */
  readonly actorId: Maybe<Scalars['ID']['output']>;
  /** Their name as it was then. */
  readonly actorName: Scalars['String']['output'];
  /** The address they came from. */
  readonly address: Maybe<Scalars['String']['output']>;
  /** When it was done. */
  readonly at: Scalars['DateTime']['output'];
  /** What differs between before and after. */
  readonly changes: ReadonlyArray<AuditChange>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** The idempotency key it came with. */
  readonly idempotencyKey: Maybe<Scalars['String']['output']>;
  /** The project it was done in. */
  readonly projectId: Maybe<Scalars['ID']['output']>;
  /** Why, as they said. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The id of the request; the server's log has it too. */
  readonly requestId: Maybe<Scalars['String']['output']>;
  /** The id of what it was done to. */
  readonly subjectId: Scalars['ID']['output'];
  /** Its name as it was then. */
  readonly subjectName: Scalars['String']['output'];
  /** The type of what it was done to. */
  readonly subjectType: Scalars['String']['output'];
  /** The id of the API token they showed. */
  readonly tokenId: Maybe<Scalars['ID']['output']>;
  /** By what they showed who they are. */
  readonly via: AuditVia;
};

/** Which entries of the audit to take. All that is given must hold. */
export type AuditFilter = {
  /** One of these was done. */
  readonly actions?: InputMaybe<ReadonlyArray<AuditAction>>;
  /** One of these users did it. */
  readonly actorIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** At or after this time. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** It was done in this project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
  /** It was done to the object with this id. */
  readonly subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** The name of who did it or of what it was done to, or the reason, contains this; upper and lower case alike. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** Before this time. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** By what somebody showed who they are. */
export type AuditVia =
  /** A command on the server itself. */
  | 'COMMAND_LINE'
  /** A session of the dashboard. */
  | 'SESSION'
  /** Nothing: Shotboard did it by itself, or nobody was known. */
  | 'SYSTEM'
  /** An API token. */
  | 'TOKEN';

/** The keys of an AWS account, and where Braket is to work. */
export type BraketSecretsInput = {
  /** The id of the access key. */
  readonly accessKeyId: Scalars['String']['input'];
  /** The bucket for results; its name begins with `amazon-braket-`. */
  readonly bucket: Scalars['String']['input'];
  /** What the names of results in the bucket begin with. */
  readonly prefix?: InputMaybe<Scalars['String']['input']>;
  /** The region, for example `us-east-1`. */
  readonly region: Scalars['String']['input'];
  /** The secret access key. */
  readonly secretAccessKey: Scalars['String']['input'];
  /** The token of a temporary session. */
  readonly sessionToken?: InputMaybe<Scalars['String']['input']>;
};

/** Where tasks of AWS Braket are created, and where it writes results to. */
export type BraketSettings = {
  readonly __typename?: 'BraketSettings';
  /** The bucket for results; its name begins with `amazon-braket-`. */
  readonly bucket: Scalars['String']['output'];
  /** What the names of results in the bucket begin with. */
  readonly prefix: Scalars['String']['output'];
  /** The region, for example `us-east-1`. */
  readonly region: Scalars['String']['output'];
};

/** Which job to cancel, and why. */
export type CancelJobInput = {
  /** Which job. */
  readonly jobId: Scalars['ID']['input'];
  /** Why, at most 2,000 characters; kept in the history. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The job, or why it is not cancelled. */
export type CancelJobPayload = {
  readonly __typename?: 'CancelJobPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** The job. */
  readonly job: Maybe<Job>;
};

/** Which jobs to cancel, and why. */
export type CancelJobsInput = {
  /** Which jobs. */
  readonly jobs: JobSelection;
  /** Why, at most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What became of each job. */
export type CancelJobsPayload = {
  readonly __typename?: 'CancelJobsPayload';
  /** What was refused as a whole. */
  readonly errors: ReadonlyArray<JobError>;
  /** An outcome per job. */
  readonly outcomes: ReadonlyArray<JobOutcome>;
};

/** A wish to stop a job, and what came of it. */
export type Cancellation = {
  readonly __typename?: 'Cancellation';
  /** Why, in the asker's words. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** Who asked; null when the user is gone. */
  readonly requestedBy: Maybe<User>;
  /** What was asked of workers and providers, item by item. */
  readonly requests: ReadonlyArray<CancellationRequest>;
};

/** What came of asking for one item to be stopped. */
export type CancellationOutcome =
  /** The provider accepted it; the item has not ended yet. */
  | 'ACCEPTED'
  /** It is not interrupted and ends by itself. */
  | 'LET_END'
  /** The provider does not stop it. */
  | 'REFUSED'
  /** It was stopped. */
  | 'STOPPED'
  /** It ended in another way first. */
  | 'TOO_LATE';

/** What was asked of a worker or provider about one item, and what came back. */
export type CancellationRequest = {
  readonly __typename?: 'CancellationRequest';
  /** What came back, or why nothing has come back yet, in a sentence. */
  readonly answer: Maybe<Scalars['String']['output']>;
  /** When it came back. */
  readonly answeredAt: Maybe<Scalars['DateTime']['output']>;
  /** Whom it was asked of, for example a worker or a provider. */
  readonly askedOf: Scalars['String']['output'];
  /** The item's place in the job. */
  readonly itemIndex: Scalars['Int']['output'];
  /** What came of it; null while there is no answer. It is repeated until then. */
  readonly outcome: Maybe<CancellationOutcome>;
  /** When it was first sent to a provider; null before, and for what runs here. */
  readonly sentAt: Maybe<Scalars['DateTime']['output']>;
};

/** What to change of a definition; what is not given stays. */
export type ChangePropertyInput = {
  /** The colour in which it is shown. */
  readonly colour?: InputMaybe<PropertyColour>;
  /** What it is for, at most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Whether a job has to give it when it is submitted. */
  readonly isRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name of the property. */
  readonly name: Scalars['String']['input'];
  /** The project. */
  readonly projectId: Scalars['ID']['input'];
  /** What its values look like. */
  readonly type?: InputMaybe<PropertyType>;
};

/** What to change of a webhook; what is not given stays. */
export type ChangeWebhookInput = {
  /** Whether it is called. */
  readonly isActive?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its name, 1–200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Only of jobs that failed. */
  readonly onlyFailures?: InputMaybe<Scalars['Boolean']['input']>;
  /** The address. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
  /** The webhook. */
  readonly webhookId: Scalars['ID']['input'];
};

/** The changed webhook, or why it is not changed. */
export type ChangeWebhookPayload = {
  readonly __typename?: 'ChangeWebhookPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
  /** The webhook. */
  readonly webhook: Maybe<Webhook>;
};

/** A program to look at, for a target. */
export type CheckProgramInput = {
  /** The program's language. */
  readonly language: ProgramLanguage;
  /** How often it would run, for the estimate of the cost. */
  readonly shots?: InputMaybe<Scalars['Int']['input']>;
  /** The program's text, at most 4 MiB. */
  readonly source: Scalars['String']['input'];
  /** The target it is meant for. */
  readonly targetId: Scalars['ID']['input'];
};

/** What was found in a program. */
export type CheckProgramPayload = {
  readonly __typename?: 'CheckProgramPayload';
  /** What was found. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** Why it was not looked at. */
  readonly errors: ReadonlyArray<JobError>;
  /** Estimated hardware credits; null without shots. Hosted targets cost none. */
  readonly estimatedCredits: Maybe<Scalars['Float']['output']>;
  /** Its size; null when it has errors. */
  readonly statistics: Maybe<ProgramStatistics>;
  /** It can be submitted to the target; null when it could not be looked at. */
  readonly valid: Maybe<Scalars['Boolean']['output']>;
};

/** Which credentials to check. */
export type CheckProviderCredentialInput = {
  /** Which credentials. */
  readonly credentialId: Scalars['ID']['input'];
};

/** What a syntax check gave. A program with errors is an answer, not a failure. */
export type CheckResult = {
  readonly __typename?: 'CheckResult';
  /** What was found. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** Facts about the program; null when it has errors. */
  readonly statistics: Maybe<ProgramStatistics>;
  /** The program has no errors. */
  readonly valid: Scalars['Boolean']['output'];
};

/** A circuit as data for drawing. */
export type Circuit = {
  readonly __typename?: 'Circuit';
  /** Columns of operations, left to right. */
  readonly columns: ReadonlyArray<ReadonlyArray<CircuitOperation>>;
  /** The names of the qubits, top to bottom. */
  readonly qubits: ReadonlyArray<Scalars['String']['output']>;
  /** The circuit is longer than what is given. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** One operation of a drawn circuit. */
export type CircuitOperation = {
  readonly __typename?: 'CircuitOperation';
  /** Its parameters, written out. */
  readonly args: ReadonlyArray<Scalars['String']['output']>;
  /** The qubits that control it. */
  readonly controls: ReadonlyArray<Scalars['Int']['output']>;
  /** The gate's name. */
  readonly gate: Scalars['String']['output'];
  /** The qubits it acts on, as places in the list of qubits. */
  readonly targets: ReadonlyArray<Scalars['Int']['output']>;
};

/** What a compile job was asked to do. */
export type CompileDefinition = {
  readonly __typename?: 'CompileDefinition';
  /** The programs to compile. */
  readonly programs: ReadonlyArray<Program>;
};

/** Programs to compile. */
export type CompileDefinitionInput = {
  /** 1–300 programs. */
  readonly programs: ReadonlyArray<CompileProgramInput>;
};

/** A program to compile: its text, or one that was stored before. */
export type CompileProgramInput = {
  /** Its language. Required with `source`. */
  readonly language?: InputMaybe<ProgramLanguage>;
  /** Its name, 1–200 characters. Required with `source`; with `programId` the stored name is kept when not given. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The id of a program of an earlier job in the same project, in place of `language` and `source`. */
  readonly programId?: InputMaybe<Scalars['ID']['input']>;
  /** Its text, at most 4 MiB. Give either this or `programId`. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** What a compiled program gave. */
export type CompileResult = {
  readonly __typename?: 'CompileResult';
  /** The circuit for drawing; null for a program that is no plain circuit. */
  readonly circuit: Maybe<Circuit>;
  /** Warnings of the compiler. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** The form of the output, for example `QIR`. */
  readonly format: Scalars['String']['output'];
  /** The program in the target's form. */
  readonly output: Scalars['String']['output'];
  /** The profile it was compiled for, for example `BASE`. */
  readonly profile: Scalars['String']['output'];
  /** Facts about the program. */
  readonly statistics: ProgramStatistics;
};

/** A new API token. */
export type CreateApiTokenInput = {
  /** After how many days it ends (1–3650); null: when it is revoked. */
  readonly expiresInDays?: InputMaybe<Scalars['Int']['input']>;
  /** What it is for. */
  readonly name: Scalars['String']['input'];
  /** What it may do. */
  readonly scopes: ReadonlyArray<TokenScope>;
};

/** The new token with its secret, or what was refused. */
export type CreateApiTokenPayload = {
  readonly __typename?: 'CreateApiTokenPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The secret, this once. */
  readonly secret: Maybe<Scalars['String']['output']>;
  /** The new token. */
  readonly token: Maybe<ApiToken>;
};

/** A new group. */
export type CreateGroupInput = {
  /** Its name, 1–200 characters, unique in the organization. */
  readonly name: Scalars['String']['input'];
  /** In which organization. */
  readonly organizationId: Scalars['ID']['input'];
  /** Its priority in the fair queue, 1 (high) to 10 (low). */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
};

/** A new organization. */
export type CreateOrganizationInput = {
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['input'];
};

/** A new project. */
export type CreateProjectInput = {
  /** What it is for, at most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['input'];
};

/** The new project, or why there is none. */
export type CreateProjectPayload = {
  readonly __typename?: 'CreateProjectPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<ProjectError>;
  /** The new project. */
  readonly project: Maybe<Project>;
};

/** A new team. */
export type CreateTeamInput = {
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['input'];
};

/** A refusal about credentials. */
export type CredentialError = UserError & {
  readonly __typename?: 'CredentialError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** Whose credentials are. */
export type CredentialOwner =
  /** The organization's: its jobs use them. Managed by its admins. */
  | 'ORGANIZATION'
  /** One user's: only this user's jobs use them. */
  | 'USER';

/** A new definition of a property. */
export type DefinePropertyInput = {
  /** The colour in which it is shown. */
  readonly colour?: InputMaybe<PropertyColour>;
  /** What it is for, at most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Whether a job has to give it when it is submitted. */
  readonly isRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name, 1–100 characters, unique in the project. It stays as it is. */
  readonly name: Scalars['String']['input'];
  /** The project. */
  readonly projectId: Scalars['ID']['input'];
  /** What its values look like. */
  readonly type: PropertyType;
};

/** A group to remove. */
export type DeleteGroupInput = {
  /** Which group. */
  readonly groupId: Scalars['ID']['input'];
};

/** What became of it. */
export type DeleteGroupPayload = {
  readonly __typename?: 'DeleteGroupPayload';
  /** The removed group's id; null when refused. */
  readonly deletedGroupId: Maybe<Scalars['ID']['output']>;
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
};

/** Which job to delete. */
export type DeleteJobInput = {
  /** Which job. */
  readonly jobId: Scalars['ID']['input'];
};

/** The id of the deleted job, or why it is not deleted. */
export type DeleteJobPayload = {
  readonly __typename?: 'DeleteJobPayload';
  /** The id of the deleted job. */
  readonly deletedJobId: Maybe<Scalars['ID']['output']>;
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
};

/** Which archived project to delete. */
export type DeleteProjectInput = {
  /** Which project. */
  readonly projectId: Scalars['ID']['input'];
};

/** The id of the deleted project, or why it is not deleted. */
export type DeleteProjectPayload = {
  readonly __typename?: 'DeleteProjectPayload';
  /** The id of the deleted project. */
  readonly deletedProjectId: Maybe<Scalars['ID']['output']>;
  /** What was refused. */
  readonly errors: ReadonlyArray<ProjectError>;
};

/** A team to delete. */
export type DeleteTeamInput = {
  /** Which team. */
  readonly teamId: Scalars['ID']['input'];
};

/** What became of it. */
export type DeleteTeamPayload = {
  readonly __typename?: 'DeleteTeamPayload';
  /** The deleted team's id; null when refused. */
  readonly deletedTeamId: Maybe<Scalars['ID']['output']>;
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
};

/** Where a delivery stands. */
export type DeliveryStatus =
  /** The receiver took it. */
  | 'DELIVERED'
  /** It was given up. */
  | 'FAILED'
  /** It is tried, or tried again later. */
  | 'PENDING';

/** What a provider asks for the use of a device. */
export type DevicePrice = {
  readonly __typename?: 'DevicePrice';
  /** How much. */
  readonly amount: Scalars['Float']['output'];
  /** In which currency. */
  readonly currency: Scalars['String']['output'];
  /** For what, for example `shot` or `minute`. */
  readonly unit: Scalars['String']['output'];
};

/** A message of a compiler about a place in a program. Lines and columns count from 1. */
export type Diagnostic = {
  readonly __typename?: 'Diagnostic';
  /** A stable short code, where there is one. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** The column it begins at. */
  readonly column: Maybe<Scalars['Int']['output']>;
  /** The column after its last character. */
  readonly endColumn: Maybe<Scalars['Int']['output']>;
  /** The line it ends on. */
  readonly endLine: Maybe<Scalars['Int']['output']>;
  /** The line it begins on; null when it is about the whole program. */
  readonly line: Maybe<Scalars['Int']['output']>;
  /** The message. */
  readonly message: Scalars['String']['output'];
  /** How grave it is. */
  readonly severity: DiagnosticSeverity;
};

/** How grave a diagnostic is. */
export type DiagnosticSeverity =
  /** The program cannot be used. */
  | 'ERROR'
  /** Something to know. */
  | 'INFO'
  /** The program can be used but is likely not what was meant. */
  | 'WARNING';

/** Addresses to download results from, on this server, with the same sign-in. */
export type Downloads = {
  readonly __typename?: 'Downloads';
  /** Counts as CSV; null for a job or item without counts. */
  readonly csv: Maybe<Scalars['String']['output']>;
  /** All there is, as JSON. */
  readonly json: Scalars['String']['output'];
  /** The compiled program as text; null unless it is one compiled item. */
  readonly text: Maybe<Scalars['String']['output']>;
};

/** The stable code of a refusal. */
export type ErrorCode =
  /** May use quota again or submit twice: look at the preview and accept it. */
  | 'CONFIRMATION_REQUIRED'
  /** The provider has items that were submitted with the credentials. */
  | 'CREDENTIAL_IN_USE'
  /** There are no credentials that lead to the target. */
  | 'CREDENTIAL_MISSING'
  /** The provider did not take the credentials, or could not be asked. */
  | 'CREDENTIAL_REFUSED'
  /** The caller may see it but not do this. */
  | 'FORBIDDEN'
  /** The idempotency key was used for another request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A value is wrong; the message names the place, the value and what is allowed. */
  | 'INVALID_INPUT'
  /** All items of the job are final: there is nothing to cancel. */
  | 'JOB_IN_FINAL_STATE'
  /** The job must be final first. */
  | 'JOB_NOT_FINAL'
  /** The job's status does not allow this. */
  | 'JOB_STATUS_NOT_ALLOWED'
  /** The job's type does not allow this for the caller. */
  | 'JOB_TYPE_NOT_ALLOWED'
  /** Nobody would be left to look after it: somebody else is put in charge first. */
  | 'LAST_ADMIN'
  /** A value is above a limit; the message names both. */
  | 'LIMIT_EXCEEDED'
  /** Another one has this name. */
  | 'NAME_TAKEN'
  /** No item has one of the named statuses. */
  | 'NOTHING_TO_RETRY'
  /** There is no such thing, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The project is archived and takes nothing new. */
  | 'PROJECT_ARCHIVED'
  /** The project must be archived first. */
  | 'PROJECT_NOT_ARCHIVED'
  /** A quota is used up. */
  | 'QUOTA_EXCEEDED'
  /** The server has no key to encrypt secrets with. */
  | 'SECRET_KEY_MISSING'
  /** The strategy is for admins. */
  | 'STRATEGY_NOT_ALLOWED'
  /** The target does not take such a job. */
  | 'TARGET_MISMATCH'
  /** The target was withdrawn. */
  | 'TARGET_RETIRED';

/** What went wrong with an item, in full. */
export type ErrorDetail = {
  readonly __typename?: 'ErrorDetail';
  /** Where in the program, for errors of the program. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** The kind of failure: `PROGRAM`, `LIMIT`, `TIMEOUT`, `CRASH`, `QUOTA` or `PROVIDER`. */
  readonly kind: Scalars['String']['output'];
  /** The text in full. */
  readonly text: Scalars['String']['output'];
};

/** An example to start from. */
export type ExampleProgram = {
  readonly __typename?: 'ExampleProgram';
  /** What it shows, in a sentence. */
  readonly description: Scalars['String']['output'];
  /** Its language. */
  readonly language: ProgramLanguage;
  /** The name to show. */
  readonly name: Scalars['String']['output'];
  /** Its text. */
  readonly source: Scalars['String']['output'];
};

/** What an execute job was asked to do. */
export type ExecuteDefinition = {
  readonly __typename?: 'ExecuteDefinition';
  /** The id of the credentials it names for the target's provider; null takes the default. */
  readonly credentialId: Maybe<Scalars['ID']['output']>;
  /** The noise to run with; null without. */
  readonly noise: Maybe<Noise>;
  /** The programs to run. */
  readonly programs: ReadonlyArray<ExecuteProgram>;
};

/** Programs to run. */
export type ExecuteDefinitionInput = {
  /** The credentials to use at a remote target's provider; the default when not given. */
  readonly credentialId?: InputMaybe<Scalars['ID']['input']>;
  /** The noise to run with, for targets that accept it. */
  readonly noise?: InputMaybe<NoiseInput>;
  /** 1–300 programs. */
  readonly programs: ReadonlyArray<ExecuteProgramInput>;
};

/** A program of an execute job with its parameters. */
export type ExecuteProgram = {
  readonly __typename?: 'ExecuteProgram';
  /** The most credits it may cost; null without a limit. */
  readonly maxCost: Maybe<Scalars['Float']['output']>;
  /** The program. */
  readonly program: Program;
  /** What makes the run reproducible; null draws one. */
  readonly seed: Maybe<Scalars['Int']['output']>;
  /** How often it runs. */
  readonly shots: Scalars['Int']['output'];
};

/** A program to run, and how: its text, or one that was stored before. */
export type ExecuteProgramInput = {
  /** Its language. Required with `source`. */
  readonly language?: InputMaybe<ProgramLanguage>;
  /** The most credits it may cost; above 0. */
  readonly maxCost?: InputMaybe<Scalars['Float']['input']>;
  /** Its name, 1–200 characters. Required with `source`; with `programId` the stored name is kept when not given. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The id of a program of an earlier job in the same project, in place of `language` and `source`. */
  readonly programId?: InputMaybe<Scalars['ID']['input']>;
  /** Makes the run reproducible; 0 or above. */
  readonly seed?: InputMaybe<Scalars['Int']['input']>;
  /** How often it runs: 1 to 100,000 on hosted targets, to 10,000 on remote ones. */
  readonly shots: Scalars['Int']['input'];
  /** Its text, at most 4 MiB. Give either this or `programId`. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** What a run gave. */
export type ExecuteResult = {
  readonly __typename?: 'ExecuteResult';
  /** What the provider says it cost; null when it says nothing. */
  readonly cost: Maybe<ProviderCost>;
  /**
   * How the counts came about: `SHOTS` (every shot simulated anew), `SAMPLED_STATE` (one state vector, sampled),
   * `DEVICE` (shots of a remote device) or `PROBABILITIES` (a remote simulator's probabilities times the shots, rounded).
   */
  readonly method: Scalars['String']['output'];
  /** The counts of each classical register, in order of declaration. */
  readonly registers: ReadonlyArray<RegisterCounts>;
  /** The seed it ran with: the same seed gives the same counts. Null on a remote device. */
  readonly seed: Maybe<Scalars['Int']['output']>;
  /** How often it ran. */
  readonly shots: Scalars['Int']['output'];
  /** Facts about the program, where they are known. */
  readonly statistics: Maybe<ProgramStatistics>;
};

/** Of what the caller wants to be told: of a project or of one job. */
export type FollowInput = {
  /** By e-mail too. */
  readonly byEmail?: InputMaybe<Scalars['Boolean']['input']>;
  /** By the caller's webhooks too. */
  readonly byWebhook?: InputMaybe<Scalars['Boolean']['input']>;
  /** The job; what is said of it counts before its project. */
  readonly jobId?: InputMaybe<Scalars['ID']['input']>;
  /** Of which ends. */
  readonly level: FollowLevel;
  /** The project. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** Of which ends of jobs somebody wants to be told. */
export type FollowLevel =
  /** Of all. */
  | 'ALL'
  /** Of those that failed: ERROR, TERMINATED, DEPLETED. */
  | 'FAILURES'
  /** Of none. */
  | 'NOTHING';

/** What the caller is told from now on, or why it is not changed. */
export type FollowPayload = {
  readonly __typename?: 'FollowPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
  /** What was asked for. */
  readonly following: Maybe<Following>;
};

/** What the caller wants to be told of a project, or of one job. */
export type Following = {
  readonly __typename?: 'Following';
  /** By e-mail too. */
  readonly byEmail: Scalars['Boolean']['output'];
  /** By the caller's webhooks too. */
  readonly byWebhook: Scalars['Boolean']['output'];
  /** The job, where it is about one; null when it is deleted. */
  readonly job: Maybe<Job>;
  /** The id of the job, where it is about one. */
  readonly jobId: Maybe<Scalars['ID']['output']>;
  /** Of which ends. */
  readonly level: FollowLevel;
  /** The project; null when the caller may no longer see it. */
  readonly project: Maybe<Project>;
};

/** Users of one organization who share a priority and quotas. */
export type Group = Node & {
  readonly __typename?: 'Group';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Who is in it, by name. Told to its members and to admins. */
  readonly members: Maybe<UserConnection>;
  /** Its name, unique in the organization. */
  readonly name: Scalars['String']['output'];
  /** Its priority in the fair queue, 1 (high) to 10 (low). Told to its members and to admins. */
  readonly priority: Maybe<Scalars['Int']['output']>;
};


/** Users of one organization who share a priority and quotas. */
export type GroupMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** A user and a group. */
export type GroupMemberInput = {
  /** Which group. */
  readonly groupId: Scalars['ID']['input'];
  /** Who. */
  readonly userId: Scalars['ID']['input'];
};

/** What became of it. */
export type GroupPayload = {
  readonly __typename?: 'GroupPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The group; null when refused. */
  readonly group: Maybe<Group>;
};

/** Somebody who was asked to join an organization and has not answered yet. */
export type Invitation = {
  readonly __typename?: 'Invitation';
  /** When they were invited. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Whom the invitation was sent to. */
  readonly email: Scalars['String']['output'];
  /** When its link ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The groups they will be in. */
  readonly groups: ReadonlyArray<Group>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Who invited them; null when that user is no more. */
  readonly invitedBy: Maybe<User>;
  /** Its link ended; it can be sent again. */
  readonly isExpired: Scalars['Boolean']['output'];
  /** They will be an admin of the organization. */
  readonly isOrganizationAdmin: Scalars['Boolean']['output'];
};

/** The invitation, or what was refused. */
export type InvitationPayload = {
  readonly __typename?: 'InvitationPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The invitation. */
  readonly invitation: Maybe<Invitation>;
};

/** Whom to invite. */
export type InviteUserInput = {
  /** Whom, by e-mail. */
  readonly email: Scalars['String']['input'];
  /** The groups they will be in; the first is their default. */
  readonly groupIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether they will be an admin of the organization. */
  readonly isOrganizationAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where to. */
  readonly organizationId: Scalars['ID']['input'];
};

/** The key of an IonQ account. */
export type IonqSecretsInput = {
  /** The API key. */
  readonly apiKey: Scalars['String']['input'];
};

/** How one item changed in an event. */
export type ItemChange = {
  readonly __typename?: 'ItemChange';
  /** The attempt this is about. */
  readonly attempt: Scalars['Int']['output'];
  /** Its status before; null for a new item. */
  readonly from: Maybe<JobStatus>;
  /** Its place in the job, from 0. */
  readonly index: Scalars['Int']['output'];
  /** The item's id. */
  readonly itemId: Scalars['ID']['output'];
  /** Its message right after. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Its status right after. */
  readonly status: JobStatus;
};

/** A definition that runs on one target: 1 to 300 programs, each an item. */
export type Job = Node & {
  readonly __typename?: 'Job';
  /** What the caller may do with it now. */
  readonly actions: JobActions;
  /** Which run of the job this is: 1 at first, one more with each retry. */
  readonly attempt: Scalars['Int']['output'];
  /** The cancellation, when one was asked for since the last retry. */
  readonly cancellation: Maybe<Cancellation>;
  /** What it has used, and is estimated to use. */
  readonly cost: JobCost;
  /** When it was submitted. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who submitted it. */
  readonly createdBy: User;
  /** What it was asked to do; never changes. */
  readonly definition: JobDefinition;
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Where its results can be downloaded, all items together; null until there is one. */
  readonly downloads: Maybe<Downloads>;
  /** What went wrong in full; null when nothing did. */
  readonly errorDetail: Maybe<Scalars['String']['output']>;
  /** What happened, in order. */
  readonly events: ReadonlyArray<JobEvent>;
  /** Whether the caller wants to be told of its end; null where they said nothing. */
  readonly following: Maybe<Following>;
  /** The group it runs under; null when there is none, and for people of other organizations. */
  readonly group: Maybe<Group>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** One item by its place, counted from 0. */
  readonly item: Maybe<JobItem>;
  /** How many items are in each status. */
  readonly itemCounts: StatusCounts;
  /** Its items, in the order of its programs. */
  readonly items: JobItemConnection;
  /** What happened, in a sentence for people; null when there is nothing to say. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['output'];
  /** The share of items that are final, from 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** The project that holds it. */
  readonly project: Project;
  /** Names and values given by people, to find it by. */
  readonly properties: ReadonlyArray<Property>;
  /** Where its next waiting item stands; null when none waits here. */
  readonly queue: Maybe<QueuePosition>;
  /** The job this one reruns. */
  readonly rerunOf: Maybe<Job>;
  /** The jobs that rerun this one, newest first. */
  readonly reruns: JobConnection;
  /** Its status, from those of its items. */
  readonly status: JobStatus;
  /** When each status was last entered. */
  readonly statusTimes: StatusTimes;
  /** The target it runs on. */
  readonly target: Target;
  /** Compile or execute. */
  readonly type: JobType;
  /** When it last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The version of its last event. */
  readonly version: Scalars['Int']['output'];
};


/** A definition that runs on one target: 1 to 300 programs, each an item. */
export type JobEventsArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A definition that runs on one target: 1 to 300 programs, each an item. */
export type JobItemArgs = {
  index: Scalars['Int']['input'];
};


/** A definition that runs on one target: 1 to 300 programs, each an item. */
export type JobItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<ReadonlyArray<JobStatus>>;
};


/** A definition that runs on one target: 1 to 300 programs, each an item. */
export type JobRerunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What the caller may do with a job now, decided by the same functions as the mutations. */
export type JobActions = {
  readonly __typename?: 'JobActions';
  /** Stop it. */
  readonly cancel: Permission;
  /** Remove it. */
  readonly delete: Permission;
  /** Run it again as a new job. */
  readonly rerun: Permission;
  /** Run its items again. */
  readonly retry: Permission;
  /** The job has not ended: a retry now asks its provider about what it has, makes no attempt and submits nothing. */
  readonly retryResynchronises: Scalars['Boolean']['output'];
  /** The item statuses a retry may name. */
  readonly retryStatuses: ReadonlyArray<JobStatus>;
  /** The strategies a retry may use. */
  readonly retryStrategies: ReadonlyArray<RetryStrategy>;
  /** Change its description and properties. */
  readonly update: Permission;
};

/** Jobs that changed since the last update. */
export type JobChanges = {
  readonly __typename?: 'JobChanges';
  /** The latest state of each changed or new job. */
  readonly changed: ReadonlyArray<Job>;
  /** The ids of deleted jobs. */
  readonly deleted: ReadonlyArray<Scalars['ID']['output']>;
};

/** A page of jobs. */
export type JobConnection = {
  readonly __typename?: 'JobConnection';
  /** The jobs with their cursors. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** The jobs alone. */
  readonly nodes: ReadonlyArray<Job>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What a job has used and is estimated to use. */
export type JobCost = {
  readonly __typename?: 'JobCost';
  /** CPU time its items have used so far, in seconds, all attempts together. */
  readonly cpuSeconds: Scalars['Float']['output'];
  /** Hardware credits it has used; hosted targets cost none. */
  readonly credits: Scalars['Float']['output'];
};

/** What a job was asked to do. */
export type JobDefinition = CompileDefinition | ExecuteDefinition;

/** What a job is to do: one of the two. */
export type JobDefinitionInput =
  /** Compile programs. */
  { readonly compile: CompileDefinitionInput; readonly execute?: never; }
  |  /** Run programs. */
  { readonly compile?: never; readonly execute: ExecuteDefinitionInput; };

/** A job in a page. */
export type JobEdge = {
  readonly __typename?: 'JobEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The job. */
  readonly node: Job;
};

/** A refusal about a job. */
export type JobError = UserError & {
  readonly __typename?: 'JobError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What the retry would do; with CONFIRMATION_REQUIRED. */
  readonly preview: Maybe<RetryPreview>;
};

/** One recorded change of a job. The versions of a job's events are 1, 2, 3 … without a gap. */
export type JobEvent = {
  readonly __typename?: 'JobEvent';
  /** Who did it; null when the system did. */
  readonly actor: Maybe<User>;
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** The job's attempt right after. */
  readonly attempt: Scalars['Int']['output'];
  /** How many items were in each status right after. */
  readonly itemCounts: StatusCounts;
  /** The items that changed. */
  readonly items: ReadonlyArray<ItemChange>;
  /** The job as it is now, which may be later than this event; null once it is deleted. */
  readonly job: Maybe<Job>;
  /** What happened. */
  readonly kind: JobEventKind;
  /** The reason that was given, or what happened, in a sentence; null when there is nothing to say. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** The job's status right after. */
  readonly status: JobStatus;
  /** Its number in the job's history, from 1. */
  readonly version: Scalars['Int']['output'];
};

/** What happened to a job. */
export type JobEventKind =
  /** A worker or provider answered a cancellation. */
  | 'CANCEL_ANSWERED'
  /** A cancellation was asked for. */
  | 'CANCEL_REQUESTED'
  /** Items reached a final status. */
  | 'FINISHED'
  /** A provider has an item. */
  | 'HANDED_OVER'
  /** Items wait here for more than their turn; the message says for what. */
  | 'HELD'
  /** A write came too late and changed nothing. */
  | 'IGNORED'
  /** Items entered a queue. */
  | 'QUEUED'
  /** Items went back to their queue because their worker was lost or stopped. */
  | 'REQUEUED'
  /** Providers are asked about items again, because somebody wished it. */
  | 'RESYNCHRONISED'
  /** A retry was accepted. */
  | 'RETRIED'
  /** Items began to run. */
  | 'STARTED'
  /** It was submitted. */
  | 'SUBMITTED'
  /** Its description or properties were changed. */
  | 'UPDATED';

/** Which jobs to take. All that is given must hold. */
export type JobFilter = {
  /** Submitted by one of these users. */
  readonly createdByIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Submitted at or after this time. */
  readonly createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Submitted before this time. */
  readonly createdTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** Ran under one of these groups. */
  readonly groupIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The name contains this text, upper and lower case alike. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** In one of these projects; for lists of an organization's jobs. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Has each of these properties. */
  readonly properties?: InputMaybe<ReadonlyArray<PropertyFilter>>;
  /** The status is one of these. */
  readonly statuses?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** The target is one of these. */
  readonly targetIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The type is one of these. */
  readonly types?: InputMaybe<ReadonlyArray<JobType>>;
  /** Last changed at or after this time. */
  readonly updatedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Last changed before this time. */
  readonly updatedTo?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One program of a job, with its own status, attempts and result. */
export type JobItem = Node & {
  readonly __typename?: 'JobItem';
  /** Which run of the item this is, from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** All its runs, oldest first. */
  readonly attempts: ReadonlyArray<Attempt>;
  /** Where its result can be downloaded; null until there is one. */
  readonly downloads: Maybe<Downloads>;
  /** What went wrong in full; null when nothing did. */
  readonly errorDetail: Maybe<ErrorDetail>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the job, from 0. */
  readonly index: Scalars['Int']['output'];
  /** The job it is part of. */
  readonly job: Job;
  /** What happened, in a sentence for people; null when there is nothing to say. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** The program's name, without loading the program. */
  readonly name: Scalars['String']['output'];
  /** Its program. */
  readonly program: Program;
  /** Where it stands in its target's queue; null unless it waits here. */
  readonly queue: Maybe<QueuePosition>;
  /** What its provider has, or may have, of it; null for what runs here or waits here. */
  readonly remote: Maybe<RemoteTask>;
  /** The result of the last attempt; null until there is one. */
  readonly result: Maybe<JobResult>;
  /** Its status. */
  readonly status: JobStatus;
  /** When each status was last entered. */
  readonly statusTimes: StatusTimes;
};

/** A page of items. */
export type JobItemConnection = {
  readonly __typename?: 'JobItemConnection';
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<JobItemEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<JobItem>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many match in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item in a page. */
export type JobItemEdge = {
  readonly __typename?: 'JobItemEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: JobItem;
};

/** An order of jobs. */
export type JobOrder = {
  /** Which way. */
  readonly direction: OrderDirection;
  /** What to order by. */
  readonly field: JobOrderField;
};

/** What jobs are ordered by. */
export type JobOrderField =
  /** When they were submitted. */
  | 'CREATED_AT'
  /** Their name, upper and lower case alike. */
  | 'NAME'
  /** Their status, in the order of a job's life. */
  | 'STATUS'
  /** When they last changed. */
  | 'UPDATED_AT';

/** What became of one job of a bulk request. */
export type JobOutcome = {
  readonly __typename?: 'JobOutcome';
  /** Why it was not done. */
  readonly error: Maybe<JobError>;
  /** The job; null when there is none that the caller may see. */
  readonly job: Maybe<Job>;
  /** The id that was asked for. */
  readonly jobId: Scalars['ID']['output'];
  /** It was done. */
  readonly ok: Scalars['Boolean']['output'];
};

/** What an item gave. */
export type JobResult = CheckResult | CompileResult | ExecuteResult;

/** Which jobs: by ids, or all of a project or an organization that match a filter. */
export type JobSelection =
  /** All jobs of a project that match. */
  { readonly filter: ProjectJobFilter; readonly ids?: never; readonly organizationFilter?: never; }
  |  /** These jobs, at most 1,000. */
  { readonly filter?: never; readonly ids: ReadonlyArray<Scalars['ID']['input']>; readonly organizationFilter?: never; }
  |  /** All jobs of an organization that match, for its admins and platform admins. */
  { readonly filter?: never; readonly ids?: never; readonly organizationFilter: OrganizationJobFilter; };

/** The status of a job or of one of its items. */
export type JobStatus =
  /** Stopped by a user's cancel. Final. */
  | 'CANCELLED'
  /** A cancellation was asked of a provider or a worker and has not been answered. */
  | 'CANCELLING'
  /** A result is stored. Final. */
  | 'COMPLETED'
  /** Stopped because quota or credits ran out. Final. */
  | 'DEPLETED'
  /** Failed; `message` says it for people, `errorDetail` in full. Final. */
  | 'ERROR'
  /** Waiting: in a queue here or, once handed over, in the provider's. */
  | 'QUEUED'
  /** A retry was accepted, not yet queued again. */
  | 'RETRYING'
  /** A worker or a provider is processing it. */
  | 'RUNNING'
  /** Accepted and stored, not yet in a queue. */
  | 'SUBMITTED'
  /** Stopped by a limit or by the provider. Final. */
  | 'TERMINATED';

/** What a status means: a line of the legend. */
export type JobStatusInfo = {
  readonly __typename?: 'JobStatusInfo';
  /** Nothing follows but a retry. */
  readonly final: Scalars['Boolean']['output'];
  /** What it means, in a sentence. */
  readonly meaning: Scalars['String']['output'];
  /** The statuses that may follow. */
  readonly next: ReadonlyArray<JobStatus>;
  /** The status. */
  readonly status: JobStatus;
};

/** What a job does with its programs. */
export type JobType =
  /** Translates programs to the form a target takes. */
  | 'COMPILE'
  /** Runs programs for a number of shots. */
  | 'EXECUTE';

/** Which notifications to mark as read. */
export type MarkNotificationsReadInput = {
  /** These; all when not given. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** How many notifications are left unread. */
export type MarkNotificationsReadPayload = {
  readonly __typename?: 'MarkNotificationsReadPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
  /** How many are unread. */
  readonly unreadCount: Maybe<Scalars['Int']['output']>;
};

/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Takes a user of the organization into a group. A user's first group becomes their default. */
  readonly addGroupMember: GroupPayload;
  /** Adds credentials for a remote provider. The provider is asked first: what it does not take is not stored. */
  readonly addProviderCredential: ProviderCredentialPayload;
  /** Adds a webhook: of the caller, or of an organization they look after. */
  readonly addWebhook: AddWebhookPayload;
  /** Accepts an invitation of the caller's to a team, or declines it. */
  readonly answerTeamInvitation: AnswerTeamInvitationPayload;
  /** Archives a project: its data stays readable, nothing new is accepted. Running jobs go on. */
  readonly archiveProject: ArchiveProjectPayload;
  /** Tries to stop a job as soon as possible. What has already started may still complete. */
  readonly cancelJob: CancelJobPayload;
  /** Cancels many jobs. Each has its own outcome; one refusal stops nothing. */
  readonly cancelJobs: CancelJobsPayload;
  /** Changes what a property means. Values that jobs have stay as they are. Maintainers and above. */
  readonly changeProperty: PropertyPayload;
  /** Changes a webhook. */
  readonly changeWebhook: ChangeWebhookPayload;
  /** Asks the provider whether it takes credentials, and which devices they lead to. */
  readonly checkProviderCredential: ProviderCredentialPayload;
  /** Makes an API token for the caller. Its secret is in the answer and can never be shown again. */
  readonly createApiToken: CreateApiTokenPayload;
  /** Makes a group in an organization. */
  readonly createGroup: GroupPayload;
  /** Makes an organization that nobody is in yet. For platform admins. */
  readonly createOrganization: OrganizationPayload;
  /** Makes a project in an organization of the caller. */
  readonly createProject: CreateProjectPayload;
  /** Makes a team, which the caller manages. */
  readonly createTeam: TeamPayload;
  /** Says what a property of jobs means in a project: from then on its values are checked. Maintainers and above. */
  readonly defineProperty: PropertyPayload;
  /** Removes a group. Its members stay in the organization, and its jobs go on. */
  readonly deleteGroup: DeleteGroupPayload;
  /** Removes a job, its items and results. */
  readonly deleteJob: DeleteJobPayload;
  /** Deletes an archived project with its jobs and results. Refused while a job is not final. */
  readonly deleteProject: DeleteProjectPayload;
  /** Deletes a team. What its members saw through it they see no more. */
  readonly deleteTeam: DeleteTeamPayload;
  /** Says of which ends of jobs the caller wants to be told, of a project or of one job. */
  readonly follow: FollowPayload;
  /** Invites an e-mail of any organization to a team. The answer is the same whether or not somebody has it. */
  readonly inviteToTeam: TeamPayload;
  /** Invites somebody into an organization and sends them a link that holds for 7 days. */
  readonly inviteUser: InvitationPayload;
  /** Marks notifications of the caller as read. */
  readonly markNotificationsRead: MarkNotificationsReadPayload;
  /** Sends a delivery once more, under the same id. */
  readonly redeliverWebhook: RedeliverWebhookPayload;
  /** Takes a user out of a group. */
  readonly removeGroupMember: GroupPayload;
  /** Takes a role in a project away. */
  readonly removeProjectRole: ProjectRolePayload;
  /** Removes a definition: the property is plain text from then on. Maintainers and above. */
  readonly removeProperty: PropertyPayload;
  /** Removes credentials. Refused while the provider has items that were submitted with them. */
  readonly removeProviderCredential: RemoveProviderCredentialPayload;
  /** Removes a quota: there is no limit of that owner any more. By whom, see `setQuota`. */
  readonly removeQuota: RemoveQuotaPayload;
  /** Takes a member out of a team. Members leave by their own id. */
  readonly removeTeamMember: RemoveTeamMemberPayload;
  /** Removes a webhook with what is on its way to it. */
  readonly removeWebhook: RemoveWebhookPayload;
  /**
   * Runs the definition of a job again under a new name and a new id, in the same project, against the same
   * target. The source may be in any state and is not touched.
   */
  readonly rerunJob: RerunJobPayload;
  /** Sends an invitation again, with a new link that holds for 7 days. The old link is no more. */
  readonly resendInvitation: InvitationPayload;
  /** Runs a job's items again under the same name and id. */
  readonly retryJob: RetryJobPayload;
  /** Retries many jobs. Each has its own outcome; one refusal stops nothing. */
  readonly retryJobs: RetryJobsPayload;
  /** Revokes an API token of the caller. What is open by it is closed. */
  readonly revokeApiToken: RevokeApiTokenPayload;
  /** Takes an invitation back: its link leads nowhere. */
  readonly revokeInvitation: RevokeInvitationPayload;
  /** Ends a session of the caller. What is open by it is closed. */
  readonly revokeSession: RevokeSessionPayload;
  /** Gives a user of the project's organization, or a team, a role in a project, or another one. */
  readonly setProjectRole: ProjectRolePayload;
  /**
   * Sets a quota on an organization, a group or a user, in place of the one before. Quotas of groups and users are set
   * by the admins of their organization, those of a whole organization by platform admins.
   */
  readonly setQuota: QuotaPayload;
  /** Makes a member of a team a manager, or a manager a member like others. */
  readonly setTeamManager: TeamPayload;
  /** Submits a job. Nothing is stored when anything is refused. */
  readonly submitJob: SubmitJobPayload;
  /** Changes a group's name or priority. */
  readonly updateGroup: GroupPayload;
  /** Changes a job's description or properties. */
  readonly updateJob: UpdateJobPayload;
  /** Gives an organization another name. */
  readonly updateOrganization: OrganizationPayload;
  /** Changes the caller's own name or e-mail. */
  readonly updateProfile: UpdateProfilePayload;
  /** Changes a project's name or description. */
  readonly updateProject: UpdateProjectPayload;
  /** Changes the name of credentials, makes them the default, or gives them new secrets. */
  readonly updateProviderCredential: ProviderCredentialPayload;
  /** Changes a team's name or description. */
  readonly updateTeam: TeamPayload;
  /**
   * Changes a user: admins change whether they may sign in, what they look after and their priority; everybody
   * chooses their own default group.
   */
  readonly updateUser: UserPayload;
  /** Takes an invitation back. */
  readonly withdrawTeamInvitation: TeamPayload;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationAddGroupMemberArgs = {
  input: GroupMemberInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationAddProviderCredentialArgs = {
  input: AddProviderCredentialInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationAddWebhookArgs = {
  input: AddWebhookInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationAnswerTeamInvitationArgs = {
  input: AnswerTeamInvitationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationArchiveProjectArgs = {
  input: ArchiveProjectInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCancelJobArgs = {
  input: CancelJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCancelJobsArgs = {
  input: CancelJobsInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationChangePropertyArgs = {
  input: ChangePropertyInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationChangeWebhookArgs = {
  input: ChangeWebhookInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCheckProviderCredentialArgs = {
  input: CheckProviderCredentialInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCreateApiTokenArgs = {
  input: CreateApiTokenInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCreateGroupArgs = {
  input: CreateGroupInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCreateOrganizationArgs = {
  input: CreateOrganizationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationCreateTeamArgs = {
  input: CreateTeamInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationDefinePropertyArgs = {
  input: DefinePropertyInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationDeleteGroupArgs = {
  input: DeleteGroupInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationDeleteJobArgs = {
  input: DeleteJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationDeleteProjectArgs = {
  input: DeleteProjectInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationDeleteTeamArgs = {
  input: DeleteTeamInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationFollowArgs = {
  input: FollowInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationInviteToTeamArgs = {
  input: TeamInvitationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationMarkNotificationsReadArgs = {
  input: MarkNotificationsReadInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRedeliverWebhookArgs = {
  input: RedeliverWebhookInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveGroupMemberArgs = {
  input: GroupMemberInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveProjectRoleArgs = {
  input: RemoveProjectRoleInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemovePropertyArgs = {
  input: RemovePropertyInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveProviderCredentialArgs = {
  input: RemoveProviderCredentialInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveQuotaArgs = {
  input: RemoveQuotaInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveTeamMemberArgs = {
  input: TeamMemberInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRemoveWebhookArgs = {
  input: RemoveWebhookInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRerunJobArgs = {
  input: RerunJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationResendInvitationArgs = {
  input: ResendInvitationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRetryJobArgs = {
  input: RetryJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRetryJobsArgs = {
  input: RetryJobsInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRevokeApiTokenArgs = {
  input: RevokeApiTokenInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRevokeInvitationArgs = {
  input: RevokeInvitationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationSetProjectRoleArgs = {
  input: SetProjectRoleInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationSetQuotaArgs = {
  input: SetQuotaInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationSetTeamManagerArgs = {
  input: SetTeamManagerInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationSubmitJobArgs = {
  input: SubmitJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateGroupArgs = {
  input: UpdateGroupInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateJobArgs = {
  input: UpdateJobInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateOrganizationArgs = {
  input: UpdateOrganizationInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateProjectArgs = {
  input: UpdateProjectInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateProviderCredentialArgs = {
  input: UpdateProviderCredentialInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateTeamArgs = {
  input: UpdateTeamInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};


/**
 * Everything that can be changed. Each mutation answers with the changed objects and with `errors`: what the
 * rules refuse is data. Authentication, malformed requests and faults are GraphQL errors with `extensions.code`.
 */
export type MutationWithdrawTeamInvitationArgs = {
  input: TeamInvitationInput;
};

/** Anything with an id. */
export type Node = {
  /** Unique among all objects; its form is nobody's business. */
  readonly id: Scalars['ID']['output'];
};

/** What a node does. */
export type NodeRole =
  /** Serves the API and the dashboard, and runs items. */
  | 'ALL'
  /** Serves the API and the dashboard, and runs nothing. */
  | 'API'
  /** Runs items and does the duties, and serves nothing. */
  | 'WORKER';

/** The chance of each kind of noise at each gate, from 0 to 1. */
export type Noise = {
  readonly __typename?: 'Noise';
  /** Of losing a qubit. */
  readonly loss: Scalars['Float']['output'];
  /** Of a Pauli X. */
  readonly pauliX: Scalars['Float']['output'];
  /** Of a Pauli Y. */
  readonly pauliY: Scalars['Float']['output'];
  /** Of a Pauli Z. */
  readonly pauliZ: Scalars['Float']['output'];
};

/** The chance of each kind of noise at each gate, from 0 to 1; pauliX + pauliY + pauliZ at most 1. */
export type NoiseInput = {
  /** Of losing a qubit. */
  readonly loss?: InputMaybe<Scalars['Float']['input']>;
  /** Of a Pauli X. */
  readonly pauliX?: InputMaybe<Scalars['Float']['input']>;
  /** Of a Pauli Y. */
  readonly pauliY?: InputMaybe<Scalars['Float']['input']>;
  /** Of a Pauli Z. */
  readonly pauliZ?: InputMaybe<Scalars['Float']['input']>;
};

/** That a job ended. */
export type Notification = {
  readonly __typename?: 'Notification';
  /** When it ended. */
  readonly at: Scalars['DateTime']['output'];
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Whether it was marked as read. */
  readonly isRead: Scalars['Boolean']['output'];
  /** The job's id. */
  readonly jobId: Scalars['ID']['output'];
  /** Its name as it was then. */
  readonly jobName: Scalars['String']['output'];
  /** What its message said. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** How it ended. */
  readonly status: JobStatus;
};

/** What is new among the viewer's notifications. */
export type NotificationChanges = {
  readonly __typename?: 'NotificationChanges';
  /** Those that came, the one that ended first before the others. */
  readonly added: ReadonlyArray<Notification>;
  /** How many are unread now. */
  readonly unreadCount: Scalars['Int']['output'];
};

/** A page of notifications. */
export type NotificationConnection = {
  readonly __typename?: 'NotificationConnection';
  /** The notifications with their cursors. */
  readonly edges: ReadonlyArray<NotificationEdge>;
  /** The notifications. */
  readonly nodes: ReadonlyArray<Notification>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A notification in a list. */
export type NotificationEdge = {
  readonly __typename?: 'NotificationEdge';
  /** Marks its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The notification. */
  readonly node: Notification;
};

/** What was refused of notifications and webhooks, and why. */
export type NotificationError = UserError & {
  readonly __typename?: 'NotificationError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** Which way. */
export type OrderDirection =
  /** Smallest, oldest or A first. */
  | 'ASC'
  /** Largest, newest or Z first. */
  | 'DESC';

/** A company or group of people that owns projects. */
export type Organization = Node & {
  readonly __typename?: 'Organization';
  /** What the caller may do with it. */
  readonly actions: OrganizationActions;
  /** What was done in it, the newest first; null to who is no admin. Entries are never changed nor removed. */
  readonly audit: Maybe<AuditConnection>;
  /** Its groups, by name: all for its admins, for others those they are in. */
  readonly groups: ReadonlyArray<Group>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Who is invited and has not answered yet, expired invitations too, the newest first; null to who is no admin. */
  readonly invitations: Maybe<ReadonlyArray<Invitation>>;
  /** How many jobs its projects have in each status; null to who is no admin. */
  readonly jobCounts: Maybe<StatusCounts>;
  /** The jobs of all its projects, as many as there are. Pages are stable while jobs are added. Null to who is no admin. */
  readonly jobs: Maybe<JobConnection>;
  /** The name to show. */
  readonly name: Scalars['String']['output'];
  /**
   * Its quotas with what is used of them: all for its admins, for others those that count for their jobs. Null to whom
   * only shares a project with it.
   */
  readonly quotas: Maybe<ReadonlyArray<Quota>>;
  /** Whether the caller may set the quotas of the whole organization. */
  readonly setOwnQuotas: Permission;
  /** The users who submitted jobs in its projects, at most 200, to filter by; null to who is no admin. */
  readonly submitters: Maybe<ReadonlyArray<User>>;
  /**
   * What its jobs used, added up, at most 10,000 rows; others than its admins see what they themselves used. Rows always
   * tell the resource: amounts of different resources have different units. Null to whom only shares a project with it.
   */
  readonly usage: Maybe<ReadonlyArray<UsageRow>>;
  /** Its users, by name; null to whom only shares a project with it. */
  readonly users: Maybe<UserConnection>;
  /** Its webhooks, told of all its jobs, the oldest first; null to who is no admin. */
  readonly webhooks: Maybe<ReadonlyArray<Webhook>>;
};


/** A company or group of people that owns projects. */
export type OrganizationAuditArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A company or group of people that owns projects. */
export type OrganizationJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<JobOrder>;
};


/** A company or group of people that owns projects. */
export type OrganizationUsageArgs = {
  by: ReadonlyArray<UsageDimension>;
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


/** A company or group of people that owns projects. */
export type OrganizationUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** What the caller may do with an organization. */
export type OrganizationActions = {
  readonly __typename?: 'OrganizationActions';
  /** Make, change and remove groups. */
  readonly manageGroups: Permission;
  /** Enable and disable users, make them admins, set their priority and groups. */
  readonly manageUsers: Permission;
  /** Change its name. */
  readonly update: Permission;
};

/** A page of organizations. */
export type OrganizationConnection = {
  readonly __typename?: 'OrganizationConnection';
  /** The organizations with their cursors. */
  readonly edges: ReadonlyArray<OrganizationEdge>;
  /** The organizations alone. */
  readonly nodes: ReadonlyArray<Organization>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An organization in a page. */
export type OrganizationEdge = {
  readonly __typename?: 'OrganizationEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The organization. */
  readonly node: Organization;
};

/** All jobs of an organization that match a filter. */
export type OrganizationJobFilter = {
  /** Only jobs that match; all when not given. */
  readonly filter?: InputMaybe<JobFilter>;
  /** Which organization. */
  readonly organizationId: Scalars['ID']['input'];
};

/** What became of it. */
export type OrganizationPayload = {
  readonly __typename?: 'OrganizationPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The organization; null when refused. */
  readonly organization: Maybe<Organization>;
};

/** Where a connection's page stands. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** More follow after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Some stand before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A refusal about people, groups, teams or roles. */
export type PeopleError = UserError & {
  readonly __typename?: 'PeopleError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** Whether something may be done now, and if not, why. */
export type Permission = {
  readonly __typename?: 'Permission';
  /** It may be done. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Why not; null when allowed. */
  readonly code: Maybe<ErrorCode>;
  /** Why not, in a sentence for people; null when allowed. */
  readonly message: Maybe<Scalars['String']['output']>;
};

/** A stored program. The same source is stored once; a later job may refer to it by id. */
export type Program = Node & {
  readonly __typename?: 'Program';
  /** Unique among all objects; the same for the same source and language in a project. */
  readonly id: Scalars['ID']['output'];
  /** Its language. */
  readonly language: ProgramLanguage;
  /** The name it was submitted under. */
  readonly name: Scalars['String']['output'];
  /** The size of its text in bytes (UTF-8). */
  readonly size: Scalars['Int']['output'];
  /** Its text. */
  readonly source: Scalars['String']['output'];
};

/** The language a program is written in. */
export type ProgramLanguage =
  /** OpenQASM 2.0, with the gates of qelib1. */
  | 'OPENQASM2'
  /** OpenQASM 3. */
  | 'OPENQASM3'
  /** Q#. */
  | 'QSHARP';

/** Facts about a program. */
export type ProgramStatistics = {
  readonly __typename?: 'ProgramStatistics';
  /** Its longest chain of dependent operations. */
  readonly depth: Scalars['Int']['output'];
  /** How often each kind of operation occurs. */
  readonly gates: Scalars['IntMap']['output'];
  /** How many measurements and state preparations there are. */
  readonly measurements: Scalars['Int']['output'];
  /** How many gates act on one qubit. */
  readonly oneQubitGates: Scalars['Int']['output'];
  /** How many qubits it uses. */
  readonly qubits: Scalars['Int']['output'];
  /** How many gates act on two qubits. */
  readonly twoQubitGates: Scalars['Int']['output'];
};

/** A project holds jobs. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** What the caller may do with it. */
  readonly actions: ProjectActions;
  /** When it was archived; null while it is in use. */
  readonly archivedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Of which of its ends the caller wants to be told; null where they said nothing. */
  readonly following: Maybe<Following>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** How many jobs it has in each status. */
  readonly jobCounts: StatusCounts;
  /** Its jobs. Pages are stable while jobs are added. */
  readonly jobs: JobConnection;
  /** The users with a role of their own here, by name. */
  readonly members: ReadonlyArray<ProjectMember>;
  /** Its name, 1–200 characters. */
  readonly name: Scalars['String']['output'];
  /** The organization it belongs to. */
  readonly organization: Organization;
  /** What properties mean here, by name. Jobs may have others too, as plain text. */
  readonly propertyDefinitions: ReadonlyArray<PropertyDefinition>;
  /** Names of properties used by its jobs, to filter by. */
  readonly propertyNames: ReadonlyArray<Scalars['String']['output']>;
  /** The users who submitted jobs here, to filter by. */
  readonly submitters: ReadonlyArray<User>;
  /** The teams with a role here, by name. */
  readonly teams: ReadonlyArray<ProjectTeam>;
  /** When it was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The caller acts here as an organization or platform admin: they may also retry what ended otherwise than in ERROR. */
  readonly viewerIsAdmin: Scalars['Boolean']['output'];
  /** The caller's role here. */
  readonly viewerRole: ProjectRole;
};


/** A project holds jobs. */
export type ProjectJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<JobOrder>;
};

/** What the caller may do with a project. */
export type ProjectActions = {
  readonly __typename?: 'ProjectActions';
  /** Archive it. */
  readonly archive: Permission;
  /** Delete it. */
  readonly delete: Permission;
  /** Give roles in it, and take them away. */
  readonly giveRoles: Permission;
  /** Submit jobs. */
  readonly submit: Permission;
  /** Change its name and description. */
  readonly update: Permission;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** The projects with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The projects alone. */
  readonly nodes: ReadonlyArray<Project>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A project in a page. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** A refusal about a project. */
export type ProjectError = UserError & {
  readonly __typename?: 'ProjectError';
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** All jobs of a project that match a filter. */
export type ProjectJobFilter = {
  /** Only jobs that match; all when not given. */
  readonly filter?: InputMaybe<JobFilter>;
  /** Which project. */
  readonly projectId: Scalars['ID']['input'];
};

/** A user's own role in a project. */
export type ProjectMember = {
  readonly __typename?: 'ProjectMember';
  /** The role. */
  readonly role: ProjectRole;
  /** Who has it. */
  readonly user: User;
};

/** A role in a project, from the least to the most permissive. */
export type ProjectRole =
  /** May also give roles. */
  | 'ADMINISTRATOR'
  /** May also submit, rerun, retry, cancel and edit properties. */
  | 'CONTRIBUTOR'
  /** May also delete jobs and archive the project. */
  | 'MAINTAINER'
  /** May view. */
  | 'READER';

/** What became of it. */
export type ProjectRolePayload = {
  readonly __typename?: 'ProjectRolePayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The project; null when refused, and when the caller may see it no more. */
  readonly project: Maybe<Project>;
};

/** The role that all members of a team have in a project. */
export type ProjectTeam = {
  readonly __typename?: 'ProjectTeam';
  /** The role. */
  readonly role: ProjectRole;
  /** Who has it. */
  readonly team: Team;
};

/** A name and a value that people gave a job. */
export type Property = {
  readonly __typename?: 'Property';
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The value. */
  readonly value: Scalars['String']['output'];
};

/** The colour in which a property is shown. */
export type PropertyColour =
  /** Blue. */
  | 'BLUE'
  /** Green. */
  | 'GREEN'
  /** Grey. */
  | 'GREY'
  /** Orange. */
  | 'ORANGE'
  /** Pink. */
  | 'PINK'
  /** Purple. */
  | 'PURPLE'
  /** Red. */
  | 'RED'
  /** Teal. */
  | 'TEAL'
  /** Yellow. */
  | 'YELLOW';

/** What a property means in a project. */
export type PropertyDefinition = {
  readonly __typename?: 'PropertyDefinition';
  /** The colour in which it is shown. */
  readonly colour: PropertyColour;
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Whether a job has to give it when it is submitted. */
  readonly isRequired: Scalars['Boolean']['output'];
  /** Its name, unique in the project. */
  readonly name: Scalars['String']['output'];
  /** What its values look like. */
  readonly type: PropertyType;
};

/** A property a job must have. */
export type PropertyFilter = {
  /** It is a number, and at most this; not together with a value. */
  readonly max?: InputMaybe<Scalars['Float']['input']>;
  /** It is a number, and at least this; not together with a value. */
  readonly min?: InputMaybe<Scalars['Float']['input']>;
  /** The property's name. */
  readonly name: Scalars['String']['input'];
  /** Its value; any value when not given. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** A name and a value. */
export type PropertyInput = {
  /** The name, 1–100 characters. */
  readonly name: Scalars['String']['input'];
  /** The value, at most 1,000 characters. */
  readonly value: Scalars['String']['input'];
};

/** The project with its definitions, or why they are not changed. */
export type PropertyPayload = {
  readonly __typename?: 'PropertyPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<ProjectError>;
  /** The project. */
  readonly project: Maybe<Project>;
};

/** What values of a property look like. */
export type PropertyType =
  /** `true` or `false`. */
  | 'BOOLEAN'
  /** A whole number of at most 15 digits. */
  | 'INTEGER'
  /** A number, as 0.25 or 1e-3. */
  | 'NUMBER'
  /** Any text that is not empty. */
  | 'STRING';

/** A remote provider of quantum computers and simulators. */
export type Provider =
  /** AWS Braket. */
  | 'BRAKET'
  /** IonQ. */
  | 'IONQ';

/** What something cost at a provider, in its own units. */
export type ProviderCost = {
  readonly __typename?: 'ProviderCost';
  /** A currency or unit, as the provider writes it. */
  readonly unit: Scalars['String']['output'];
  /** How much. */
  readonly value: Scalars['Float']['output'];
};

/** Credentials for a remote provider. The secrets are stored encrypted and never told again. */
export type ProviderCredential = Node & {
  readonly __typename?: 'ProviderCredential';
  /** Where tasks of AWS Braket are created, and where it writes results to; null for other providers. */
  readonly braket: Maybe<BraketSettings>;
  /** When the provider last took them. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
  /** When they were added. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who added them; null when the user is gone. */
  readonly createdBy: Maybe<User>;
  /** The end of the key, to tell them apart; empty for a short one. */
  readonly hint: Scalars['String']['output'];
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** They are taken when a job names none. A user's own default goes before the organization's. */
  readonly isDefault: Scalars['Boolean']['output'];
  /** Whether the caller may change and remove them. */
  readonly manage: Permission;
  /** The name to show. */
  readonly name: Scalars['String']['output'];
  /** Whose they are. */
  readonly owner: CredentialOwner;
  /** The provider. */
  readonly provider: Provider;
  /** Why the provider did not take them the last time; null when it did. */
  readonly trouble: Maybe<Scalars['String']['output']>;
};

/** The credentials, or why they are as they were. */
export type ProviderCredentialPayload = {
  readonly __typename?: 'ProviderCredentialPayload';
  /** The credentials. */
  readonly credential: Maybe<ProviderCredential>;
  /** What was refused. */
  readonly errors: ReadonlyArray<CredentialError>;
};

/** The secrets of a provider: of exactly one. */
export type ProviderSecretsInput =
  /** Of AWS Braket. */
  { readonly braket: BraketSecretsInput; readonly ionq?: never; }
  |  /** Of IonQ. */
  { readonly braket?: never; readonly ionq: IonqSecretsInput; };

/** Everything that can be read. */
export type Query = {
  readonly __typename?: 'Query';
  /** Looks at a program for a target without making a job: diagnostics, size and estimated cost. */
  readonly checkProgram: CheckProgramPayload;
  /** Example programs to start from. */
  readonly examplePrograms: ReadonlyArray<ExampleProgram>;
  /** One job; null when there is none that the caller may see. */
  readonly job: Maybe<Job>;
  /** What each status means: the legend, from the same table as the rules. */
  readonly jobStatuses: ReadonlyArray<JobStatusInfo>;
  /** Any object by its id; null when there is none that the caller may see. */
  readonly node: Maybe<Node>;
  /** The processes of Shotboard that are there, the oldest first. For platform admins; empty for everybody else. */
  readonly nodes: ReadonlyArray<ServerNode>;
  /** One organization; null when there is none that the caller may see. */
  readonly organization: Maybe<Organization>;
  /** The organizations the caller may see, by name: their own, or all there are for a platform admin. */
  readonly organizations: OrganizationConnection;
  /** One project; null when there is none that the caller may see. */
  readonly project: Maybe<Project>;
  /** The projects the caller may see, newest first. */
  readonly projects: ProjectConnection;
  /** The credentials for remote providers that the caller may use: their own and their organization's. */
  readonly providerCredentials: ReadonlyArray<ProviderCredential>;
  /**
   * Whether quotas allow a job before it is submitted, and what is left of each that counts for it. The mutation asks
   * the same function, so that the answer differs only if something was used meanwhile.
   */
  readonly quotaGuard: QuotaGuardPayload;
  /** What a retry would do, before anything happens. The mutation uses the same function. */
  readonly retryPreview: RetryPreviewPayload;
  /** One target; null when there is none. */
  readonly target: Maybe<Target>;
  /** The targets jobs can run on, in the order to show them. */
  readonly targets: ReadonlyArray<Target>;
  /** Who is asking. */
  readonly viewer: Viewer;
};


/** Everything that can be read. */
export type QueryCheckProgramArgs = {
  input: CheckProgramInput;
};


/** Everything that can be read. */
export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryOrganizationArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryOrganizationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. */
export type QueryQuotaGuardArgs = {
  input: QuotaGuardInput;
};


/** Everything that can be read. */
export type QueryRetryPreviewArgs = {
  input: RetryPreviewInput;
};


/** Everything that can be read. */
export type QueryTargetArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryTargetsArgs = {
  jobType?: InputMaybe<JobType>;
};

/** Where a job's next item stands in its target's queue. */
export type QueuePosition = {
  readonly __typename?: 'QueuePosition';
  /** How many items are ahead of it. At remote targets by the fair order as it is now: what comes later may go before it. */
  readonly ahead: Scalars['Int']['output'];
  /** When it is likely to start. */
  readonly estimate: StartEstimate;
  /** `position` and `ahead` are so many at least: a very long queue is looked at no further. */
  readonly isLeast: Scalars['Boolean']['output'];
  /** Its place, 1 for the next. */
  readonly position: Scalars['Int']['output'];
};

/** A limit on what jobs use. Of all that count for a job the tightest one decides; where none is set there is no limit. */
export type Quota = {
  readonly __typename?: 'Quota';
  /** Whether the caller may set and remove it. */
  readonly change: Permission;
  /** Nine tenths or more are used or reserved. */
  readonly isNearlyUsedUp: Scalars['Boolean']['output'];
  /** What is left. */
  readonly left: Scalars['Float']['output'];
  /** The most that may be used. */
  readonly limit: Scalars['Float']['output'];
  /** The id of the organization, group or user. */
  readonly ownerId: Scalars['ID']['output'];
  /** What it is set on. */
  readonly ownerKind: QuotaOwnerKind;
  /** The name of the organization, group or user. */
  readonly ownerName: Scalars['String']['output'];
  /** Credits kept free for items that wait; 0 for other resources. */
  readonly reserved: Scalars['Float']['output'];
  /** When it begins anew; null for STORAGE. */
  readonly resetsAt: Maybe<Scalars['DateTime']['output']>;
  /** What it limits. */
  readonly resource: QuotaResource;
  /** The unit of all amounts: `CPU seconds`, `MB` or `credits`. */
  readonly unit: Scalars['String']['output'];
  /** When it was last set. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** What is used; in the current month where the resource is one of months. */
  readonly used: Scalars['Float']['output'];
};

/** A job to be, as far as quotas are concerned. */
export type QuotaGuardInput = {
  /** Bytes of its programs. */
  readonly bytes?: InputMaybe<Scalars['Float']['input']>;
  /** Hardware credits it is estimated to cost: the sum of `checkProgram.estimatedCredits` of its programs. */
  readonly credits?: InputMaybe<Scalars['Float']['input']>;
  /** The name of the group it would run under; the caller's default group when not given. */
  readonly group?: InputMaybe<Scalars['String']['input']>;
  /** The project that would hold it. */
  readonly projectId: Scalars['ID']['input'];
  /** The target it would run on. */
  readonly targetId: Scalars['ID']['input'];
};

/** Whether quotas allow the job. */
export type QuotaGuardPayload = {
  readonly __typename?: 'QuotaGuardPayload';
  /** They allow it; null when that could not be found out. */
  readonly allowed: Maybe<Scalars['Boolean']['output']>;
  /** Why it could not be found out. */
  readonly errors: ReadonlyArray<JobError>;
  /** The quotas that count for it, the tightest first. */
  readonly quotas: ReadonlyArray<Quota>;
  /** Why not, as the submission would be refused. */
  readonly refusals: ReadonlyArray<JobError>;
};

/** Whom a quota is set on. */
export type QuotaOwnerKind =
  /** A group: the jobs that run under it. */
  | 'GROUP'
  /** A whole organization. */
  | 'ORGANIZATION'
  /** A user: the jobs they submitted. */
  | 'USER';

/** The quota, or why it is not set. */
export type QuotaPayload = {
  readonly __typename?: 'QuotaPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The quota. */
  readonly quota: Maybe<Quota>;
};

/** What quotas limit. */
export type QuotaResource =
  /** Seconds of CPU that compile items used in a calendar month (UTC). Syntax checks cost nothing. */
  | 'COMPILATION'
  /** Hardware credits of items at remote targets in a calendar month (UTC). */
  | 'CREDITS'
  /** Seconds of CPU that execute items used on hosted targets in a calendar month (UTC). */
  | 'SIMULATION'
  /** Megabytes (10^6 bytes) of programs and results that jobs hold. Deleting jobs frees them. */
  | 'STORAGE';

/** An invitation as the one sees it who is invited. */
export type ReceivedTeamInvitation = {
  readonly __typename?: 'ReceivedTeamInvitation';
  /** When they did. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The name of who invites. */
  readonly invitedBy: Scalars['String']['output'];
  /** What the team is for. */
  readonly teamDescription: Scalars['String']['output'];
  /** The team's id, to answer with. */
  readonly teamId: Scalars['ID']['output'];
  /** The team's name. */
  readonly teamName: Scalars['String']['output'];
};

/** Which delivery to send once more. */
export type RedeliverWebhookInput = {
  /** The delivery. */
  readonly deliveryId: Scalars['ID']['input'];
};

/** The delivery on its way again, or why it is not. */
export type RedeliverWebhookPayload = {
  readonly __typename?: 'RedeliverWebhookPayload';
  /** The delivery. */
  readonly delivery: Maybe<WebhookDelivery>;
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
};

/** How often each value of a register was measured. */
export type RegisterCounts = {
  readonly __typename?: 'RegisterCounts';
  /** Shots by bits, written c[n-1]…c[0], `-` for a lost qubit: `{"00": 512, "11": 512}`. */
  readonly counts: Scalars['IntMap']['output'];
  /** The register's name. */
  readonly name: Scalars['String']['output'];
  /** How many bits it has. */
  readonly size: Scalars['Int']['output'];
};

/** An item at a remote provider. */
export type RemoteTask = {
  readonly __typename?: 'RemoteTask';
  /** When the provider last answered about it; null before the first answer. Long ago for an item that is stuck. */
  readonly answeredAt: Maybe<Scalars['DateTime']['output']>;
  /** When the provider is asked about it next; null for what is final. */
  readonly nextLookAt: Maybe<Scalars['DateTime']['output']>;
  /** How many tasks are ahead of it in the provider's queue; null when the provider does not say. */
  readonly position: Maybe<Scalars['Int']['output']>;
  /** The position is a lower bound. */
  readonly positionIsLeast: Scalars['Boolean']['output'];
  /** The provider. */
  readonly provider: Provider;
  /** Its status in the provider's own words, as it was last told; null before the first answer. */
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  /** The provider's id of it; null while the outcome of its submission is unknown. */
  readonly remoteId: Maybe<Scalars['String']['output']>;
  /** When it was first sent to the provider, or is about to be. */
  readonly submittedAt: Scalars['DateTime']['output'];
  /** Why the provider could not be asked the last time; null when it could. */
  readonly trouble: Maybe<Scalars['String']['output']>;
  /** The provider's own estimate of its waiting time, in seconds; null when it gives none. */
  readonly waitSeconds: Maybe<Scalars['Float']['output']>;
};

/** A role to take away. */
export type RemoveProjectRoleInput = {
  /** In which project. */
  readonly projectId: Scalars['ID']['input'];
  /** From whom. */
  readonly subject: RoleSubjectInput;
};

/** Which definition to remove. */
export type RemovePropertyInput = {
  /** The name of the property. */
  readonly name: Scalars['String']['input'];
  /** The project. */
  readonly projectId: Scalars['ID']['input'];
};

/** Which credentials to remove. */
export type RemoveProviderCredentialInput = {
  /** Which credentials. */
  readonly credentialId: Scalars['ID']['input'];
};

/** The id of the removed credentials, or why they are not removed. */
export type RemoveProviderCredentialPayload = {
  readonly __typename?: 'RemoveProviderCredentialPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<CredentialError>;
  /** The id of the removed credentials. */
  readonly removedCredentialId: Maybe<Scalars['ID']['output']>;
};

/** Which quota to remove. */
export type RemoveQuotaInput = {
  /** The id of the organization, group or user it is set on. */
  readonly ownerId: Scalars['ID']['input'];
  /** What it limits. */
  readonly resource: QuotaResource;
};

/** The owner of the removed quota, or why it is not removed. */
export type RemoveQuotaPayload = {
  readonly __typename?: 'RemoveQuotaPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The id of the organization, group or user it was set on; given too when there was no such quota. */
  readonly ownerId: Maybe<Scalars['ID']['output']>;
};

/** What became of it. */
export type RemoveTeamMemberPayload = {
  readonly __typename?: 'RemoveTeamMemberPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** Who is no longer in it; null when refused. */
  readonly removedUserId: Maybe<Scalars['ID']['output']>;
  /** The team; null when refused, and when the caller may see it no more. */
  readonly team: Maybe<Team>;
};

/** Which webhook to remove. */
export type RemoveWebhookInput = {
  /** The webhook. */
  readonly webhookId: Scalars['ID']['input'];
};

/** The removed webhook, or why it is not removed. */
export type RemoveWebhookPayload = {
  readonly __typename?: 'RemoveWebhookPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<NotificationError>;
  /** The id of the webhook that is no more. */
  readonly removedWebhookId: Maybe<Scalars['ID']['output']>;
};

/** Which job to run again, and under which name. */
export type RerunJobInput = {
  /** 1–200 characters. The same key with the same input gives the first answer again, and no second job. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The source. */
  readonly jobId: Scalars['ID']['input'];
  /** The new job's name, 1–200 characters, not blank. */
  readonly name: Scalars['String']['input'];
};

/** The new job and its source, or why there is none. */
export type RerunJobPayload = {
  readonly __typename?: 'RerunJobPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** The new job. */
  readonly job: Maybe<Job>;
  /** The job it reruns. */
  readonly source: Maybe<Job>;
};

/** Which invitation to send again. */
export type ResendInvitationInput = {
  /** The invitation's id. */
  readonly invitationId: Scalars['ID']['input'];
};

/** What a retry does to an item. */
export type RetryEffect =
  /** It is asked for at its provider; nothing is submitted. */
  | 'RESYNCHRONISE'
  /** It runs again here. */
  | 'RUN_AGAIN'
  /** It is submitted to its provider, where no handle is on record. */
  | 'SUBMIT'
  /** It is submitted to its provider again, where a handle exists. */
  | 'SUBMIT_AGAIN';

/** Which job to retry, and how. */
export type RetryJobInput = {
  /** Accept that quota may be used again, or something submitted twice. */
  readonly acceptDuplicates?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1–200 characters. The same key with the same input gives the first answer again, and no second retry. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Which items: those in one of these final statuses. */
  readonly itemStatuses?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** Which job. */
  readonly jobId: Scalars['ID']['input'];
  /** Why, at most 2,000 characters; kept in the history. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** What to do to each. */
  readonly strategy?: InputMaybe<RetryStrategy>;
};

/** The job, or why it is not retried. */
export type RetryJobPayload = {
  readonly __typename?: 'RetryJobPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** The job. */
  readonly job: Maybe<Job>;
};

/** Which jobs to retry, and how. */
export type RetryJobsInput = {
  /** Accept that quota may be used again, or something submitted twice. */
  readonly acceptDuplicates?: InputMaybe<Scalars['Boolean']['input']>;
  /** Which items: those in one of these final statuses. */
  readonly itemStatuses?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** Which jobs. */
  readonly jobs: JobSelection;
  /** Why, at most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** What to do to each. */
  readonly strategy?: InputMaybe<RetryStrategy>;
};

/** What became of each job. */
export type RetryJobsPayload = {
  readonly __typename?: 'RetryJobsPayload';
  /** What was refused as a whole. */
  readonly errors: ReadonlyArray<JobError>;
  /** An outcome per job. */
  readonly outcomes: ReadonlyArray<JobOutcome>;
};

/** What a retry would do, before anything happens. */
export type RetryPreview = {
  readonly __typename?: 'RetryPreview';
  /** CPU seconds it may use, from the items' last attempts; null where nothing was measured. */
  readonly estimatedCpuSeconds: Maybe<Scalars['Float']['output']>;
  /** Hardware credits it may use. */
  readonly estimatedCredits: Scalars['Float']['output'];
  /** How many items it concerns. */
  readonly itemCount: Scalars['Int']['output'];
  /** What would happen to each item. */
  readonly items: ReadonlyArray<RetryPreviewItem>;
  /** It may use quota again or submit twice, so it must be accepted. */
  readonly needsConfirmation: Scalars['Boolean']['output'];
  /** How many remote submissions might be duplicated. */
  readonly possibleDuplicates: Scalars['Int']['output'];
  /** What must be accepted, in sentences for people. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
};

/** The retry to look at. */
export type RetryPreviewInput = {
  /** Which items: those in one of these final statuses. */
  readonly itemStatuses?: InputMaybe<ReadonlyArray<JobStatus>>;
  /** Which job. */
  readonly jobId: Scalars['ID']['input'];
  /** What to do to each. */
  readonly strategy?: InputMaybe<RetryStrategy>;
};

/** What a retry would do to one item. */
export type RetryPreviewItem = {
  readonly __typename?: 'RetryPreviewItem';
  /** What would be done. */
  readonly effect: RetryEffect;
  /** The item's place in the job. */
  readonly index: Scalars['Int']['output'];
  /** Its program's name. */
  readonly name: Scalars['String']['output'];
  /** Its status now. */
  readonly status: JobStatus;
};

/** What a retry would do, or why it is refused. */
export type RetryPreviewPayload = {
  readonly __typename?: 'RetryPreviewPayload';
  /** Why it is refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** What it would do. */
  readonly preview: Maybe<RetryPreview>;
};

/** What a retry does to each chosen item. */
export type RetryStrategy =
  /** As DEFAULT, and submit to the provider if no handle is on record. For admins. */
  | 'ALLOW_RESUBMIT'
  /** With a remote handle: re-synchronise its status and collect its result, submit nothing; otherwise run it again. */
  | 'DEFAULT'
  /** Submit again where a handle exists but no result. For admins. */
  | 'FORCE_RESUBMIT'
  /** Treat all items as fresh, completed ones too: redo everything. */
  | 'FULL_RESTART';

/** Which token to revoke. */
export type RevokeApiTokenInput = {
  /** The token's id. */
  readonly tokenId: Scalars['ID']['input'];
};

/** The id of the revoked token, or what was refused. */
export type RevokeApiTokenPayload = {
  readonly __typename?: 'RevokeApiTokenPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The id of the revoked token. */
  readonly revokedTokenId: Maybe<Scalars['ID']['output']>;
};

/** Which invitation to take back. */
export type RevokeInvitationInput = {
  /** The invitation's id. */
  readonly invitationId: Scalars['ID']['input'];
};

/** The id of the invitation that is no more, or what was refused. */
export type RevokeInvitationPayload = {
  readonly __typename?: 'RevokeInvitationPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The id of the invitation that is no more. */
  readonly revokedInvitationId: Maybe<Scalars['ID']['output']>;
};

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session's id. */
  readonly sessionId: Scalars['ID']['input'];
};

/** The id of the ended session, or what was refused. */
export type RevokeSessionPayload = {
  readonly __typename?: 'RevokeSessionPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The id of the ended session. */
  readonly revokedSessionId: Maybe<Scalars['ID']['output']>;
};

/** Whom a role is of: a user or a team. */
export type RoleSubjectInput =
  /** A team. */
  { readonly teamId: Scalars['ID']['input']; readonly userId?: never; }
  |  /** A user. */
  { readonly teamId?: never; readonly userId: Scalars['ID']['input']; };

/** A process of Shotboard. Many of them may share one database. */
export type ServerNode = {
  readonly __typename?: 'ServerNode';
  /**
   * What only one node does at a time, and this one does now: "rescue" puts back what lost workers held, "remote" hands
   * items over to providers and follows them, "cleaning" removes what has expired. Later versions may know more of them.
   */
  readonly duties: ReadonlyArray<Scalars['String']['output']>;
  /** Its id, new with each start. */
  readonly id: Scalars['ID']['output'];
  /** What people know it by, from its configuration. */
  readonly label: Scalars['String']['output'];
  /** When it last showed that it lives. One that stops doing so is struck off after a while. */
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** What it does. */
  readonly role: NodeRole;
  /** How many items it runs now. */
  readonly running: Scalars['Int']['output'];
  /** The first 20 of the items it runs now. */
  readonly runningItems: ReadonlyArray<JobItem>;
  /** How many items it can run side by side. */
  readonly slots: Scalars['Int']['output'];
  /** When it started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** The targets whose items it runs. */
  readonly targets: ReadonlyArray<Target>;
  /** The version of the program it runs. */
  readonly version: Scalars['String']['output'];
};

/** A browser that is signed in. */
export type Session = {
  readonly __typename?: 'Session';
  /** The address they signed in from. */
  readonly address: Maybe<Scalars['String']['output']>;
  /** When they signed in. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends by itself. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** The request comes by this session. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** When it was last used, to the minute. */
  readonly lastUsedAt: Scalars['DateTime']['output'];
  /** What the browser said of itself. */
  readonly userAgent: Maybe<Scalars['String']['output']>;
};

/** A role to give. */
export type SetProjectRoleInput = {
  /** In which project. */
  readonly projectId: Scalars['ID']['input'];
  /** Which role. */
  readonly role: ProjectRole;
  /** To whom: a user of the project's organization, or a team the caller is in. */
  readonly subject: RoleSubjectInput;
};

/** A quota to set. */
export type SetQuotaInput = {
  /** The most that may be used, in the resource's unit; 0 allows nothing. */
  readonly limit: Scalars['Float']['input'];
  /** The id of an organization, a group or a user. */
  readonly ownerId: Scalars['ID']['input'];
  /** What to limit. */
  readonly resource: QuotaResource;
};

/** Who manages a team. */
export type SetTeamManagerInput = {
  /** Whether they manage it. */
  readonly isManager: Scalars['Boolean']['input'];
  /** Which team. */
  readonly teamId: Scalars['ID']['input'];
  /** Which member. */
  readonly userId: Scalars['ID']['input'];
};

/** When a waiting item is likely to start, from measured run times. */
export type StartEstimate = {
  readonly __typename?: 'StartEstimate';
  /** Seconds until the start in half of all cases; null without enough data. */
  readonly p50Seconds: Maybe<Scalars['Float']['output']>;
  /** Seconds until the start in nine of ten cases; null without enough data. */
  readonly p90Seconds: Maybe<Scalars['Float']['output']>;
  /** How many measured runs this rests on. */
  readonly samples: Scalars['Int']['output'];
};

/** How many items or jobs are in each status. */
export type StatusCounts = {
  readonly __typename?: 'StatusCounts';
  /** In CANCELLED. */
  readonly cancelled: Scalars['Int']['output'];
  /** In CANCELLING. */
  readonly cancelling: Scalars['Int']['output'];
  /** In COMPLETED. */
  readonly completed: Scalars['Int']['output'];
  /** In DEPLETED. */
  readonly depleted: Scalars['Int']['output'];
  /** In ERROR. */
  readonly error: Scalars['Int']['output'];
  /** In QUEUED. */
  readonly queued: Scalars['Int']['output'];
  /** In RETRYING. */
  readonly retrying: Scalars['Int']['output'];
  /** In RUNNING. */
  readonly running: Scalars['Int']['output'];
  /** In SUBMITTED. */
  readonly submitted: Scalars['Int']['output'];
  /** In TERMINATED. */
  readonly terminated: Scalars['Int']['output'];
  /** In all. */
  readonly total: Scalars['Int']['output'];
};

/** When each status was last entered; null where it never was. */
export type StatusTimes = {
  readonly __typename?: 'StatusTimes';
  /** When CANCELLED was last entered. */
  readonly cancelled: Maybe<Scalars['DateTime']['output']>;
  /** When CANCELLING was last entered. */
  readonly cancelling: Maybe<Scalars['DateTime']['output']>;
  /** When COMPLETED was last entered. */
  readonly completed: Maybe<Scalars['DateTime']['output']>;
  /** When DEPLETED was last entered. */
  readonly depleted: Maybe<Scalars['DateTime']['output']>;
  /** When ERROR was last entered. */
  readonly error: Maybe<Scalars['DateTime']['output']>;
  /** When QUEUED was last entered. */
  readonly queued: Maybe<Scalars['DateTime']['output']>;
  /** When RETRYING was last entered. */
  readonly retrying: Maybe<Scalars['DateTime']['output']>;
  /** When RUNNING was last entered. */
  readonly running: Maybe<Scalars['DateTime']['output']>;
  /** When SUBMITTED was last entered. */
  readonly submitted: Maybe<Scalars['DateTime']['output']>;
  /** When TERMINATED was last entered. */
  readonly terminated: Maybe<Scalars['DateTime']['output']>;
};

/** A new job. */
export type SubmitJobInput = {
  /** What to do. */
  readonly definition: JobDefinitionInput;
  /** What it is for, at most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The name of the group it runs under, one of the caller's; their default group when not given. */
  readonly group?: InputMaybe<Scalars['String']['input']>;
  /** 1–200 characters. The same key with the same input gives the first answer again, and no second job. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1–200 characters, not blank. */
  readonly name: Scalars['String']['input'];
  /** The project that holds it. */
  readonly projectId: Scalars['ID']['input'];
  /** Names and values to find it by, at most 50. */
  readonly properties?: InputMaybe<ReadonlyArray<PropertyInput>>;
  /** The target it runs on. */
  readonly targetId: Scalars['ID']['input'];
};

/** The new job, or why there is none. */
export type SubmitJobPayload = {
  readonly __typename?: 'SubmitJobPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** The new job. */
  readonly job: Maybe<Job>;
};

/** Everything that can be watched, over websockets (graphql-transport-ws) or server-sent events (graphql-sse). */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every event of a job, in order, none twice, none lost: first those after version `after`, then the live ones.
   * To resume after a lost connection, pass the last version seen. Ends when the job is deleted.
   */
  readonly jobStatus: JobEvent;
  /**
   * What the viewer is told, as it comes, and how much of it is unread. The first update comes at once with nothing
   * new: from then on no change is missed. A later one with nothing new says that some were read, here or elsewhere,
   * or that so many came that the list should be read anew.
   */
  readonly notifications: NotificationChanges;
  /** The same of all projects of an organization, for its admins and platform admins. */
  readonly organizationJobs: JobChanges;
  /**
   * The latest state of each job of a project that changed. A slow reader gets fewer, larger updates, never a
   * backlog. The first update comes at once and is empty: from then on no change is missed. An empty one later says
   * that so much changed that the list should be read anew.
   */
  readonly projectJobs: JobChanges;
};


/** Everything that can be watched, over websockets (graphql-transport-ws) or server-sent events (graphql-sse). */
export type SubscriptionJobStatusArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  jobId: Scalars['ID']['input'];
};


/** Everything that can be watched, over websockets (graphql-transport-ws) or server-sent events (graphql-sse). */
export type SubscriptionOrganizationJobsArgs = {
  organizationId: Scalars['ID']['input'];
};


/** Everything that can be watched, over websockets (graphql-transport-ws) or server-sent events (graphql-sse). */
export type SubscriptionProjectJobsArgs = {
  projectId: Scalars['ID']['input'];
};

/** A backend that jobs run on. */
export type Target = Node & {
  readonly __typename?: 'Target';
  /** It runs with the noise that is given with the job. */
  readonly acceptsNoise: Scalars['Boolean']['output'];
  /** How busy it is with what waits here; null for hosted targets. */
  readonly busyness: Maybe<TargetBusyness>;
  /** What it is, in a sentence. */
  readonly description: Scalars['String']['output'];
  /** What it is at its provider; null for targets that run here. */
  readonly device: Maybe<TargetDevice>;
  /** When an item submitted now is likely to start. */
  readonly estimate: StartEstimate;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** The type of jobs it takes. */
  readonly jobType: JobType;
  /** What kind of target it is. */
  readonly kind: TargetKind;
  /** The languages it takes. */
  readonly languages: ReadonlyArray<ProgramLanguage>;
  /** The most qubits a program may use; null without a limit. */
  readonly maxQubits: Maybe<Scalars['Int']['output']>;
  /** The most shots a program may ask for; null where there are no shots. */
  readonly maxShots: Maybe<Scalars['Int']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The QIR profile it compiles for or takes, for example `BASE`; null where that does not matter. */
  readonly profile: Maybe<Scalars['String']['output']>;
  /** How many items wait for it. */
  readonly queueLength: Scalars['Int']['output'];
  /** How many items it runs now. */
  readonly running: Scalars['Int']['output'];
  /** Whether it takes and runs jobs. */
  readonly status: TargetStatus;
  /** Whether the caller may submit to it now, and why not. An offline target is no reason: it keeps its queue. */
  readonly submit: Permission;
  /** How many items it finished in each of the last 60 minutes, oldest first. */
  readonly throughput: ReadonlyArray<Scalars['Int']['output']>;
};

/** How busy a remote target is with what waits here. */
export type TargetBusyness = {
  readonly __typename?: 'TargetBusyness';
  /** How many organizations have items that wait. */
  readonly organizationsWaiting: Scalars['Int']['output'];
  /** What the waiting items of the caller's organization are estimated to cost, in hardware credits. */
  readonly ownQueuedCredits: Scalars['Float']['output'];
};

/** A device at a provider, as it was last told of. */
export type TargetDevice = {
  readonly __typename?: 'TargetDevice';
  /** It works, but worse than usual. */
  readonly degraded: Scalars['Boolean']['output'];
  /** The provider's id of it. */
  readonly deviceId: Scalars['String']['output'];
  /** Who makes it. */
  readonly maker: Scalars['String']['output'];
  /** What the provider asks for it; null when it does not say. */
  readonly price: Maybe<DevicePrice>;
  /** The provider. */
  readonly provider: Provider;
  /** How many tasks of all its customers wait, as the provider writes it; null when it does not say. */
  readonly queueLength: Maybe<Scalars['String']['output']>;
  /** Its status in the provider's own words. */
  readonly rawStatus: Scalars['String']['output'];
  /** When the provider last told of it. */
  readonly refreshedAt: Scalars['DateTime']['output'];
  /** It is a simulator. */
  readonly simulator: Scalars['Boolean']['output'];
  /** Why nothing was heard of it the last time; null when something was. */
  readonly trouble: Maybe<Scalars['String']['output']>;
};

/** What a target is. */
export type TargetKind =
  /** Compiles programs here. */
  | 'COMPILER'
  /** Simulates with noise here. */
  | 'NOISY_EMULATOR'
  /** A quantum computer or simulator of a provider. */
  | 'REMOTE'
  /** Simulates without noise here. */
  | 'SIMULATOR'
  /** Checks programs here, and costs nothing. */
  | 'SYNTAX_CHECKER';

/** Whether a target takes and runs jobs. */
export type TargetStatus =
  /** Takes jobs and runs them after the maintenance. */
  | 'MAINTENANCE'
  /** Takes jobs and runs them when it is back. */
  | 'OFFLINE'
  /** Takes and runs jobs. */
  | 'ONLINE'
  /** Withdrawn: takes no jobs. */
  | 'RETIRED';

/** Users of any organizations who share projects, and nothing else. */
export type Team = Node & {
  readonly __typename?: 'Team';
  /** What the caller may do with it. */
  readonly actions: TeamActions;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What it is for. */
  readonly description: Scalars['String']['output'];
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** The e-mails that are asked to join and have not accepted, the newest first. Told to managers; null to others. */
  readonly invitations: Maybe<ReadonlyArray<TeamInvitation>>;
  /** Who is in it, in the order in which they came. */
  readonly members: ReadonlyArray<TeamMember>;
  /** Its name; others may have the same. */
  readonly name: Scalars['String']['output'];
  /** The projects it has a role in that the caller may see, by name. */
  readonly projects: ReadonlyArray<Project>;
};

/** What the caller may do with a team. */
export type TeamActions = {
  readonly __typename?: 'TeamActions';
  /** Leave it. */
  readonly leave: Permission;
  /** Change its texts, invite and remove people, delete it. */
  readonly manage: Permission;
};

/** An e-mail asked to join a team. Whether anybody has it is not told. */
export type TeamInvitation = {
  readonly __typename?: 'TeamInvitation';
  /** When it was sent last. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** In lower case. */
  readonly email: Scalars['String']['output'];
};

/** An e-mail and a team. */
export type TeamInvitationInput = {
  /** The e-mail. */
  readonly email: Scalars['String']['input'];
  /** Which team. */
  readonly teamId: Scalars['ID']['input'];
};

/** Somebody in a team. */
export type TeamMember = {
  readonly __typename?: 'TeamMember';
  /** They invite and remove others, rename and delete the team. */
  readonly isManager: Scalars['Boolean']['output'];
  /** Who. */
  readonly user: User;
};

/** A member of a team. */
export type TeamMemberInput = {
  /** Which team. */
  readonly teamId: Scalars['ID']['input'];
  /** Which member. */
  readonly userId: Scalars['ID']['input'];
};

/** What became of it. */
export type TeamPayload = {
  readonly __typename?: 'TeamPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The team; null when refused. */
  readonly team: Maybe<Team>;
};

/** What an API token may do, from the least to the most: each holds those before it. */
export type TokenScope =
  /** Everything the user may; only with it they act as an admin. */
  | 'ADMIN'
  /** Also submit, rerun, retry, cancel, edit and delete jobs. */
  | 'JOBS'
  /** Queries and subscriptions. */
  | 'READ';

/** A change of a group. What is not given stays. */
export type UpdateGroupInput = {
  /** Which group. */
  readonly groupId: Scalars['ID']['input'];
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The new priority, 1 (high) to 10 (low). */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
};

/** What to change of a job. What is not given stays. */
export type UpdateJobInput = {
  /** The new description. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Which job. */
  readonly jobId: Scalars['ID']['input'];
  /** The new properties, in place of all it has. */
  readonly properties?: InputMaybe<ReadonlyArray<PropertyInput>>;
};

/** The changed job, or why it is not changed. */
export type UpdateJobPayload = {
  readonly __typename?: 'UpdateJobPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<JobError>;
  /** The job. */
  readonly job: Maybe<Job>;
};

/** A change of an organization. */
export type UpdateOrganizationInput = {
  /** The new name, 1–200 characters. */
  readonly name: Scalars['String']['input'];
  /** Which one. */
  readonly organizationId: Scalars['ID']['input'];
};

/** What to change of the caller; what is not given stays. */
export type UpdateProfileInput = {
  /** The e-mail to sign in with. Platform admins change theirs; those of others are changed by an administrator. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The name to show. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The changed user, or what was refused. */
export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<AccountError>;
  /** The changed user. */
  readonly user: Maybe<User>;
};

/** What to change of a project. What is not given stays. */
export type UpdateProjectInput = {
  /** The new description. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Which project. */
  readonly projectId: Scalars['ID']['input'];
};

/** The changed project, or why it is not changed. */
export type UpdateProjectPayload = {
  readonly __typename?: 'UpdateProjectPayload';
  /** What was refused. */
  readonly errors: ReadonlyArray<ProjectError>;
  /** The project. */
  readonly project: Maybe<Project>;
};

/** What to change of credentials. What is not given stays. */
export type UpdateProviderCredentialInput = {
  /** Which credentials. */
  readonly credentialId: Scalars['ID']['input'];
  /** Make them the default. */
  readonly makeDefault?: InputMaybe<Scalars['Boolean']['input']>;
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** New secrets, of the same provider. The provider is asked first. */
  readonly secrets?: InputMaybe<ProviderSecretsInput>;
};

/** A change of a team. What is not given stays. */
export type UpdateTeamInput = {
  /** The new description. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The new name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Which team. */
  readonly teamId: Scalars['ID']['input'];
};

/** A change of a user. What is not given stays. */
export type UpdateUserInput = {
  /** Their default group, one of their own; null for none. */
  readonly defaultGroupId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether they are an admin of their organization. For admins. */
  readonly isOrganizationAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether they are a platform admin. For platform admins. */
  readonly isPlatformAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** Their priority in the fair queue, 1 (high) to 10 (low). For admins. */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
  /** Whether they may sign in. Disabling ends their sessions. For admins. */
  readonly status?: InputMaybe<UserStatus>;
  /** Who. */
  readonly userId: Scalars['ID']['input'];
};

/** What usage is split by. */
export type UsageDimension =
  /** By the group the jobs ran under. */
  | 'GROUP'
  /** By calendar month (UTC). */
  | 'MONTH'
  /** By project. */
  | 'PROJECT'
  /** By resource. It always is: naming it changes nothing. */
  | 'RESOURCE'
  /** By who submitted the jobs. */
  | 'USER';

/** An amount that was used; what it is not split by is null. */
export type UsageRow = {
  readonly __typename?: 'UsageRow';
  /** How much. */
  readonly amount: Scalars['Float']['output'];
  /** The id of the group the jobs ran under; null for none. */
  readonly groupId: Maybe<Scalars['ID']['output']>;
  /** The name of that group; null for none, and for one that was removed. */
  readonly groupName: Maybe<Scalars['String']['output']>;
  /** The month, for example `2026-11`; null for STORAGE. */
  readonly month: Maybe<Scalars['String']['output']>;
  /** The id of the project. */
  readonly projectId: Maybe<Scalars['ID']['output']>;
  /** The name of that project; null for one that was deleted. */
  readonly projectName: Maybe<Scalars['String']['output']>;
  /** What was used. STORAGE is what is held now, whatever the months. */
  readonly resource: QuotaResource;
  /** The unit of the amount: `CPU seconds`, `MB` or `credits`. */
  readonly unit: Scalars['String']['output'];
  /** Who submitted the jobs. */
  readonly user: Maybe<User>;
};

/**
 * A person or program that submits and manages jobs. Who shares a team or a project with somebody of another
 * organization sees their name alone.
 */
export type User = Node & {
  readonly __typename?: 'User';
  /** The group their jobs run under when a job names none. Told to themselves and to admins. */
  readonly defaultGroup: Maybe<Group>;
  /** Where to write to; null when there is none, and for people of other organizations. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The groups they are in, by name. Told to themselves and to admins. */
  readonly groups: Maybe<ReadonlyArray<Group>>;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** An admin of their organization; null for people of other organizations. */
  readonly isOrganizationAdmin: Maybe<Scalars['Boolean']['output']>;
  /** A platform admin; null for people of other organizations. */
  readonly isPlatformAdmin: Maybe<Scalars['Boolean']['output']>;
  /** The name to show. */
  readonly name: Scalars['String']['output'];
  /** The organization they belong to; null for people of other organizations. */
  readonly organization: Maybe<Organization>;
  /** Their priority in the fair queue, 1 (high) to 10 (low). Told to themselves and to admins. */
  readonly priority: Maybe<Scalars['Int']['output']>;
  /** Whether they may sign in. Told to themselves and to admins; null to everyone else. */
  readonly status: Maybe<UserStatus>;
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The users with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users alone. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A user in a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** A refusal. */
export type UserError = {
  /** Its stable code. */
  readonly code: ErrorCode;
  /** What was refused and why, in a sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Which part of the input it is about, for example `["definition", "execute", "programs", "0", "shots"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** What became of it. */
export type UserPayload = {
  readonly __typename?: 'UserPayload';
  /** What was refused; empty when it was done. */
  readonly errors: ReadonlyArray<PeopleError>;
  /** The user; null when refused. */
  readonly user: Maybe<User>;
};

/** Whether a user may sign in. */
export type UserStatus =
  /** They may. */
  | 'ACTIVE'
  /** They may not; what they did stays readable. */
  | 'DISABLED';

/** Who is asking, and what they may do. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The caller's API tokens, expired ones too, the newest first. */
  readonly apiTokens: ReadonlyArray<ApiToken>;
  /** Whether this server sends e-mail, and the caller has an address. */
  readonly canBeMailed: Scalars['Boolean']['output'];
  /** Of what the caller wants to be told. */
  readonly followings: ReadonlyArray<Following>;
  /** Whether the caller has a password to sign in with. */
  readonly hasPassword: Scalars['Boolean']['output'];
  /** The caller manages every job of the organization. */
  readonly isOrganizationAdmin: Scalars['Boolean']['output'];
  /** The caller manages every job of every organization. */
  readonly isPlatformAdmin: Scalars['Boolean']['output'];
  /** What the caller was told, the newest first. */
  readonly notifications: NotificationConnection;
  /** The organization the caller belongs to. */
  readonly organization: Organization;
  /** The quotas that count for jobs of the caller: their own, their groups' and their organization's. */
  readonly quotas: ReadonlyArray<Quota>;
  /** What the caller's token may do; of a session everything the user may. */
  readonly scopes: ReadonlyArray<TokenScope>;
  /** Where the caller is signed in, the newest first. */
  readonly sessions: ReadonlyArray<Session>;
  /** The teams that invite the caller, the newest invitation first. */
  readonly teamInvitations: ReadonlyArray<ReceivedTeamInvitation>;
  /** The teams the caller is in, by name. */
  readonly teams: ReadonlyArray<Team>;
  /** How many of them are unread. */
  readonly unreadNotifications: Scalars['Int']['output'];
  /** The caller's user. */
  readonly user: User;
  /** The caller's own webhooks, the oldest first. */
  readonly webhooks: ReadonlyArray<Webhook>;
};


/** Who is asking, and what they may do. */
export type ViewerNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Where ends of jobs are sent by HTTP POST, signed. */
export type Webhook = {
  readonly __typename?: 'Webhook';
  /** When it was added. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What was sent, the newest first. */
  readonly deliveries: WebhookDeliveryConnection;
  /** Unique among all objects. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is called. */
  readonly isActive: Scalars['Boolean']['output'];
  /** Whether it is the organization's, told of all its jobs; else the caller's own. */
  readonly isOfOrganization: Scalars['Boolean']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Only of jobs that failed. */
  readonly onlyFailures: Scalars['Boolean']['output'];
  /** The address that is called. */
  readonly url: Scalars['String']['output'];
};


/** Where ends of jobs are sent by HTTP POST, signed. */
export type WebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One message to a webhook. */
export type WebhookDelivery = {
  readonly __typename?: 'WebhookDelivery';
  /** How often it was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When the receiver took it. */
  readonly deliveredAt: Maybe<Scalars['DateTime']['output']>;
  /** Unique among all objects; the same at each attempt. */
  readonly id: Scalars['ID']['output'];
  /** The job's id. */
  readonly jobId: Scalars['ID']['output'];
  /** Its name as it was then. */
  readonly jobName: Scalars['String']['output'];
  /** How it ended. */
  readonly jobStatus: JobStatus;
  /** When it is tried next. */
  readonly nextAttemptAt: Maybe<Scalars['DateTime']['output']>;
  /** What the receiver answered the last time. */
  readonly responseCode: Maybe<Scalars['Int']['output']>;
  /** Where it stands. */
  readonly status: DeliveryStatus;
  /** Why the last attempt failed. */
  readonly trouble: Maybe<Scalars['String']['output']>;
};

/** A page of deliveries. */
export type WebhookDeliveryConnection = {
  readonly __typename?: 'WebhookDeliveryConnection';
  /** The deliveries with their cursors. */
  readonly edges: ReadonlyArray<WebhookDeliveryEdge>;
  /** The deliveries. */
  readonly nodes: ReadonlyArray<WebhookDelivery>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A delivery in a list. */
export type WebhookDeliveryEdge = {
  readonly __typename?: 'WebhookDeliveryEdge';
  /** Marks its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The delivery. */
  readonly node: WebhookDelivery;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  JobDefinition:
    | ( CompileDefinitionModelModel )
    | ( ExecuteDefinitionModelModel )
  ;
  JobResult:
    | ( CheckResultModel )
    | ( CompileResultModel )
    | ( ExecuteResultModel )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( GroupModel )
    | ( JobModel )
    | ( JobItemModel )
    | ( OrganizationModel )
    | ( StoredProgramModel )
    | ( ProjectModel )
    | ( ProviderCredentialModel )
    | ( TargetModel )
    | ( TeamStateModel )
    | ( UserModel )
  ;
  UserError:
    | ( RefusalModel )
    | ( RefusalModel )
    | ( RefusalModel )
    | ( RefusalModel )
    | ( RefusalModel )
    | ( RefusalModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountError: ResolverTypeWrapper<RefusalModel>;
  AddProviderCredentialInput: AddProviderCredentialInput;
  AddWebhookInput: AddWebhookInput;
  AddWebhookPayload: ResolverTypeWrapper<Omit<AddWebhookPayload, 'errors' | 'webhook'> & { errors: ReadonlyArray<ResolversTypes['NotificationError']>, webhook?: Maybe<ResolversTypes['Webhook']> }>;
  AnswerTeamInvitationInput: AnswerTeamInvitationInput;
  AnswerTeamInvitationPayload: ResolverTypeWrapper<Omit<AnswerTeamInvitationPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, team?: Maybe<ResolversTypes['Team']> }>;
  ApiToken: ResolverTypeWrapper<ApiTokenModel>;
  ArchiveProjectInput: ArchiveProjectInput;
  ArchiveProjectPayload: ResolverTypeWrapper<Omit<ArchiveProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversTypes['ProjectError']>, project?: Maybe<ResolversTypes['Project']> }>;
  Attempt: ResolverTypeWrapper<AttemptModel>;
  AuditAction: AuditAction;
  AuditChange: ResolverTypeWrapper<AuditChange>;
  AuditConnection: ResolverTypeWrapper<AuditConnectionModelModel>;
  AuditEdge: ResolverTypeWrapper<AuditEdgeModelModel>;
  AuditEntry: ResolverTypeWrapper<AuditEntryModel>;
  AuditFilter: AuditFilter;
  AuditVia: AuditVia;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BraketSecretsInput: BraketSecretsInput;
  BraketSettings: ResolverTypeWrapper<BraketSettings>;
  CancelJobInput: CancelJobInput;
  CancelJobPayload: ResolverTypeWrapper<Omit<CancelJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, job?: Maybe<ResolversTypes['Job']> }>;
  CancelJobsInput: CancelJobsInput;
  CancelJobsPayload: ResolverTypeWrapper<Omit<CancelJobsPayload, 'errors' | 'outcomes'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, outcomes: ReadonlyArray<ResolversTypes['JobOutcome']> }>;
  Cancellation: ResolverTypeWrapper<CancellationModel>;
  CancellationOutcome: CancellationOutcome;
  CancellationRequest: ResolverTypeWrapper<CancellationRequestModel>;
  ChangePropertyInput: ChangePropertyInput;
  ChangeWebhookInput: ChangeWebhookInput;
  ChangeWebhookPayload: ResolverTypeWrapper<Omit<ChangeWebhookPayload, 'errors' | 'webhook'> & { errors: ReadonlyArray<ResolversTypes['NotificationError']>, webhook?: Maybe<ResolversTypes['Webhook']> }>;
  CheckProgramInput: CheckProgramInput;
  CheckProgramPayload: ResolverTypeWrapper<Omit<CheckProgramPayload, 'diagnostics' | 'errors' | 'statistics'> & { diagnostics: ReadonlyArray<ResolversTypes['Diagnostic']>, errors: ReadonlyArray<ResolversTypes['JobError']>, statistics?: Maybe<ResolversTypes['ProgramStatistics']> }>;
  CheckProviderCredentialInput: CheckProviderCredentialInput;
  CheckResult: ResolverTypeWrapper<CheckResultModel>;
  Circuit: ResolverTypeWrapper<CircuitDrawingModel>;
  CircuitOperation: ResolverTypeWrapper<CircuitOperation>;
  CompileDefinition: ResolverTypeWrapper<CompileDefinitionModelModel>;
  CompileDefinitionInput: CompileDefinitionInput;
  CompileProgramInput: CompileProgramInput;
  CompileResult: ResolverTypeWrapper<CompileResultModel>;
  CreateApiTokenInput: CreateApiTokenInput;
  CreateApiTokenPayload: ResolverTypeWrapper<Omit<CreateApiTokenPayload, 'errors' | 'token'> & { errors: ReadonlyArray<ResolversTypes['AccountError']>, token?: Maybe<ResolversTypes['ApiToken']> }>;
  CreateGroupInput: CreateGroupInput;
  CreateOrganizationInput: CreateOrganizationInput;
  CreateProjectInput: CreateProjectInput;
  CreateProjectPayload: ResolverTypeWrapper<Omit<CreateProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversTypes['ProjectError']>, project?: Maybe<ResolversTypes['Project']> }>;
  CreateTeamInput: CreateTeamInput;
  CredentialError: ResolverTypeWrapper<RefusalModel>;
  CredentialOwner: CredentialOwner;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DefinePropertyInput: DefinePropertyInput;
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: ResolverTypeWrapper<Omit<DeleteGroupPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']> }>;
  DeleteJobInput: DeleteJobInput;
  DeleteJobPayload: ResolverTypeWrapper<Omit<DeleteJobPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['JobError']> }>;
  DeleteProjectInput: DeleteProjectInput;
  DeleteProjectPayload: ResolverTypeWrapper<Omit<DeleteProjectPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['ProjectError']> }>;
  DeleteTeamInput: DeleteTeamInput;
  DeleteTeamPayload: ResolverTypeWrapper<Omit<DeleteTeamPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']> }>;
  DeliveryStatus: DeliveryStatus;
  DevicePrice: ResolverTypeWrapper<DevicePrice>;
  Diagnostic: ResolverTypeWrapper<DiagnosticModel>;
  DiagnosticSeverity: DiagnosticSeverity;
  Downloads: ResolverTypeWrapper<Downloads>;
  ErrorCode: ErrorCode;
  ErrorDetail: ResolverTypeWrapper<ErrorDetailModel>;
  ExampleProgram: ResolverTypeWrapper<ExampleProgram>;
  ExecuteDefinition: ResolverTypeWrapper<ExecuteDefinitionModelModel>;
  ExecuteDefinitionInput: ExecuteDefinitionInput;
  ExecuteProgram: ResolverTypeWrapper<ExecuteProgramRefModel>;
  ExecuteProgramInput: ExecuteProgramInput;
  ExecuteResult: ResolverTypeWrapper<ExecuteResultModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FollowInput: FollowInput;
  FollowLevel: FollowLevel;
  FollowPayload: ResolverTypeWrapper<Omit<FollowPayload, 'errors' | 'following'> & { errors: ReadonlyArray<ResolversTypes['NotificationError']>, following?: Maybe<ResolversTypes['Following']> }>;
  Following: ResolverTypeWrapper<FollowingModel>;
  Group: ResolverTypeWrapper<GroupModel>;
  GroupMemberInput: GroupMemberInput;
  GroupPayload: ResolverTypeWrapper<Omit<GroupPayload, 'errors' | 'group'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, group?: Maybe<ResolversTypes['Group']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntMap: ResolverTypeWrapper<Scalars['IntMap']['output']>;
  Invitation: ResolverTypeWrapper<InvitationModel>;
  InvitationPayload: ResolverTypeWrapper<Omit<InvitationPayload, 'errors' | 'invitation'> & { errors: ReadonlyArray<ResolversTypes['AccountError']>, invitation?: Maybe<ResolversTypes['Invitation']> }>;
  InviteUserInput: InviteUserInput;
  IonqSecretsInput: IonqSecretsInput;
  ItemChange: ResolverTypeWrapper<ItemChangeModelModel>;
  Job: ResolverTypeWrapper<JobModel>;
  JobActions: ResolverTypeWrapper<JobActionsModel>;
  JobChanges: ResolverTypeWrapper<Omit<JobChanges, 'changed'> & { changed: ReadonlyArray<ResolversTypes['Job']> }>;
  JobConnection: ResolverTypeWrapper<JobConnectionModelModel>;
  JobCost: ResolverTypeWrapper<JobModel>;
  JobDefinition: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['JobDefinition']>;
  JobDefinitionInput: JobDefinitionInput;
  JobEdge: ResolverTypeWrapper<JobEdgeModelModel>;
  JobError: ResolverTypeWrapper<RefusalModel>;
  JobEvent: ResolverTypeWrapper<JobEventModel>;
  JobEventKind: JobEventKind;
  JobFilter: JobFilter;
  JobItem: ResolverTypeWrapper<JobItemModel>;
  JobItemConnection: ResolverTypeWrapper<JobItemConnectionModelModel>;
  JobItemEdge: ResolverTypeWrapper<JobItemEdgeModelModel>;
  JobOrder: JobOrder;
  JobOrderField: JobOrderField;
  JobOutcome: ResolverTypeWrapper<JobOutcomeModelModel>;
  JobResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['JobResult']>;
  JobSelection: JobSelection;
  JobStatus: JobStatus;
  JobStatusInfo: ResolverTypeWrapper<JobStatusInfo>;
  JobType: JobType;
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadPayload: ResolverTypeWrapper<Omit<MarkNotificationsReadPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['NotificationError']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NodeRole: NodeRole;
  Noise: ResolverTypeWrapper<Noise>;
  NoiseInput: NoiseInput;
  Notification: ResolverTypeWrapper<NotificationModel>;
  NotificationChanges: ResolverTypeWrapper<NotificationChangesModel>;
  NotificationConnection: ResolverTypeWrapper<NotificationConnectionModelModel>;
  NotificationEdge: ResolverTypeWrapper<NotificationEdgeModelModel>;
  NotificationError: ResolverTypeWrapper<RefusalModel>;
  OrderDirection: OrderDirection;
  Organization: ResolverTypeWrapper<OrganizationModel>;
  OrganizationActions: ResolverTypeWrapper<OrganizationActionsModel>;
  OrganizationConnection: ResolverTypeWrapper<OrganizationConnectionModelModel>;
  OrganizationEdge: ResolverTypeWrapper<OrganizationEdgeModelModel>;
  OrganizationJobFilter: OrganizationJobFilter;
  OrganizationPayload: ResolverTypeWrapper<Omit<OrganizationPayload, 'errors' | 'organization'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, organization?: Maybe<ResolversTypes['Organization']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PeopleError: ResolverTypeWrapper<RefusalModel>;
  Permission: ResolverTypeWrapper<PermissionModel>;
  Program: ResolverTypeWrapper<StoredProgramModel>;
  ProgramLanguage: ProgramLanguage;
  ProgramStatistics: ResolverTypeWrapper<ProgramStatisticsModel>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectActions: ResolverTypeWrapper<ProjectActionsModelModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectConnectionModelModel>;
  ProjectEdge: ResolverTypeWrapper<ProjectEdgeModelModel>;
  ProjectError: ResolverTypeWrapper<RefusalModel>;
  ProjectJobFilter: ProjectJobFilter;
  ProjectMember: ResolverTypeWrapper<ProjectMemberModel>;
  ProjectRole: ProjectRole;
  ProjectRolePayload: ResolverTypeWrapper<Omit<ProjectRolePayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, project?: Maybe<ResolversTypes['Project']> }>;
  ProjectTeam: ResolverTypeWrapper<ProjectTeamModel>;
  Property: ResolverTypeWrapper<Property>;
  PropertyColour: PropertyColour;
  PropertyDefinition: ResolverTypeWrapper<PropertyDefinitionModel>;
  PropertyFilter: PropertyFilter;
  PropertyInput: PropertyInput;
  PropertyPayload: ResolverTypeWrapper<Omit<PropertyPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversTypes['ProjectError']>, project?: Maybe<ResolversTypes['Project']> }>;
  PropertyType: PropertyType;
  Provider: Provider;
  ProviderCost: ResolverTypeWrapper<ProviderCost>;
  ProviderCredential: ResolverTypeWrapper<ProviderCredentialModel>;
  ProviderCredentialPayload: ResolverTypeWrapper<Omit<ProviderCredentialPayload, 'credential' | 'errors'> & { credential?: Maybe<ResolversTypes['ProviderCredential']>, errors: ReadonlyArray<ResolversTypes['CredentialError']> }>;
  ProviderSecretsInput: ProviderSecretsInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueuePosition: ResolverTypeWrapper<QueuePositionModelModel>;
  Quota: ResolverTypeWrapper<QuotaStandingModel>;
  QuotaGuardInput: QuotaGuardInput;
  QuotaGuardPayload: ResolverTypeWrapper<Omit<QuotaGuardPayload, 'errors' | 'quotas' | 'refusals'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, quotas: ReadonlyArray<ResolversTypes['Quota']>, refusals: ReadonlyArray<ResolversTypes['JobError']> }>;
  QuotaOwnerKind: QuotaOwnerKind;
  QuotaPayload: ResolverTypeWrapper<Omit<QuotaPayload, 'errors' | 'quota'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, quota?: Maybe<ResolversTypes['Quota']> }>;
  QuotaResource: QuotaResource;
  ReceivedTeamInvitation: ResolverTypeWrapper<ReceivedTeamInvitation>;
  RedeliverWebhookInput: RedeliverWebhookInput;
  RedeliverWebhookPayload: ResolverTypeWrapper<Omit<RedeliverWebhookPayload, 'delivery' | 'errors'> & { delivery?: Maybe<ResolversTypes['WebhookDelivery']>, errors: ReadonlyArray<ResolversTypes['NotificationError']> }>;
  RegisterCounts: ResolverTypeWrapper<RegisterCounts>;
  RemoteTask: ResolverTypeWrapper<RemoteTaskModelModel>;
  RemoveProjectRoleInput: RemoveProjectRoleInput;
  RemovePropertyInput: RemovePropertyInput;
  RemoveProviderCredentialInput: RemoveProviderCredentialInput;
  RemoveProviderCredentialPayload: ResolverTypeWrapper<Omit<RemoveProviderCredentialPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['CredentialError']> }>;
  RemoveQuotaInput: RemoveQuotaInput;
  RemoveQuotaPayload: ResolverTypeWrapper<Omit<RemoveQuotaPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']> }>;
  RemoveTeamMemberPayload: ResolverTypeWrapper<Omit<RemoveTeamMemberPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, team?: Maybe<ResolversTypes['Team']> }>;
  RemoveWebhookInput: RemoveWebhookInput;
  RemoveWebhookPayload: ResolverTypeWrapper<Omit<RemoveWebhookPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['NotificationError']> }>;
  RerunJobInput: RerunJobInput;
  RerunJobPayload: ResolverTypeWrapper<Omit<RerunJobPayload, 'errors' | 'job' | 'source'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, job?: Maybe<ResolversTypes['Job']>, source?: Maybe<ResolversTypes['Job']> }>;
  ResendInvitationInput: ResendInvitationInput;
  RetryEffect: RetryEffect;
  RetryJobInput: RetryJobInput;
  RetryJobPayload: ResolverTypeWrapper<Omit<RetryJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, job?: Maybe<ResolversTypes['Job']> }>;
  RetryJobsInput: RetryJobsInput;
  RetryJobsPayload: ResolverTypeWrapper<Omit<RetryJobsPayload, 'errors' | 'outcomes'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, outcomes: ReadonlyArray<ResolversTypes['JobOutcome']> }>;
  RetryPreview: ResolverTypeWrapper<RetryPreviewModel>;
  RetryPreviewInput: RetryPreviewInput;
  RetryPreviewItem: ResolverTypeWrapper<RetryPreviewItem>;
  RetryPreviewPayload: ResolverTypeWrapper<Omit<RetryPreviewPayload, 'errors' | 'preview'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, preview?: Maybe<ResolversTypes['RetryPreview']> }>;
  RetryStrategy: RetryStrategy;
  RevokeApiTokenInput: RevokeApiTokenInput;
  RevokeApiTokenPayload: ResolverTypeWrapper<Omit<RevokeApiTokenPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['AccountError']> }>;
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationPayload: ResolverTypeWrapper<Omit<RevokeInvitationPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['AccountError']> }>;
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: ResolverTypeWrapper<Omit<RevokeSessionPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['AccountError']> }>;
  RoleSubjectInput: RoleSubjectInput;
  ServerNode: ResolverTypeWrapper<ServerNodeModelModel>;
  Session: ResolverTypeWrapper<SessionModel>;
  SetProjectRoleInput: SetProjectRoleInput;
  SetQuotaInput: SetQuotaInput;
  SetTeamManagerInput: SetTeamManagerInput;
  StartEstimate: ResolverTypeWrapper<StartEstimate>;
  StatusCounts: ResolverTypeWrapper<StatusCountsModel>;
  StatusTimes: ResolverTypeWrapper<StatusTimesModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  SubmitJobInput: SubmitJobInput;
  SubmitJobPayload: ResolverTypeWrapper<Omit<SubmitJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, job?: Maybe<ResolversTypes['Job']> }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Target: ResolverTypeWrapper<TargetModel>;
  TargetBusyness: ResolverTypeWrapper<TargetBusyness>;
  TargetDevice: ResolverTypeWrapper<TargetDeviceModel>;
  TargetKind: TargetKind;
  TargetStatus: TargetStatus;
  Team: ResolverTypeWrapper<TeamStateModel>;
  TeamActions: ResolverTypeWrapper<TeamActionsModel>;
  TeamInvitation: ResolverTypeWrapper<TeamInvitationModel>;
  TeamInvitationInput: TeamInvitationInput;
  TeamMember: ResolverTypeWrapper<TeamMemberModel>;
  TeamMemberInput: TeamMemberInput;
  TeamPayload: ResolverTypeWrapper<Omit<TeamPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, team?: Maybe<ResolversTypes['Team']> }>;
  TokenScope: TokenScope;
  UpdateGroupInput: UpdateGroupInput;
  UpdateJobInput: UpdateJobInput;
  UpdateJobPayload: ResolverTypeWrapper<Omit<UpdateJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversTypes['JobError']>, job?: Maybe<ResolversTypes['Job']> }>;
  UpdateOrganizationInput: UpdateOrganizationInput;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['AccountError']>, user?: Maybe<ResolversTypes['User']> }>;
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectPayload: ResolverTypeWrapper<Omit<UpdateProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversTypes['ProjectError']>, project?: Maybe<ResolversTypes['Project']> }>;
  UpdateProviderCredentialInput: UpdateProviderCredentialInput;
  UpdateTeamInput: UpdateTeamInput;
  UpdateUserInput: UpdateUserInput;
  UsageDimension: UsageDimension;
  UsageRow: ResolverTypeWrapper<UsageRowModel>;
  User: ResolverTypeWrapper<UserModel>;
  UserConnection: ResolverTypeWrapper<UserConnectionModelModel>;
  UserEdge: ResolverTypeWrapper<UserEdgeModelModel>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  UserPayload: ResolverTypeWrapper<Omit<UserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['PeopleError']>, user?: Maybe<ResolversTypes['User']> }>;
  UserStatus: UserStatus;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  Webhook: ResolverTypeWrapper<WebhookModel>;
  WebhookDelivery: ResolverTypeWrapper<DeliveryModel>;
  WebhookDeliveryConnection: ResolverTypeWrapper<WebhookDeliveryConnectionModelModel>;
  WebhookDeliveryEdge: ResolverTypeWrapper<WebhookDeliveryEdgeModelModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountError: RefusalModel;
  AddProviderCredentialInput: AddProviderCredentialInput;
  AddWebhookInput: AddWebhookInput;
  AddWebhookPayload: Omit<AddWebhookPayload, 'errors' | 'webhook'> & { errors: ReadonlyArray<ResolversParentTypes['NotificationError']>, webhook?: Maybe<ResolversParentTypes['Webhook']> };
  AnswerTeamInvitationInput: AnswerTeamInvitationInput;
  AnswerTeamInvitationPayload: Omit<AnswerTeamInvitationPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, team?: Maybe<ResolversParentTypes['Team']> };
  ApiToken: ApiTokenModel;
  ArchiveProjectInput: ArchiveProjectInput;
  ArchiveProjectPayload: Omit<ArchiveProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversParentTypes['ProjectError']>, project?: Maybe<ResolversParentTypes['Project']> };
  Attempt: AttemptModel;
  AuditChange: AuditChange;
  AuditConnection: AuditConnectionModelModel;
  AuditEdge: AuditEdgeModelModel;
  AuditEntry: AuditEntryModel;
  AuditFilter: AuditFilter;
  Boolean: Scalars['Boolean']['output'];
  BraketSecretsInput: BraketSecretsInput;
  BraketSettings: BraketSettings;
  CancelJobInput: CancelJobInput;
  CancelJobPayload: Omit<CancelJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, job?: Maybe<ResolversParentTypes['Job']> };
  CancelJobsInput: CancelJobsInput;
  CancelJobsPayload: Omit<CancelJobsPayload, 'errors' | 'outcomes'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, outcomes: ReadonlyArray<ResolversParentTypes['JobOutcome']> };
  Cancellation: CancellationModel;
  CancellationRequest: CancellationRequestModel;
  ChangePropertyInput: ChangePropertyInput;
  ChangeWebhookInput: ChangeWebhookInput;
  ChangeWebhookPayload: Omit<ChangeWebhookPayload, 'errors' | 'webhook'> & { errors: ReadonlyArray<ResolversParentTypes['NotificationError']>, webhook?: Maybe<ResolversParentTypes['Webhook']> };
  CheckProgramInput: CheckProgramInput;
  CheckProgramPayload: Omit<CheckProgramPayload, 'diagnostics' | 'errors' | 'statistics'> & { diagnostics: ReadonlyArray<ResolversParentTypes['Diagnostic']>, errors: ReadonlyArray<ResolversParentTypes['JobError']>, statistics?: Maybe<ResolversParentTypes['ProgramStatistics']> };
  CheckProviderCredentialInput: CheckProviderCredentialInput;
  CheckResult: CheckResultModel;
  Circuit: CircuitDrawingModel;
  CircuitOperation: CircuitOperation;
  CompileDefinition: CompileDefinitionModelModel;
  CompileDefinitionInput: CompileDefinitionInput;
  CompileProgramInput: CompileProgramInput;
  CompileResult: CompileResultModel;
  CreateApiTokenInput: CreateApiTokenInput;
  CreateApiTokenPayload: Omit<CreateApiTokenPayload, 'errors' | 'token'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']>, token?: Maybe<ResolversParentTypes['ApiToken']> };
  CreateGroupInput: CreateGroupInput;
  CreateOrganizationInput: CreateOrganizationInput;
  CreateProjectInput: CreateProjectInput;
  CreateProjectPayload: Omit<CreateProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversParentTypes['ProjectError']>, project?: Maybe<ResolversParentTypes['Project']> };
  CreateTeamInput: CreateTeamInput;
  CredentialError: RefusalModel;
  DateTime: Scalars['DateTime']['output'];
  DefinePropertyInput: DefinePropertyInput;
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: Omit<DeleteGroupPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']> };
  DeleteJobInput: DeleteJobInput;
  DeleteJobPayload: Omit<DeleteJobPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']> };
  DeleteProjectInput: DeleteProjectInput;
  DeleteProjectPayload: Omit<DeleteProjectPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['ProjectError']> };
  DeleteTeamInput: DeleteTeamInput;
  DeleteTeamPayload: Omit<DeleteTeamPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']> };
  DevicePrice: DevicePrice;
  Diagnostic: DiagnosticModel;
  Downloads: Downloads;
  ErrorDetail: ErrorDetailModel;
  ExampleProgram: ExampleProgram;
  ExecuteDefinition: ExecuteDefinitionModelModel;
  ExecuteDefinitionInput: ExecuteDefinitionInput;
  ExecuteProgram: ExecuteProgramRefModel;
  ExecuteProgramInput: ExecuteProgramInput;
  ExecuteResult: ExecuteResultModel;
  Float: Scalars['Float']['output'];
  FollowInput: FollowInput;
  FollowPayload: Omit<FollowPayload, 'errors' | 'following'> & { errors: ReadonlyArray<ResolversParentTypes['NotificationError']>, following?: Maybe<ResolversParentTypes['Following']> };
  Following: FollowingModel;
  Group: GroupModel;
  GroupMemberInput: GroupMemberInput;
  GroupPayload: Omit<GroupPayload, 'errors' | 'group'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, group?: Maybe<ResolversParentTypes['Group']> };
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  IntMap: Scalars['IntMap']['output'];
  Invitation: InvitationModel;
  InvitationPayload: Omit<InvitationPayload, 'errors' | 'invitation'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']>, invitation?: Maybe<ResolversParentTypes['Invitation']> };
  InviteUserInput: InviteUserInput;
  IonqSecretsInput: IonqSecretsInput;
  ItemChange: ItemChangeModelModel;
  Job: JobModel;
  JobActions: JobActionsModel;
  JobChanges: Omit<JobChanges, 'changed'> & { changed: ReadonlyArray<ResolversParentTypes['Job']> };
  JobConnection: JobConnectionModelModel;
  JobCost: JobModel;
  JobDefinition: ResolversUnionTypes<ResolversParentTypes>['JobDefinition'];
  JobDefinitionInput: JobDefinitionInput;
  JobEdge: JobEdgeModelModel;
  JobError: RefusalModel;
  JobEvent: JobEventModel;
  JobFilter: JobFilter;
  JobItem: JobItemModel;
  JobItemConnection: JobItemConnectionModelModel;
  JobItemEdge: JobItemEdgeModelModel;
  JobOrder: JobOrder;
  JobOutcome: JobOutcomeModelModel;
  JobResult: ResolversUnionTypes<ResolversParentTypes>['JobResult'];
  JobSelection: JobSelection;
  JobStatusInfo: JobStatusInfo;
  MarkNotificationsReadInput: MarkNotificationsReadInput;
  MarkNotificationsReadPayload: Omit<MarkNotificationsReadPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['NotificationError']> };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Noise: Noise;
  NoiseInput: NoiseInput;
  Notification: NotificationModel;
  NotificationChanges: NotificationChangesModel;
  NotificationConnection: NotificationConnectionModelModel;
  NotificationEdge: NotificationEdgeModelModel;
  NotificationError: RefusalModel;
  Organization: OrganizationModel;
  OrganizationActions: OrganizationActionsModel;
  OrganizationConnection: OrganizationConnectionModelModel;
  OrganizationEdge: OrganizationEdgeModelModel;
  OrganizationJobFilter: OrganizationJobFilter;
  OrganizationPayload: Omit<OrganizationPayload, 'errors' | 'organization'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, organization?: Maybe<ResolversParentTypes['Organization']> };
  PageInfo: PageInfo;
  PeopleError: RefusalModel;
  Permission: PermissionModel;
  Program: StoredProgramModel;
  ProgramStatistics: ProgramStatisticsModel;
  Project: ProjectModel;
  ProjectActions: ProjectActionsModelModel;
  ProjectConnection: ProjectConnectionModelModel;
  ProjectEdge: ProjectEdgeModelModel;
  ProjectError: RefusalModel;
  ProjectJobFilter: ProjectJobFilter;
  ProjectMember: ProjectMemberModel;
  ProjectRolePayload: Omit<ProjectRolePayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, project?: Maybe<ResolversParentTypes['Project']> };
  ProjectTeam: ProjectTeamModel;
  Property: Property;
  PropertyDefinition: PropertyDefinitionModel;
  PropertyFilter: PropertyFilter;
  PropertyInput: PropertyInput;
  PropertyPayload: Omit<PropertyPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversParentTypes['ProjectError']>, project?: Maybe<ResolversParentTypes['Project']> };
  ProviderCost: ProviderCost;
  ProviderCredential: ProviderCredentialModel;
  ProviderCredentialPayload: Omit<ProviderCredentialPayload, 'credential' | 'errors'> & { credential?: Maybe<ResolversParentTypes['ProviderCredential']>, errors: ReadonlyArray<ResolversParentTypes['CredentialError']> };
  ProviderSecretsInput: ProviderSecretsInput;
  Query: Record<PropertyKey, never>;
  QueuePosition: QueuePositionModelModel;
  Quota: QuotaStandingModel;
  QuotaGuardInput: QuotaGuardInput;
  QuotaGuardPayload: Omit<QuotaGuardPayload, 'errors' | 'quotas' | 'refusals'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, quotas: ReadonlyArray<ResolversParentTypes['Quota']>, refusals: ReadonlyArray<ResolversParentTypes['JobError']> };
  QuotaPayload: Omit<QuotaPayload, 'errors' | 'quota'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, quota?: Maybe<ResolversParentTypes['Quota']> };
  ReceivedTeamInvitation: ReceivedTeamInvitation;
  RedeliverWebhookInput: RedeliverWebhookInput;
  RedeliverWebhookPayload: Omit<RedeliverWebhookPayload, 'delivery' | 'errors'> & { delivery?: Maybe<ResolversParentTypes['WebhookDelivery']>, errors: ReadonlyArray<ResolversParentTypes['NotificationError']> };
  RegisterCounts: RegisterCounts;
  RemoteTask: RemoteTaskModelModel;
  RemoveProjectRoleInput: RemoveProjectRoleInput;
  RemovePropertyInput: RemovePropertyInput;
  RemoveProviderCredentialInput: RemoveProviderCredentialInput;
  RemoveProviderCredentialPayload: Omit<RemoveProviderCredentialPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['CredentialError']> };
  RemoveQuotaInput: RemoveQuotaInput;
  RemoveQuotaPayload: Omit<RemoveQuotaPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']> };
  RemoveTeamMemberPayload: Omit<RemoveTeamMemberPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, team?: Maybe<ResolversParentTypes['Team']> };
  RemoveWebhookInput: RemoveWebhookInput;
  RemoveWebhookPayload: Omit<RemoveWebhookPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['NotificationError']> };
  RerunJobInput: RerunJobInput;
  RerunJobPayload: Omit<RerunJobPayload, 'errors' | 'job' | 'source'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, job?: Maybe<ResolversParentTypes['Job']>, source?: Maybe<ResolversParentTypes['Job']> };
  ResendInvitationInput: ResendInvitationInput;
  RetryJobInput: RetryJobInput;
  RetryJobPayload: Omit<RetryJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, job?: Maybe<ResolversParentTypes['Job']> };
  RetryJobsInput: RetryJobsInput;
  RetryJobsPayload: Omit<RetryJobsPayload, 'errors' | 'outcomes'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, outcomes: ReadonlyArray<ResolversParentTypes['JobOutcome']> };
  RetryPreview: RetryPreviewModel;
  RetryPreviewInput: RetryPreviewInput;
  RetryPreviewItem: RetryPreviewItem;
  RetryPreviewPayload: Omit<RetryPreviewPayload, 'errors' | 'preview'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, preview?: Maybe<ResolversParentTypes['RetryPreview']> };
  RevokeApiTokenInput: RevokeApiTokenInput;
  RevokeApiTokenPayload: Omit<RevokeApiTokenPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']> };
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationPayload: Omit<RevokeInvitationPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']> };
  RevokeSessionInput: RevokeSessionInput;
  RevokeSessionPayload: Omit<RevokeSessionPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']> };
  RoleSubjectInput: RoleSubjectInput;
  ServerNode: ServerNodeModelModel;
  Session: SessionModel;
  SetProjectRoleInput: SetProjectRoleInput;
  SetQuotaInput: SetQuotaInput;
  SetTeamManagerInput: SetTeamManagerInput;
  StartEstimate: StartEstimate;
  StatusCounts: StatusCountsModel;
  StatusTimes: StatusTimesModel;
  String: Scalars['String']['output'];
  SubmitJobInput: SubmitJobInput;
  SubmitJobPayload: Omit<SubmitJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, job?: Maybe<ResolversParentTypes['Job']> };
  Subscription: Record<PropertyKey, never>;
  Target: TargetModel;
  TargetBusyness: TargetBusyness;
  TargetDevice: TargetDeviceModel;
  Team: TeamStateModel;
  TeamActions: TeamActionsModel;
  TeamInvitation: TeamInvitationModel;
  TeamInvitationInput: TeamInvitationInput;
  TeamMember: TeamMemberModel;
  TeamMemberInput: TeamMemberInput;
  TeamPayload: Omit<TeamPayload, 'errors' | 'team'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, team?: Maybe<ResolversParentTypes['Team']> };
  UpdateGroupInput: UpdateGroupInput;
  UpdateJobInput: UpdateJobInput;
  UpdateJobPayload: Omit<UpdateJobPayload, 'errors' | 'job'> & { errors: ReadonlyArray<ResolversParentTypes['JobError']>, job?: Maybe<ResolversParentTypes['Job']> };
  UpdateOrganizationInput: UpdateOrganizationInput;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['AccountError']>, user?: Maybe<ResolversParentTypes['User']> };
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectPayload: Omit<UpdateProjectPayload, 'errors' | 'project'> & { errors: ReadonlyArray<ResolversParentTypes['ProjectError']>, project?: Maybe<ResolversParentTypes['Project']> };
  UpdateProviderCredentialInput: UpdateProviderCredentialInput;
  UpdateTeamInput: UpdateTeamInput;
  UpdateUserInput: UpdateUserInput;
  UsageRow: UsageRowModel;
  User: UserModel;
  UserConnection: UserConnectionModelModel;
  UserEdge: UserEdgeModelModel;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  UserPayload: Omit<UserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['PeopleError']>, user?: Maybe<ResolversParentTypes['User']> };
  Viewer: ViewerModel;
  Webhook: WebhookModel;
  WebhookDelivery: DeliveryModel;
  WebhookDeliveryConnection: WebhookDeliveryConnectionModelModel;
  WebhookDeliveryEdge: WebhookDeliveryEdgeModelModel;
};

export type AccountErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AccountError'] = ResolversParentTypes['AccountError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddWebhookPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AddWebhookPayload'] = ResolversParentTypes['AddWebhookPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>;
};

export type AnswerTeamInvitationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AnswerTeamInvitationPayload'] = ResolversParentTypes['AnswerTeamInvitationPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
};

export type ApiTokenResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApiToken'] = ResolversParentTypes['ApiToken']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['TokenScope']>, ParentType, ContextType>;
};

export type ArchiveProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ArchiveProjectPayload'] = ResolversParentTypes['ArchiveProjectPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ProjectError']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type AttemptResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Attempt'] = ResolversParentTypes['Attempt']> = {
  cpuSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  errorDetail?: Resolver<Maybe<ResolversTypes['ErrorDetail']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remote?: Resolver<Maybe<ResolversTypes['RemoteTask']>, ParentType, ContextType>;
  restarts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JobResult']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  statusTimes?: Resolver<ResolversTypes['StatusTimes'], ParentType, ContextType>;
};

export type AuditChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditChange'] = ResolversParentTypes['AuditChange']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  actorName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['AuditChange']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subjectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subjectName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subjectType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  via?: Resolver<ResolversTypes['AuditVia'], ParentType, ContextType>;
};

export type BraketSettingsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BraketSettings'] = ResolversParentTypes['BraketSettings']> = {
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancelJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelJobPayload'] = ResolversParentTypes['CancelJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type CancelJobsPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancelJobsPayload'] = ResolversParentTypes['CancelJobsPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['JobOutcome']>, ParentType, ContextType>;
};

export type CancellationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Cancellation'] = ResolversParentTypes['Cancellation']> = {
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  requests?: Resolver<ReadonlyArray<ResolversTypes['CancellationRequest']>, ParentType, ContextType>;
};

export type CancellationRequestResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CancellationRequest'] = ResolversParentTypes['CancellationRequest']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  askedOf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  itemIndex?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['CancellationOutcome']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ChangeWebhookPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangeWebhookPayload'] = ResolversParentTypes['ChangeWebhookPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>;
};

export type CheckProgramPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckProgramPayload'] = ResolversParentTypes['CheckProgramPayload']> = {
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  estimatedCredits?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  statistics?: Resolver<Maybe<ResolversTypes['ProgramStatistics']>, ParentType, ContextType>;
  valid?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type CheckResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckResult'] = ResolversParentTypes['CheckResult']> = {
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  statistics?: Resolver<Maybe<ResolversTypes['ProgramStatistics']>, ParentType, ContextType>;
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CircuitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Circuit'] = ResolversParentTypes['Circuit']> = {
  columns?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['CircuitOperation']>>, ParentType, ContextType>;
  qubits?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CircuitOperationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CircuitOperation'] = ResolversParentTypes['CircuitOperation']> = {
  args?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  controls?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CompileDefinitionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CompileDefinition'] = ResolversParentTypes['CompileDefinition']> = {
  programs?: Resolver<ReadonlyArray<ResolversTypes['Program']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CompileResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CompileResult'] = ResolversParentTypes['CompileResult']> = {
  circuit?: Resolver<Maybe<ResolversTypes['Circuit']>, ParentType, ContextType>;
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  output?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statistics?: Resolver<ResolversTypes['ProgramStatistics'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApiTokenPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateApiTokenPayload'] = ResolversParentTypes['CreateApiTokenPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['ApiToken']>, ParentType, ContextType>;
};

export type CreateProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateProjectPayload'] = ResolversParentTypes['CreateProjectPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ProjectError']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type CredentialErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CredentialError'] = ResolversParentTypes['CredentialError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteGroupPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteGroupPayload'] = ResolversParentTypes['DeleteGroupPayload']> = {
  deletedGroupId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
};

export type DeleteJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteJobPayload'] = ResolversParentTypes['DeleteJobPayload']> = {
  deletedJobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
};

export type DeleteProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteProjectPayload'] = ResolversParentTypes['DeleteProjectPayload']> = {
  deletedProjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['ProjectError']>, ParentType, ContextType>;
};

export type DeleteTeamPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteTeamPayload'] = ResolversParentTypes['DeleteTeamPayload']> = {
  deletedTeamId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
};

export type DevicePriceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DevicePrice'] = ResolversParentTypes['DevicePrice']> = {
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DiagnosticResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Diagnostic'] = ResolversParentTypes['Diagnostic']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  endColumn?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  endLine?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['DiagnosticSeverity'], ParentType, ContextType>;
};

export type DownloadsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Downloads'] = ResolversParentTypes['Downloads']> = {
  csv?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ErrorDetailResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ErrorDetail'] = ResolversParentTypes['ErrorDetail']> = {
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExampleProgramResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExampleProgram'] = ResolversParentTypes['ExampleProgram']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['ProgramLanguage'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExecuteDefinitionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecuteDefinition'] = ResolversParentTypes['ExecuteDefinition']> = {
  credentialId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  noise?: Resolver<Maybe<ResolversTypes['Noise']>, ParentType, ContextType>;
  programs?: Resolver<ReadonlyArray<ResolversTypes['ExecuteProgram']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExecuteProgramResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecuteProgram'] = ResolversParentTypes['ExecuteProgram']> = {
  maxCost?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  program?: Resolver<ResolversTypes['Program'], ParentType, ContextType>;
  seed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  shots?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExecuteResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExecuteResult'] = ResolversParentTypes['ExecuteResult']> = {
  cost?: Resolver<Maybe<ResolversTypes['ProviderCost']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registers?: Resolver<ReadonlyArray<ResolversTypes['RegisterCounts']>, ParentType, ContextType>;
  seed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  shots?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  statistics?: Resolver<Maybe<ResolversTypes['ProgramStatistics']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FollowPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FollowPayload'] = ResolversParentTypes['FollowPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
  following?: Resolver<Maybe<ResolversTypes['Following']>, ParentType, ContextType>;
};

export type FollowingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Following'] = ResolversParentTypes['Following']> = {
  byEmail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  byWebhook?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  level?: Resolver<ResolversTypes['FollowLevel'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type GroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<GroupMembersArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GroupPayload'] = ResolversParentTypes['GroupPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
};

export interface IntMapScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['IntMap'], any> {
  name: 'IntMap';
}

export type InvitationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Invitation'] = ResolversParentTypes['Invitation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  isExpired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOrganizationAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type InvitationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvitationPayload'] = ResolversParentTypes['InvitationPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  invitation?: Resolver<Maybe<ResolversTypes['Invitation']>, ParentType, ContextType>;
};

export type ItemChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ItemChange'] = ResolversParentTypes['ItemChange']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  itemId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
};

export type JobResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  actions?: Resolver<ResolversTypes['JobActions'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cancellation?: Resolver<Maybe<ResolversTypes['Cancellation']>, ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['JobCost'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['JobDefinition'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  downloads?: Resolver<Maybe<ResolversTypes['Downloads']>, ParentType, ContextType>;
  errorDetail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['JobEvent']>, ParentType, ContextType, RequireFields<JobEventsArgs, 'after' | 'first'>>;
  following?: Resolver<Maybe<ResolversTypes['Following']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  item?: Resolver<Maybe<ResolversTypes['JobItem']>, ParentType, ContextType, RequireFields<JobItemArgs, 'index'>>;
  itemCounts?: Resolver<ResolversTypes['StatusCounts'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['JobItemConnection'], ParentType, ContextType, Partial<JobItemsArgs>>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  properties?: Resolver<ReadonlyArray<ResolversTypes['Property']>, ParentType, ContextType>;
  queue?: Resolver<Maybe<ResolversTypes['QueuePosition']>, ParentType, ContextType>;
  rerunOf?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  reruns?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, Partial<JobRerunsArgs>>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  statusTimes?: Resolver<ResolversTypes['StatusTimes'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['Target'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['JobType'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobActionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobActions'] = ResolversParentTypes['JobActions']> = {
  cancel?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  delete?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  rerun?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  retry?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  retryResynchronises?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  retryStatuses?: Resolver<ReadonlyArray<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  retryStrategies?: Resolver<ReadonlyArray<ResolversTypes['RetryStrategy']>, ParentType, ContextType>;
  update?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type JobChangesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobChanges'] = ResolversParentTypes['JobChanges']> = {
  changed?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  deleted?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobCostResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobCost'] = ResolversParentTypes['JobCost']> = {
  cpuSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  credits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type JobDefinitionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobDefinition'] = ResolversParentTypes['JobDefinition']> = {
  __resolveType: TypeResolveFn<'CompileDefinition' | 'ExecuteDefinition', ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobError'] = ResolversParentTypes['JobError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['RetryPreview']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobEvent'] = ResolversParentTypes['JobEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  itemCounts?: Resolver<ResolversTypes['StatusCounts'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['ItemChange']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['JobEventKind'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobItem'] = ResolversParentTypes['JobItem']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['Attempt']>, ParentType, ContextType>;
  downloads?: Resolver<Maybe<ResolversTypes['Downloads']>, ParentType, ContextType>;
  errorDetail?: Resolver<Maybe<ResolversTypes['ErrorDetail']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  program?: Resolver<ResolversTypes['Program'], ParentType, ContextType>;
  queue?: Resolver<Maybe<ResolversTypes['QueuePosition']>, ParentType, ContextType>;
  remote?: Resolver<Maybe<ResolversTypes['RemoteTask']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JobResult']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  statusTimes?: Resolver<ResolversTypes['StatusTimes'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobItemConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobItemConnection'] = ResolversParentTypes['JobItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['JobItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobItemEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobItemEdge'] = ResolversParentTypes['JobItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JobItem'], ParentType, ContextType>;
};

export type JobOutcomeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobOutcome'] = ResolversParentTypes['JobOutcome']> = {
  error?: Resolver<Maybe<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  jobId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type JobResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobResult'] = ResolversParentTypes['JobResult']> = {
  __resolveType: TypeResolveFn<'CheckResult' | 'CompileResult' | 'ExecuteResult', ParentType, ContextType>;
};

export type JobStatusInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['JobStatusInfo'] = ResolversParentTypes['JobStatusInfo']> = {
  final?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  meaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  next?: Resolver<ReadonlyArray<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
};

export type MarkNotificationsReadPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarkNotificationsReadPayload'] = ResolversParentTypes['MarkNotificationsReadPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
  unreadCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addGroupMember?: Resolver<ResolversTypes['GroupPayload'], ParentType, ContextType, RequireFields<MutationAddGroupMemberArgs, 'input'>>;
  addProviderCredential?: Resolver<ResolversTypes['ProviderCredentialPayload'], ParentType, ContextType, RequireFields<MutationAddProviderCredentialArgs, 'input'>>;
  addWebhook?: Resolver<ResolversTypes['AddWebhookPayload'], ParentType, ContextType, RequireFields<MutationAddWebhookArgs, 'input'>>;
  answerTeamInvitation?: Resolver<ResolversTypes['AnswerTeamInvitationPayload'], ParentType, ContextType, RequireFields<MutationAnswerTeamInvitationArgs, 'input'>>;
  archiveProject?: Resolver<ResolversTypes['ArchiveProjectPayload'], ParentType, ContextType, RequireFields<MutationArchiveProjectArgs, 'input'>>;
  cancelJob?: Resolver<ResolversTypes['CancelJobPayload'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'input'>>;
  cancelJobs?: Resolver<ResolversTypes['CancelJobsPayload'], ParentType, ContextType, RequireFields<MutationCancelJobsArgs, 'input'>>;
  changeProperty?: Resolver<ResolversTypes['PropertyPayload'], ParentType, ContextType, RequireFields<MutationChangePropertyArgs, 'input'>>;
  changeWebhook?: Resolver<ResolversTypes['ChangeWebhookPayload'], ParentType, ContextType, RequireFields<MutationChangeWebhookArgs, 'input'>>;
  checkProviderCredential?: Resolver<ResolversTypes['ProviderCredentialPayload'], ParentType, ContextType, RequireFields<MutationCheckProviderCredentialArgs, 'input'>>;
  createApiToken?: Resolver<ResolversTypes['CreateApiTokenPayload'], ParentType, ContextType, RequireFields<MutationCreateApiTokenArgs, 'input'>>;
  createGroup?: Resolver<ResolversTypes['GroupPayload'], ParentType, ContextType, RequireFields<MutationCreateGroupArgs, 'input'>>;
  createOrganization?: Resolver<ResolversTypes['OrganizationPayload'], ParentType, ContextType, RequireFields<MutationCreateOrganizationArgs, 'input'>>;
  createProject?: Resolver<ResolversTypes['CreateProjectPayload'], ParentType, ContextType, RequireFields<MutationCreateProjectArgs, 'input'>>;
  createTeam?: Resolver<ResolversTypes['TeamPayload'], ParentType, ContextType, RequireFields<MutationCreateTeamArgs, 'input'>>;
  defineProperty?: Resolver<ResolversTypes['PropertyPayload'], ParentType, ContextType, RequireFields<MutationDefinePropertyArgs, 'input'>>;
  deleteGroup?: Resolver<ResolversTypes['DeleteGroupPayload'], ParentType, ContextType, RequireFields<MutationDeleteGroupArgs, 'input'>>;
  deleteJob?: Resolver<ResolversTypes['DeleteJobPayload'], ParentType, ContextType, RequireFields<MutationDeleteJobArgs, 'input'>>;
  deleteProject?: Resolver<ResolversTypes['DeleteProjectPayload'], ParentType, ContextType, RequireFields<MutationDeleteProjectArgs, 'input'>>;
  deleteTeam?: Resolver<ResolversTypes['DeleteTeamPayload'], ParentType, ContextType, RequireFields<MutationDeleteTeamArgs, 'input'>>;
  follow?: Resolver<ResolversTypes['FollowPayload'], ParentType, ContextType, RequireFields<MutationFollowArgs, 'input'>>;
  inviteToTeam?: Resolver<ResolversTypes['TeamPayload'], ParentType, ContextType, RequireFields<MutationInviteToTeamArgs, 'input'>>;
  inviteUser?: Resolver<ResolversTypes['InvitationPayload'], ParentType, ContextType, RequireFields<MutationInviteUserArgs, 'input'>>;
  markNotificationsRead?: Resolver<ResolversTypes['MarkNotificationsReadPayload'], ParentType, ContextType, RequireFields<MutationMarkNotificationsReadArgs, 'input'>>;
  redeliverWebhook?: Resolver<ResolversTypes['RedeliverWebhookPayload'], ParentType, ContextType, RequireFields<MutationRedeliverWebhookArgs, 'input'>>;
  removeGroupMember?: Resolver<ResolversTypes['GroupPayload'], ParentType, ContextType, RequireFields<MutationRemoveGroupMemberArgs, 'input'>>;
  removeProjectRole?: Resolver<ResolversTypes['ProjectRolePayload'], ParentType, ContextType, RequireFields<MutationRemoveProjectRoleArgs, 'input'>>;
  removeProperty?: Resolver<ResolversTypes['PropertyPayload'], ParentType, ContextType, RequireFields<MutationRemovePropertyArgs, 'input'>>;
  removeProviderCredential?: Resolver<ResolversTypes['RemoveProviderCredentialPayload'], ParentType, ContextType, RequireFields<MutationRemoveProviderCredentialArgs, 'input'>>;
  removeQuota?: Resolver<ResolversTypes['RemoveQuotaPayload'], ParentType, ContextType, RequireFields<MutationRemoveQuotaArgs, 'input'>>;
  removeTeamMember?: Resolver<ResolversTypes['RemoveTeamMemberPayload'], ParentType, ContextType, RequireFields<MutationRemoveTeamMemberArgs, 'input'>>;
  removeWebhook?: Resolver<ResolversTypes['RemoveWebhookPayload'], ParentType, ContextType, RequireFields<MutationRemoveWebhookArgs, 'input'>>;
  rerunJob?: Resolver<ResolversTypes['RerunJobPayload'], ParentType, ContextType, RequireFields<MutationRerunJobArgs, 'input'>>;
  resendInvitation?: Resolver<ResolversTypes['InvitationPayload'], ParentType, ContextType, RequireFields<MutationResendInvitationArgs, 'input'>>;
  retryJob?: Resolver<ResolversTypes['RetryJobPayload'], ParentType, ContextType, RequireFields<MutationRetryJobArgs, 'input'>>;
  retryJobs?: Resolver<ResolversTypes['RetryJobsPayload'], ParentType, ContextType, RequireFields<MutationRetryJobsArgs, 'input'>>;
  revokeApiToken?: Resolver<ResolversTypes['RevokeApiTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiTokenArgs, 'input'>>;
  revokeInvitation?: Resolver<ResolversTypes['RevokeInvitationPayload'], ParentType, ContextType, RequireFields<MutationRevokeInvitationArgs, 'input'>>;
  revokeSession?: Resolver<ResolversTypes['RevokeSessionPayload'], ParentType, ContextType, RequireFields<MutationRevokeSessionArgs, 'input'>>;
  setProjectRole?: Resolver<ResolversTypes['ProjectRolePayload'], ParentType, ContextType, RequireFields<MutationSetProjectRoleArgs, 'input'>>;
  setQuota?: Resolver<ResolversTypes['QuotaPayload'], ParentType, ContextType, RequireFields<MutationSetQuotaArgs, 'input'>>;
  setTeamManager?: Resolver<ResolversTypes['TeamPayload'], ParentType, ContextType, RequireFields<MutationSetTeamManagerArgs, 'input'>>;
  submitJob?: Resolver<ResolversTypes['SubmitJobPayload'], ParentType, ContextType, RequireFields<MutationSubmitJobArgs, 'input'>>;
  updateGroup?: Resolver<ResolversTypes['GroupPayload'], ParentType, ContextType, RequireFields<MutationUpdateGroupArgs, 'input'>>;
  updateJob?: Resolver<ResolversTypes['UpdateJobPayload'], ParentType, ContextType, RequireFields<MutationUpdateJobArgs, 'input'>>;
  updateOrganization?: Resolver<ResolversTypes['OrganizationPayload'], ParentType, ContextType, RequireFields<MutationUpdateOrganizationArgs, 'input'>>;
  updateProfile?: Resolver<ResolversTypes['UpdateProfilePayload'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  updateProject?: Resolver<ResolversTypes['UpdateProjectPayload'], ParentType, ContextType, RequireFields<MutationUpdateProjectArgs, 'input'>>;
  updateProviderCredential?: Resolver<ResolversTypes['ProviderCredentialPayload'], ParentType, ContextType, RequireFields<MutationUpdateProviderCredentialArgs, 'input'>>;
  updateTeam?: Resolver<ResolversTypes['TeamPayload'], ParentType, ContextType, RequireFields<MutationUpdateTeamArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
  withdrawTeamInvitation?: Resolver<ResolversTypes['TeamPayload'], ParentType, ContextType, RequireFields<MutationWithdrawTeamInvitationArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Group' | 'Job' | 'JobItem' | 'Organization' | 'Program' | 'Project' | 'ProviderCredential' | 'Target' | 'Team' | 'User', ParentType, ContextType>;
};

export type NoiseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Noise'] = ResolversParentTypes['Noise']> = {
  loss?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pauliX?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pauliY?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pauliZ?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type NotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Notification'] = ResolversParentTypes['Notification']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isRead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  jobId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
};

export type NotificationChangesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationChanges'] = ResolversParentTypes['NotificationChanges']> = {
  added?: Resolver<ReadonlyArray<ResolversTypes['Notification']>, ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationConnection'] = ResolversParentTypes['NotificationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['NotificationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Notification']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationEdge'] = ResolversParentTypes['NotificationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Notification'], ParentType, ContextType>;
};

export type NotificationErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationError'] = ResolversParentTypes['NotificationError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization']> = {
  actions?: Resolver<ResolversTypes['OrganizationActions'], ParentType, ContextType>;
  audit?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, Partial<OrganizationAuditArgs>>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invitation']>>, ParentType, ContextType>;
  jobCounts?: Resolver<Maybe<ResolversTypes['StatusCounts']>, ParentType, ContextType>;
  jobs?: Resolver<Maybe<ResolversTypes['JobConnection']>, ParentType, ContextType, Partial<OrganizationJobsArgs>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quotas?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Quota']>>, ParentType, ContextType>;
  setOwnQuotas?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  submitters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ReadonlyArray<ResolversTypes['UsageRow']>>, ParentType, ContextType, RequireFields<OrganizationUsageArgs, 'by' | 'from' | 'to'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, Partial<OrganizationUsersArgs>>;
  webhooks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Webhook']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrganizationActionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationActions'] = ResolversParentTypes['OrganizationActions']> = {
  manageGroups?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  manageUsers?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  update?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type OrganizationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationConnection'] = ResolversParentTypes['OrganizationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrganizationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Organization']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrganizationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationEdge'] = ResolversParentTypes['OrganizationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
};

export type OrganizationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrganizationPayload'] = ResolversParentTypes['OrganizationPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PeopleErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PeopleError'] = ResolversParentTypes['PeopleError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PermissionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Permission'] = ResolversParentTypes['Permission']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['ErrorCode']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProgramResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Program'] = ResolversParentTypes['Program']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['ProgramLanguage'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProgramStatisticsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProgramStatistics'] = ResolversParentTypes['ProgramStatistics']> = {
  depth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gates?: Resolver<ResolversTypes['IntMap'], ParentType, ContextType>;
  measurements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oneQubitGates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  qubits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  twoQubitGates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  actions?: Resolver<ResolversTypes['ProjectActions'], ParentType, ContextType>;
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  following?: Resolver<Maybe<ResolversTypes['Following']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobCounts?: Resolver<ResolversTypes['StatusCounts'], ParentType, ContextType>;
  jobs?: Resolver<ResolversTypes['JobConnection'], ParentType, ContextType, Partial<ProjectJobsArgs>>;
  members?: Resolver<ReadonlyArray<ResolversTypes['ProjectMember']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organization?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  propertyDefinitions?: Resolver<ReadonlyArray<ResolversTypes['PropertyDefinition']>, ParentType, ContextType>;
  propertyNames?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  submitters?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  teams?: Resolver<ReadonlyArray<ResolversTypes['ProjectTeam']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  viewerIsAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  viewerRole?: Resolver<ResolversTypes['ProjectRole'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectActionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectActions'] = ResolversParentTypes['ProjectActions']> = {
  archive?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  delete?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  giveRoles?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  submit?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  update?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectError'] = ResolversParentTypes['ProjectError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectMemberResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectMember'] = ResolversParentTypes['ProjectMember']> = {
  role?: Resolver<ResolversTypes['ProjectRole'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type ProjectRolePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectRolePayload'] = ResolversParentTypes['ProjectRolePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type ProjectTeamResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectTeam'] = ResolversParentTypes['ProjectTeam']> = {
  role?: Resolver<ResolversTypes['ProjectRole'], ParentType, ContextType>;
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
};

export type PropertyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Property'] = ResolversParentTypes['Property']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PropertyDefinitionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PropertyDefinition'] = ResolversParentTypes['PropertyDefinition']> = {
  colour?: Resolver<ResolversTypes['PropertyColour'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['PropertyType'], ParentType, ContextType>;
};

export type PropertyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PropertyPayload'] = ResolversParentTypes['PropertyPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ProjectError']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type ProviderCostResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProviderCost'] = ResolversParentTypes['ProviderCost']> = {
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ProviderCredentialResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProviderCredential'] = ResolversParentTypes['ProviderCredential']> = {
  braket?: Resolver<Maybe<ResolversTypes['BraketSettings']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  hint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  manage?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['CredentialOwner'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  trouble?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProviderCredentialPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProviderCredentialPayload'] = ResolversParentTypes['ProviderCredentialPayload']> = {
  credential?: Resolver<Maybe<ResolversTypes['ProviderCredential']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['CredentialError']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  checkProgram?: Resolver<ResolversTypes['CheckProgramPayload'], ParentType, ContextType, RequireFields<QueryCheckProgramArgs, 'input'>>;
  examplePrograms?: Resolver<ReadonlyArray<ResolversTypes['ExampleProgram']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobStatuses?: Resolver<ReadonlyArray<ResolversTypes['JobStatusInfo']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ServerNode']>, ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType, RequireFields<QueryOrganizationArgs, 'id'>>;
  organizations?: Resolver<ResolversTypes['OrganizationConnection'], ParentType, ContextType, Partial<QueryOrganizationsArgs>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'includeArchived'>>;
  providerCredentials?: Resolver<ReadonlyArray<ResolversTypes['ProviderCredential']>, ParentType, ContextType>;
  quotaGuard?: Resolver<ResolversTypes['QuotaGuardPayload'], ParentType, ContextType, RequireFields<QueryQuotaGuardArgs, 'input'>>;
  retryPreview?: Resolver<ResolversTypes['RetryPreviewPayload'], ParentType, ContextType, RequireFields<QueryRetryPreviewArgs, 'input'>>;
  target?: Resolver<Maybe<ResolversTypes['Target']>, ParentType, ContextType, RequireFields<QueryTargetArgs, 'id'>>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['Target']>, ParentType, ContextType, Partial<QueryTargetsArgs>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type QueuePositionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QueuePosition'] = ResolversParentTypes['QueuePosition']> = {
  ahead?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  estimate?: Resolver<ResolversTypes['StartEstimate'], ParentType, ContextType>;
  isLeast?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuotaResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
  change?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  isNearlyUsedUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  ownerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ownerKind?: Resolver<ResolversTypes['QuotaOwnerKind'], ParentType, ContextType>;
  ownerName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['QuotaResource'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type QuotaGuardPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QuotaGuardPayload'] = ResolversParentTypes['QuotaGuardPayload']> = {
  allowed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  quotas?: Resolver<ReadonlyArray<ResolversTypes['Quota']>, ParentType, ContextType>;
  refusals?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
};

export type QuotaPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QuotaPayload'] = ResolversParentTypes['QuotaPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  quota?: Resolver<Maybe<ResolversTypes['Quota']>, ParentType, ContextType>;
};

export type ReceivedTeamInvitationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReceivedTeamInvitation'] = ResolversParentTypes['ReceivedTeamInvitation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  invitedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  teamDescription?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  teamName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RedeliverWebhookPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RedeliverWebhookPayload'] = ResolversParentTypes['RedeliverWebhookPayload']> = {
  delivery?: Resolver<Maybe<ResolversTypes['WebhookDelivery']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
};

export type RegisterCountsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RegisterCounts'] = ResolversParentTypes['RegisterCounts']> = {
  counts?: Resolver<ResolversTypes['IntMap'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RemoteTaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoteTask'] = ResolversParentTypes['RemoteTask']> = {
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextLookAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  positionIsLeast?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remoteId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  trouble?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  waitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type RemoveProviderCredentialPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveProviderCredentialPayload'] = ResolversParentTypes['RemoveProviderCredentialPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['CredentialError']>, ParentType, ContextType>;
  removedCredentialId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RemoveQuotaPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveQuotaPayload'] = ResolversParentTypes['RemoveQuotaPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  ownerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RemoveTeamMemberPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveTeamMemberPayload'] = ResolversParentTypes['RemoveTeamMemberPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  removedUserId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
};

export type RemoveWebhookPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveWebhookPayload'] = ResolversParentTypes['RemoveWebhookPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['NotificationError']>, ParentType, ContextType>;
  removedWebhookId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RerunJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RerunJobPayload'] = ResolversParentTypes['RerunJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type RetryJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryJobPayload'] = ResolversParentTypes['RetryJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type RetryJobsPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryJobsPayload'] = ResolversParentTypes['RetryJobsPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['JobOutcome']>, ParentType, ContextType>;
};

export type RetryPreviewResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryPreview'] = ResolversParentTypes['RetryPreview']> = {
  estimatedCpuSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  estimatedCredits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  itemCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['RetryPreviewItem']>, ParentType, ContextType>;
  needsConfirmation?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  possibleDuplicates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RetryPreviewItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryPreviewItem'] = ResolversParentTypes['RetryPreviewItem']> = {
  effect?: Resolver<ResolversTypes['RetryEffect'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
};

export type RetryPreviewPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RetryPreviewPayload'] = ResolversParentTypes['RetryPreviewPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  preview?: Resolver<Maybe<ResolversTypes['RetryPreview']>, ParentType, ContextType>;
};

export type RevokeApiTokenPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokeApiTokenPayload'] = ResolversParentTypes['RevokeApiTokenPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  revokedTokenId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RevokeInvitationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokeInvitationPayload'] = ResolversParentTypes['RevokeInvitationPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  revokedInvitationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RevokeSessionPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RevokeSessionPayload'] = ResolversParentTypes['RevokeSessionPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  revokedSessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ServerNodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServerNode'] = ResolversParentTypes['ServerNode']> = {
  duties?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['NodeRole'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  runningItems?: Resolver<ReadonlyArray<ResolversTypes['JobItem']>, ParentType, ContextType>;
  slots?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['Target']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userAgent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StartEstimateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartEstimate'] = ResolversParentTypes['StartEstimate']> = {
  p50Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  samples?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatusCountsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatusCounts'] = ResolversParentTypes['StatusCounts']> = {
  cancelled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cancelling?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  depleted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retrying?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  submitted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  terminated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatusTimesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StatusTimes'] = ResolversParentTypes['StatusTimes']> = {
  cancelled?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cancelling?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  completed?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  depleted?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  queued?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retrying?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  running?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submitted?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  terminated?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SubmitJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SubmitJobPayload'] = ResolversParentTypes['SubmitJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  jobStatus?: SubscriptionResolver<ResolversTypes['JobEvent'], "jobStatus", ParentType, ContextType, RequireFields<SubscriptionJobStatusArgs, 'after' | 'jobId'>>;
  notifications?: SubscriptionResolver<ResolversTypes['NotificationChanges'], "notifications", ParentType, ContextType>;
  organizationJobs?: SubscriptionResolver<ResolversTypes['JobChanges'], "organizationJobs", ParentType, ContextType, RequireFields<SubscriptionOrganizationJobsArgs, 'organizationId'>>;
  projectJobs?: SubscriptionResolver<ResolversTypes['JobChanges'], "projectJobs", ParentType, ContextType, RequireFields<SubscriptionProjectJobsArgs, 'projectId'>>;
};

export type TargetResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Target'] = ResolversParentTypes['Target']> = {
  acceptsNoise?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  busyness?: Resolver<Maybe<ResolversTypes['TargetBusyness']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['TargetDevice']>, ParentType, ContextType>;
  estimate?: Resolver<ResolversTypes['StartEstimate'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobType?: Resolver<ResolversTypes['JobType'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TargetKind'], ParentType, ContextType>;
  languages?: Resolver<ReadonlyArray<ResolversTypes['ProgramLanguage']>, ParentType, ContextType>;
  maxQubits?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxShots?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  queueLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TargetStatus'], ParentType, ContextType>;
  submit?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  throughput?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TargetBusynessResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TargetBusyness'] = ResolversParentTypes['TargetBusyness']> = {
  organizationsWaiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ownQueuedCredits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type TargetDeviceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TargetDevice'] = ResolversParentTypes['TargetDevice']> = {
  degraded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deviceId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maker?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['DevicePrice']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  queueLength?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refreshedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  simulator?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  trouble?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TeamResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team']> = {
  actions?: Resolver<ResolversTypes['TeamActions'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TeamInvitation']>>, ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['TeamMember']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TeamActionsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TeamActions'] = ResolversParentTypes['TeamActions']> = {
  leave?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  manage?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
};

export type TeamInvitationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TeamInvitation'] = ResolversParentTypes['TeamInvitation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TeamMemberResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TeamMember'] = ResolversParentTypes['TeamMember']> = {
  isManager?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type TeamPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TeamPayload'] = ResolversParentTypes['TeamPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
};

export type UpdateJobPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateJobPayload'] = ResolversParentTypes['UpdateJobPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['JobError']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AccountError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UpdateProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateProjectPayload'] = ResolversParentTypes['UpdateProjectPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ProjectError']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type UsageRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UsageRow'] = ResolversParentTypes['UsageRow']> = {
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  groupId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  groupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  month?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  projectName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['QuotaResource'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  defaultGroup?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Group']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOrganizationAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isPlatformAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organization?: Resolver<Maybe<ResolversTypes['Organization']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['UserStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'AccountError' | 'CredentialError' | 'JobError' | 'NotificationError' | 'PeopleError' | 'ProjectError', ParentType, ContextType>;
};

export type UserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserPayload'] = ResolversParentTypes['UserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PeopleError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  apiTokens?: Resolver<ReadonlyArray<ResolversTypes['ApiToken']>, ParentType, ContextType>;
  canBeMailed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  followings?: Resolver<ReadonlyArray<ResolversTypes['Following']>, ParentType, ContextType>;
  hasPassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOrganizationAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isPlatformAdmin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notifications?: Resolver<ResolversTypes['NotificationConnection'], ParentType, ContextType, RequireFields<ViewerNotificationsArgs, 'unreadOnly'>>;
  organization?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  quotas?: Resolver<ReadonlyArray<ResolversTypes['Quota']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['TokenScope']>, ParentType, ContextType>;
  sessions?: Resolver<ReadonlyArray<ResolversTypes['Session']>, ParentType, ContextType>;
  teamInvitations?: Resolver<ReadonlyArray<ResolversTypes['ReceivedTeamInvitation']>, ParentType, ContextType>;
  teams?: Resolver<ReadonlyArray<ResolversTypes['Team']>, ParentType, ContextType>;
  unreadNotifications?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  webhooks?: Resolver<ReadonlyArray<ResolversTypes['Webhook']>, ParentType, ContextType>;
};

export type WebhookResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['WebhookDeliveryConnection'], ParentType, ContextType, Partial<WebhookDeliveriesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isActive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isOfOrganization?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  onlyFailures?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookDeliveryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  jobStatus?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  responseCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeliveryStatus'], ParentType, ContextType>;
  trouble?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WebhookDeliveryConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] = ResolversParentTypes['WebhookDeliveryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookDeliveryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WebhookDelivery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WebhookDeliveryEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WebhookDeliveryEdge'] = ResolversParentTypes['WebhookDeliveryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AccountError?: AccountErrorResolvers<ContextType>;
  AddWebhookPayload?: AddWebhookPayloadResolvers<ContextType>;
  AnswerTeamInvitationPayload?: AnswerTeamInvitationPayloadResolvers<ContextType>;
  ApiToken?: ApiTokenResolvers<ContextType>;
  ArchiveProjectPayload?: ArchiveProjectPayloadResolvers<ContextType>;
  Attempt?: AttemptResolvers<ContextType>;
  AuditChange?: AuditChangeResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  BraketSettings?: BraketSettingsResolvers<ContextType>;
  CancelJobPayload?: CancelJobPayloadResolvers<ContextType>;
  CancelJobsPayload?: CancelJobsPayloadResolvers<ContextType>;
  Cancellation?: CancellationResolvers<ContextType>;
  CancellationRequest?: CancellationRequestResolvers<ContextType>;
  ChangeWebhookPayload?: ChangeWebhookPayloadResolvers<ContextType>;
  CheckProgramPayload?: CheckProgramPayloadResolvers<ContextType>;
  CheckResult?: CheckResultResolvers<ContextType>;
  Circuit?: CircuitResolvers<ContextType>;
  CircuitOperation?: CircuitOperationResolvers<ContextType>;
  CompileDefinition?: CompileDefinitionResolvers<ContextType>;
  CompileResult?: CompileResultResolvers<ContextType>;
  CreateApiTokenPayload?: CreateApiTokenPayloadResolvers<ContextType>;
  CreateProjectPayload?: CreateProjectPayloadResolvers<ContextType>;
  CredentialError?: CredentialErrorResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteGroupPayload?: DeleteGroupPayloadResolvers<ContextType>;
  DeleteJobPayload?: DeleteJobPayloadResolvers<ContextType>;
  DeleteProjectPayload?: DeleteProjectPayloadResolvers<ContextType>;
  DeleteTeamPayload?: DeleteTeamPayloadResolvers<ContextType>;
  DevicePrice?: DevicePriceResolvers<ContextType>;
  Diagnostic?: DiagnosticResolvers<ContextType>;
  Downloads?: DownloadsResolvers<ContextType>;
  ErrorDetail?: ErrorDetailResolvers<ContextType>;
  ExampleProgram?: ExampleProgramResolvers<ContextType>;
  ExecuteDefinition?: ExecuteDefinitionResolvers<ContextType>;
  ExecuteProgram?: ExecuteProgramResolvers<ContextType>;
  ExecuteResult?: ExecuteResultResolvers<ContextType>;
  FollowPayload?: FollowPayloadResolvers<ContextType>;
  Following?: FollowingResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupPayload?: GroupPayloadResolvers<ContextType>;
  IntMap?: GraphQLScalarType;
  Invitation?: InvitationResolvers<ContextType>;
  InvitationPayload?: InvitationPayloadResolvers<ContextType>;
  ItemChange?: ItemChangeResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobActions?: JobActionsResolvers<ContextType>;
  JobChanges?: JobChangesResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobCost?: JobCostResolvers<ContextType>;
  JobDefinition?: JobDefinitionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobError?: JobErrorResolvers<ContextType>;
  JobEvent?: JobEventResolvers<ContextType>;
  JobItem?: JobItemResolvers<ContextType>;
  JobItemConnection?: JobItemConnectionResolvers<ContextType>;
  JobItemEdge?: JobItemEdgeResolvers<ContextType>;
  JobOutcome?: JobOutcomeResolvers<ContextType>;
  JobResult?: JobResultResolvers<ContextType>;
  JobStatusInfo?: JobStatusInfoResolvers<ContextType>;
  MarkNotificationsReadPayload?: MarkNotificationsReadPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Noise?: NoiseResolvers<ContextType>;
  Notification?: NotificationResolvers<ContextType>;
  NotificationChanges?: NotificationChangesResolvers<ContextType>;
  NotificationConnection?: NotificationConnectionResolvers<ContextType>;
  NotificationEdge?: NotificationEdgeResolvers<ContextType>;
  NotificationError?: NotificationErrorResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationActions?: OrganizationActionsResolvers<ContextType>;
  OrganizationConnection?: OrganizationConnectionResolvers<ContextType>;
  OrganizationEdge?: OrganizationEdgeResolvers<ContextType>;
  OrganizationPayload?: OrganizationPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PeopleError?: PeopleErrorResolvers<ContextType>;
  Permission?: PermissionResolvers<ContextType>;
  Program?: ProgramResolvers<ContextType>;
  ProgramStatistics?: ProgramStatisticsResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectActions?: ProjectActionsResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectError?: ProjectErrorResolvers<ContextType>;
  ProjectMember?: ProjectMemberResolvers<ContextType>;
  ProjectRolePayload?: ProjectRolePayloadResolvers<ContextType>;
  ProjectTeam?: ProjectTeamResolvers<ContextType>;
  Property?: PropertyResolvers<ContextType>;
  PropertyDefinition?: PropertyDefinitionResolvers<ContextType>;
  PropertyPayload?: PropertyPayloadResolvers<ContextType>;
  ProviderCost?: ProviderCostResolvers<ContextType>;
  ProviderCredential?: ProviderCredentialResolvers<ContextType>;
  ProviderCredentialPayload?: ProviderCredentialPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueuePosition?: QueuePositionResolvers<ContextType>;
  Quota?: QuotaResolvers<ContextType>;
  QuotaGuardPayload?: QuotaGuardPayloadResolvers<ContextType>;
  QuotaPayload?: QuotaPayloadResolvers<ContextType>;
  ReceivedTeamInvitation?: ReceivedTeamInvitationResolvers<ContextType>;
  RedeliverWebhookPayload?: RedeliverWebhookPayloadResolvers<ContextType>;
  RegisterCounts?: RegisterCountsResolvers<ContextType>;
  RemoteTask?: RemoteTaskResolvers<ContextType>;
  RemoveProviderCredentialPayload?: RemoveProviderCredentialPayloadResolvers<ContextType>;
  RemoveQuotaPayload?: RemoveQuotaPayloadResolvers<ContextType>;
  RemoveTeamMemberPayload?: RemoveTeamMemberPayloadResolvers<ContextType>;
  RemoveWebhookPayload?: RemoveWebhookPayloadResolvers<ContextType>;
  RerunJobPayload?: RerunJobPayloadResolvers<ContextType>;
  RetryJobPayload?: RetryJobPayloadResolvers<ContextType>;
  RetryJobsPayload?: RetryJobsPayloadResolvers<ContextType>;
  RetryPreview?: RetryPreviewResolvers<ContextType>;
  RetryPreviewItem?: RetryPreviewItemResolvers<ContextType>;
  RetryPreviewPayload?: RetryPreviewPayloadResolvers<ContextType>;
  RevokeApiTokenPayload?: RevokeApiTokenPayloadResolvers<ContextType>;
  RevokeInvitationPayload?: RevokeInvitationPayloadResolvers<ContextType>;
  RevokeSessionPayload?: RevokeSessionPayloadResolvers<ContextType>;
  ServerNode?: ServerNodeResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  StartEstimate?: StartEstimateResolvers<ContextType>;
  StatusCounts?: StatusCountsResolvers<ContextType>;
  StatusTimes?: StatusTimesResolvers<ContextType>;
  SubmitJobPayload?: SubmitJobPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Target?: TargetResolvers<ContextType>;
  TargetBusyness?: TargetBusynessResolvers<ContextType>;
  TargetDevice?: TargetDeviceResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  TeamActions?: TeamActionsResolvers<ContextType>;
  TeamInvitation?: TeamInvitationResolvers<ContextType>;
  TeamMember?: TeamMemberResolvers<ContextType>;
  TeamPayload?: TeamPayloadResolvers<ContextType>;
  UpdateJobPayload?: UpdateJobPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  UpdateProjectPayload?: UpdateProjectPayloadResolvers<ContextType>;
  UsageRow?: UsageRowResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UserPayload?: UserPayloadResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>;
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>;
  WebhookDeliveryEdge?: WebhookDeliveryEdgeResolvers<ContextType>;
};

