import type { JobId } from './job.ts';

/** The prefix of each type's ids: an id tells what it is of, so that one of another type is noticed. */
export const ID_PREFIXES = {
  Job: 'job',
  JobItem: 'item',
  Project: 'proj',
  Target: 'target',
  User: 'user',
  Organization: 'org',
  Group: 'group',
  Team: 'team',
  Program: 'prog',
  ProviderCredential: 'cred',
  Session: 'session',
  ApiToken: 'token',
  Invitation: 'invitation',
  AuditEntry: 'audit',
  Notification: 'note',
  Webhook: 'webhook',
  Delivery: 'delivery',
} as const;
export type IdType = keyof typeof ID_PREFIXES;

/** The type an id is of; null for something that is no id of ours. */
export function idTypeOf(id: string): IdType | null {
  const [prefix, ...rest] = id.split('_');
  if (rest.length === 0) return null;
  for (const [type, own] of Object.entries(ID_PREFIXES)) if (own === prefix) return type as IdType;
  return null;
}

/** The id of a job's item: made from the job's, so that it needs no index of its own. */
export function itemId(jobId: JobId, index: number): string {
  return `${ID_PREFIXES.JobItem}_${jobId.slice(ID_PREFIXES.Job.length + 1)}_${index}`;
}

/** The job and place an item's id stands for; null when it is no item's id. */
export function parseItemId(id: string): { readonly jobId: JobId; readonly index: number } | null {
  const match = /^item_([0-9a-z]+)_(0|[1-9][0-9]{0,5})$/.exec(id);
  if (!match) return null;
  return { jobId: `${ID_PREFIXES.Job}_${match[1] ?? ''}`, index: Number(match[2]) };
}
