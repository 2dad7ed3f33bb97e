import type { JobType } from '../graphql/graphql.ts';

export const TYPE_LABEL: Readonly<Record<JobType, string>> = { COMPILE: 'Compile', EXECUTE: 'Execute' };
