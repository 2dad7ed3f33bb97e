import { z } from 'zod';
import type { Operation } from './operations.ts';
import { diagnostic, DIAGNOSTICS, job, JOB, pageInfo, statistics, STATISTICS } from './shapes.ts';

const ITEM = `index name status message
  errorDetail { kind text ${DIAGNOSTICS} }
  result {
    __typename
    ... on CompileResult { format profile output compileStatistics: ${STATISTICS} ${DIAGNOSTICS} }
    ... on ExecuteResult { shots seed method registers { name size counts } }
    ... on CheckResult { valid checkStatistics: ${STATISTICS} ${DIAGNOSTICS} }
  }`;
const item = z.object({
  index: z.number(),
  name: z.string(),
  status: z.string(),
  message: z.string().nullable(),
  errorDetail: z.object({ kind: z.string(), text: z.string(), diagnostics: z.array(diagnostic) }).nullable(),
  result: z
    .discriminatedUnion('__typename', [
      z.object({
        __typename: z.literal('CompileResult'),
        format: z.string(),
        profile: z.string(),
        output: z.string(),
        compileStatistics: statistics,
        diagnostics: z.array(diagnostic),
      }),
      z.object({
        __typename: z.literal('ExecuteResult'),
        shots: z.number(),
        seed: z.number(),
        method: z.string(),
        registers: z.array(
          z.object({ name: z.string(), size: z.number(), counts: z.record(z.string(), z.number()) }),
        ),
      }),
      z.object({
        __typename: z.literal('CheckResult'),
        valid: z.boolean(),
        checkStatistics: statistics.nullable(),
        diagnostics: z.array(diagnostic),
      }),
    ])
    .nullable(),
});
export type Item = z.infer<typeof item>;

export const ITEMS = {
  document: `query Items($id: ID!, $after: String) {
    job(id: $id) { ${JOB} items(first: 50, after: $after) { nodes { ${ITEM} } pageInfo { hasNextPage endCursor } } }
  }`,
  answer: z.object({
    job: job.extend({ items: z.object({ nodes: z.array(item), pageInfo }) }).nullable(),
  }),
} satisfies Operation<unknown>;

export const ITEM_BY_INDEX = {
  document: `query Item($id: ID!, $index: Int!) { job(id: $id) { ${JOB} item(index: $index) { ${ITEM} } } }`,
  answer: z.object({ job: job.extend({ item: item.nullable() }).nullable() }),
} satisfies Operation<unknown>;
