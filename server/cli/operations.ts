import { z } from 'zod';
import {
  counts,
  COUNTS,
  diagnostic,
  DIAGNOSTICS,
  ERRORS,
  errors,
  job,
  JOB,
  named,
  pageInfo,
  preview,
  PREVIEW,
  statistics,
  STATISTICS,
} from './shapes.ts';

/**
 * What the command line asks of the public API: each document with the shape its answer must have.
 * Statuses and kinds are taken as texts, so that a newer server with one more of them is still understood.
 */
export interface Operation<Answer> {
  readonly document: string;
  readonly answer: z.ZodType<Answer>;
}

export const PROJECTS = {
  document: `query Projects($after: String) {
    projects(includeArchived: true, first: 100, after: $after) {
      nodes { id name description archivedAt viewerRole jobCounts { ${COUNTS} } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  answer: z.object({
    projects: z.object({
      nodes: z.array(
        named.extend({
          description: z.string(),
          archivedAt: z.string().nullable(),
          viewerRole: z.string(),
          jobCounts: counts,
        }),
      ),
      pageInfo,
    }),
  }),
} satisfies Operation<unknown>;
export type Project = z.infer<typeof PROJECTS.answer>['projects']['nodes'][number];

export const TARGETS = {
  document: `query Targets {
    targets { id name description kind status jobType languages maxQubits maxShots acceptsNoise queueLength running }
  }`,
  answer: z.object({
    targets: z.array(
      named.extend({
        description: z.string(),
        kind: z.string(),
        status: z.string(),
        jobType: z.string(),
        languages: z.array(z.string()),
        maxQubits: z.number().nullable(),
        maxShots: z.number().nullable(),
        acceptsNoise: z.boolean(),
        queueLength: z.number(),
        running: z.number(),
      }),
    ),
  }),
} satisfies Operation<unknown>;
export type Target = z.infer<typeof TARGETS.answer>['targets'][number];

export const NODES = {
  document: `query Nodes {
    nodes { id label role version startedAt lastSeenAt slots running duties targets { id name } }
  }`,
  answer: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        role: z.string(),
        version: z.string(),
        startedAt: z.string(),
        lastSeenAt: z.string(),
        slots: z.number(),
        running: z.number(),
        duties: z.array(z.string()),
        targets: z.array(named),
      }),
    ),
  }),
} satisfies Operation<unknown>;

export const JOBS = {
  document: `query Jobs($projectId: ID!, $filter: JobFilter, $first: Int, $after: String) {
    project(id: $projectId) {
      jobs(filter: $filter, first: $first, after: $after) {
        nodes { ${JOB} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  answer: z.object({
    project: z.object({ jobs: z.object({ nodes: z.array(job), pageInfo }) }).nullable(),
  }),
} satisfies Operation<unknown>;

export const JOB_BY_ID = {
  document: `query Job($id: ID!) { job(id: $id) { ${JOB} } }`,
  answer: z.object({ job: job.nullable() }),
} satisfies Operation<unknown>;

export const SUBMIT = {
  document: `mutation Submit($input: SubmitJobInput!) { submitJob(input: $input) { job { ${JOB} } ${ERRORS} } }`,
  answer: z.object({ submitJob: z.object({ job: job.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const RERUN = {
  document: `mutation Rerun($input: RerunJobInput!) {
    rerunJob(input: $input) { job { ${JOB} } source { id name status } ${ERRORS} }
  }`,
  answer: z.object({
    rerunJob: z.object({
      job: job.nullable(),
      source: named.extend({ status: z.string() }).nullable(),
      errors,
    }),
  }),
} satisfies Operation<unknown>;

export const RETRY = {
  document: `mutation Retry($input: RetryJobInput!) { retryJob(input: $input) { job { ${JOB} } ${ERRORS} } }`,
  answer: z.object({ retryJob: z.object({ job: job.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const RETRY_PREVIEW = {
  document: `query RetryPreview($input: RetryPreviewInput!) {
    retryPreview(input: $input) { preview { ${PREVIEW} } ${ERRORS} }
  }`,
  answer: z.object({ retryPreview: z.object({ preview: preview.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const CANCEL = {
  document: `mutation Cancel($input: CancelJobInput!) {
    cancelJob(input: $input) {
      job {
        ${JOB}
        cancellation { requestedAt reason requests { itemIndex askedOf answer answeredAt } }
      }
      ${ERRORS}
    }
  }`,
  answer: z.object({
    cancelJob: z.object({
      job: job
        .extend({
          cancellation: z
            .object({
              requestedAt: z.string(),
              reason: z.string().nullable(),
              requests: z.array(
                z.object({
                  itemIndex: z.number(),
                  askedOf: z.string(),
                  answer: z.string().nullable(),
                  answeredAt: z.string().nullable(),
                }),
              ),
            })
            .nullable(),
        })
        .nullable(),
      errors,
    }),
  }),
} satisfies Operation<unknown>;

export const CHECK = {
  document: `query Check($input: CheckProgramInput!) {
    checkProgram(input: $input) { valid ${DIAGNOSTICS} ${STATISTICS} estimatedCredits ${ERRORS} }
  }`,
  answer: z.object({
    checkProgram: z.object({
      valid: z.boolean().nullable(),
      diagnostics: z.array(diagnostic),
      statistics: statistics.nullable(),
      estimatedCredits: z.number().nullable(),
      errors,
    }),
  }),
} satisfies Operation<unknown>;

export const JOB_STATUS = {
  document: `subscription JobStatus($jobId: ID!, $after: Int) {
    jobStatus(jobId: $jobId, after: $after) {
      version at kind message status attempt itemCounts { ${COUNTS} } items { index from status attempt message }
    }
  }`,
  answer: z.object({
    jobStatus: z.object({
      version: z.number(),
      at: z.string(),
      kind: z.string(),
      message: z.string().nullable(),
      status: z.string(),
      attempt: z.number(),
      itemCounts: counts,
      items: z.array(
        z.object({
          index: z.number(),
          from: z.string().nullable(),
          status: z.string(),
          attempt: z.number(),
          message: z.string().nullable(),
        }),
      ),
    }),
  }),
} satisfies Operation<unknown>;
export type JobEvent = z.infer<typeof JOB_STATUS.answer>['jobStatus'];
