import { expect, test } from 'vitest';
import { auditEntry, type AuditState, type Deed } from './audit.ts';
import { aUser } from './test-samples.ts';

const ORIGIN = { via: 'TOKEN', address: '192.0.2.7', tokenId: 'token_1', requestId: null } as const;
const DEED: Deed = { action: 'GROUP_CHANGED', subject: { type: 'Group', id: 'group_1', name: 'Optics' } };
const entry = (deed: Partial<Deed>) => auditEntry('audit_1', 5, aUser(), ORIGIN, { ...DEED, ...deed });

test('an entry tells who, when, from where and of what, by the actor’s organization where none is named', () => {
  expect(entry({})).toEqual({
    id: 'audit_1',
    at: 5,
    organizationId: aUser().organizationId,
    actorId: 'user_1',
    actorName: 'Ada',
    origin: ORIGIN,
    ...DEED,
    projectId: null,
    reason: null,
    idempotencyKey: null,
    before: null,
    after: null,
  });
  expect(entry({ organizationId: 'org_9' }).organizationId).toBe('org_9');
});

test.each<[string, AuditState | null, AuditState | null, AuditState | null, AuditState | null]>([
  ['what is new is kept whole', null, { name: 'a', priority: 5 }, null, { name: 'a', priority: 5 }],
  ['what is gone too', { name: 'a' }, null, { name: 'a' }, null],
  [
    'of a change what differs',
    { name: 'a', priority: 5 },
    { name: 'a', priority: 1 },
    { priority: 5 },
    { priority: 1 },
  ],
  ['a value that came or went', { a: 1 }, { b: 2 }, { a: 1, b: null }, { a: null, b: 2 }],
  ['lists by what they hold', { of: ['a'] }, { of: ['a'] }, {}, {}],
  ['long texts by their beginning', null, { text: 'x'.repeat(600) }, null, { text: `${'x'.repeat(500)}…` }],
])('%s', (_what, before, after, keptBefore, keptAfter) => {
  const kept = entry({ before, after });
  expect([kept.before, kept.after]).toEqual([keptBefore, keptAfter]);
});
