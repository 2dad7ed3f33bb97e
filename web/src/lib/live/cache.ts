import type { Exchange } from '@urql/core';
import { cacheExchange, type Cache } from '@urql/exchange-graphcache';

/** Parts of other objects: they have no id and live inside their owner. */
const EMBEDDED = [
  'AccountError',
  'Attempt',
  'AuditChange',
  'AuditConnection',
  'AuditEdge',
  'Cancellation',
  'CancellationRequest',
  'CheckProgramPayload',
  'CheckResult',
  'Circuit',
  'CircuitOperation',
  'CompileDefinition',
  'CompileResult',
  'Diagnostic',
  'Downloads',
  'ErrorDetail',
  'ExampleProgram',
  'ExecuteDefinition',
  'ExecuteProgram',
  'ExecuteResult',
  'ItemChange',
  'JobActions',
  'JobChanges',
  'JobConnection',
  'JobCost',
  'JobEdge',
  'JobError',
  'JobEvent',
  'JobItemConnection',
  'JobItemEdge',
  'JobOutcome',
  'JobStatusInfo',
  'Noise',
  'OrganizationActions',
  'OrganizationConnection',
  'OrganizationEdge',
  'Following',
  'NotificationChanges',
  'NotificationConnection',
  'NotificationEdge',
  'NotificationError',
  'PageInfo',
  'PeopleError',
  'Permission',
  'ProgramStatistics',
  'ProjectActions',
  'ProjectConnection',
  'ProjectEdge',
  'ProjectError',
  'ProjectMember',
  'ProjectTeam',
  'Property',
  'PropertyDefinition',
  'PropertyPayload',
  'QueuePosition',
  'Quota',
  'QuotaGuardPayload',
  'ReceivedTeamInvitation',
  'RegisterCounts',
  'RetryPreview',
  'RetryPreviewItem',
  'RetryPreviewPayload',
  'StartEstimate',
  'StatusCounts',
  'StatusTimes',
  'TargetBusyness',
  'TeamActions',
  'TeamInvitation',
  'TeamMember',
  'UsageRow',
  'UserConnection',
  'UserEdge',
  'Viewer',
  'WebhookDeliveryConnection',
  'WebhookDeliveryEdge',
] as const;

/** The normalised cache, and which of its lists a mutation makes old. */
export function cache(): Exchange {
  return cacheExchange({
    keys: Object.fromEntries(EMBEDDED.map((type) => [type, () => null])),
    updates: {
      Mutation: {
        createProject: (_result, _args, store) => forgetQuery(store, 'projects'),
        archiveProject: (_result, _args, store) => forgetQuery(store, 'projects'),
        deleteProject: (_result, _args, store) => forgetQuery(store, 'projects'),
        deleteJob: (result, _args, store) => {
          const payload = result['deleteJob'];
          const id =
            typeof payload === 'object' && payload !== null && 'deletedJobId' in payload
              ? payload.deletedJobId
              : null;
          if (typeof id === 'string') store.invalidate({ __typename: 'Job', id });
        },
        rerunJob: (_result, args, store) => {
          const input = args['input'];
          const id = typeof input === 'object' && input !== null && 'jobId' in input ? input.jobId : null;
          if (typeof id === 'string') store.invalidate({ __typename: 'Job', id }, 'reruns');
        },
      },
    },
  });
}

function forgetQuery(store: Cache, field: string): void {
  for (const each of store.inspectFields('Query')) {
    if (each.fieldName === field) store.invalidate('Query', each.fieldName, each.arguments ?? undefined);
  }
}
