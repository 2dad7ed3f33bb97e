import { expect, test } from 'vitest';
import {
  ALL_ENTRIES,
  auditFile,
  auditFilterOf,
  isEverything,
  readAuditQuery,
  writeAuditQuery,
  type AuditQuery,
} from './audit-query.ts';

const SOME: AuditQuery = {
  text: 'bell & co',
  actions: ['JOB_RETRIED', 'JOB_DELETED'],
  actorId: 'user_1',
  subjectId: null,
  time: { kind: 'last', hours: 1 },
};
const NOW = Date.parse('2026-03-01T12:00:00Z');

test('what is written into an address is read from it', () => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(writeAuditQuery(SOME))) {
    for (const each of value === null ? [] : [value].flat()) params.append(name, each);
  }
  expect(readAuditQuery(params)).toEqual(SOME);
  expect(readAuditQuery(new URLSearchParams('action=nonsense&time=never'))).toEqual(ALL_ENTRIES);
});

test('everything is nothing asked for', () => {
  expect(isEverything(ALL_ENTRIES)).toBe(true);
  expect(isEverything(SOME)).toBe(false);
});

test('the list and the file ask for the same', () => {
  expect(auditFilterOf(SOME, NOW)).toEqual({
    text: 'bell & co',
    actions: ['JOB_RETRIED', 'JOB_DELETED'],
    actorIds: ['user_1'],
    subjectId: null,
    from: '2026-03-01T11:00:00.000Z',
    to: null,
  });
  expect(auditFile('org_1', SOME, NOW)).toBe(
    '/download/organizations/org_1-audit.csv?action=JOB_RETRIED&action=JOB_DELETED&text=bell+%26+co&actor=user_1&from=2026-03-01T11%3A00%3A00.000Z',
  );
  expect(auditFile('org_1', ALL_ENTRIES, NOW)).toBe('/download/organizations/org_1-audit.csv');
});
