import { z } from 'zod';

/** Parts that several operations ask for, each with the shape it comes back in. */

/** The statuses that may be asked for. */
export const JOB_STATUSES = [
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'RETRYING',
  'COMPLETED',
  'ERROR',
  'CANCELLED',
  'TERMINATED',
  'DEPLETED',
] as const;
const FINAL: ReadonlySet<string> = new Set(JOB_STATUSES.slice(5));

/** Whether nothing follows this status but a retry. */
export function isFinal(status: string): boolean {
  return FINAL.has(status);
}

export const STRATEGIES = ['DEFAULT', 'ALLOW_RESUBMIT', 'FORCE_RESUBMIT', 'FULL_RESTART'] as const;
export const LANGUAGES = ['OPENQASM2', 'OPENQASM3', 'QSHARP'] as const;
export type Language = (typeof LANGUAGES)[number];

export const COUNTS =
  'total submitted queued running cancelling retrying completed error cancelled terminated depleted';
export const counts = z.object({
  total: z.number(),
  submitted: z.number(),
  queued: z.number(),
  running: z.number(),
  cancelling: z.number(),
  retrying: z.number(),
  completed: z.number(),
  error: z.number(),
  cancelled: z.number(),
  terminated: z.number(),
  depleted: z.number(),
});
export type StatusCounts = z.infer<typeof counts>;

export const JOB = `id name type status message version attempt progress createdAt
  project { id name } target { id name } itemCounts { ${COUNTS} }`;
export const named = z.object({ id: z.string(), name: z.string() });
export const job = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  version: z.number(),
  attempt: z.number(),
  progress: z.number(),
  createdAt: z.string(),
  project: named,
  target: named,
  itemCounts: counts,
});
export type Job = z.infer<typeof job>;

export const PREVIEW = `itemCount needsConfirmation warnings estimatedCpuSeconds estimatedCredits possibleDuplicates
  items { index name status effect }`;
export const preview = z.object({
  itemCount: z.number(),
  needsConfirmation: z.boolean(),
  warnings: z.array(z.string()),
  estimatedCpuSeconds: z.number().nullable(),
  estimatedCredits: z.number(),
  possibleDuplicates: z.number(),
  items: z.array(z.object({ index: z.number(), name: z.string(), status: z.string(), effect: z.string() })),
});
export type RetryPreview = z.infer<typeof preview>;

export const ERRORS = `errors { code message path preview { ${PREVIEW} } }`;
export const errors = z.array(
  z.object({
    code: z.string(),
    message: z.string(),
    path: z.array(z.string()),
    preview: preview.nullable(),
  }),
);
export type Refusals = z.infer<typeof errors>;

export const DIAGNOSTICS = 'diagnostics { severity code message line column }';
export const diagnostic = z.object({
  severity: z.string(),
  code: z.string().nullable(),
  message: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
});
export type Diagnostic = z.infer<typeof diagnostic>;

export const STATISTICS = 'statistics { qubits depth gates oneQubitGates twoQubitGates measurements }';
export const statistics = z.object({
  qubits: z.number(),
  depth: z.number(),
  gates: z.record(z.string(), z.number()),
  oneQubitGates: z.number(),
  twoQubitGates: z.number(),
  measurements: z.number(),
});
export type Statistics = z.infer<typeof statistics>;

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
