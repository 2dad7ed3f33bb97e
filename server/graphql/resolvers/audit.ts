import { changesOf } from '../../domain/audit.ts';
import { administrates } from '../../domain/organizations.ts';
import { auditFilter } from '../audit-lists.ts';
import { connection, cursorOf, sliceOf, type CursorForm } from '../pagination.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const BY_TIME: CursorForm = { kind: 'audit', value: 'number' };

export const audit: Resolvers = {
  Organization: {
    audit: ({ id }, { filter, ...page }, { useCases: { store }, viewer }) => {
      if (!administrates(viewer.user, id)) return null;
      const wanted = auditFilter(filter);
      return connection(
        sliceOf(page, BY_TIME),
        (slice) => store.listAudit(id, wanted, slice),
        (entry) => cursorOf({ value: entry.at, id: entry.id }, BY_TIME),
        () => store.countAudit(id, wanted),
      );
    },
  },
  AuditConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  AuditEntry: {
    via: ({ origin }) => origin.via,
    address: ({ origin }) => origin.address,
    tokenId: ({ origin }) => origin.tokenId,
    requestId: ({ origin }) => origin.requestId,
    subjectType: ({ subject }) => subject.type,
    subjectId: ({ subject }) => subject.id,
    subjectName: ({ subject }) => subject.name,
    changes: (entry) => changesOf(entry),
  },
};
