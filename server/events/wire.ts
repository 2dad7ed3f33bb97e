import type { UserId } from '../domain/job.ts';
import type { JobStatus } from '../domain/status.ts';
import type { JobNotice, Word } from './bus.ts';

/** PostgreSQL refuses a payload of 8,000 bytes or more. */
const MOST_BYTES = 7_900;
/** More than this at once, and "look for yourselves" says it shorter. */
const MOST_PAYLOADS = 40;
/** The first element of each payload. A node that does not know a format looks for itself. */
const FORMAT = 1;

/** A notice as it travels: ids, version, flags, and how many items reached each final status. */
type WireNotice = readonly [
  jobId: string,
  projectId: string,
  organizationId: string,
  targetId: string,
  version: number,
  flags: number,
  finished: Readonly<Record<string, number>>,
];

export type Message =
  | { readonly sender: string; readonly notices: readonly JobNotice[] }
  | { readonly sender: string; readonly told: readonly UserId[] }
  | { readonly sender: string; readonly word: Word };

/** Before the users whose notifications changed. A node that does not know it yet looks for itself. */
const TOLD = 'told';

const FLAGS = ['deleted', 'waiting', 'cancelled', 'due'] as const;

/** Several notices of a job as one: the newest version, and all that happened. */
export function mergeNotices(earlier: JobNotice, later: JobNotice): JobNotice {
  return {
    ...later,
    version: Math.max(earlier.version, later.version),
    deleted: earlier.deleted || later.deleted,
    waiting: earlier.waiting || later.waiting,
    cancelled: earlier.cancelled || later.cancelled,
    due: earlier.due || later.due,
    finished: [...earlier.finished, ...later.finished],
  };
}

/**
 * Payloads for notices, each under the limit of a notification, in their order; one that says `missed` when they
 * would be too many, or one alone is too long.
 */
export function encodeNotices(sender: string, notices: readonly JobNotice[]): readonly string[] {
  return split(sender, [FORMAT, sender], notices.map(toWire));
}

/** The same for users whose notifications changed. */
export function encodeTold(sender: string, userIds: readonly UserId[]): readonly string[] {
  return split(sender, [FORMAT, sender, TOLD], userIds);
}

function split(sender: string, first: readonly unknown[], rest: readonly unknown[]): readonly string[] {
  const head = JSON.stringify(first).slice(0, -1);
  const payloads: string[] = [];
  let open = head;
  for (const each of rest) {
    const next = `,${JSON.stringify(each)}`;
    if (bytes(head) + bytes(next) + 1 > MOST_BYTES) return [encodeWord(sender, 'missed')];
    if (bytes(open) + bytes(next) + 1 > MOST_BYTES) {
      payloads.push(`${open}]`);
      open = head;
    }
    open += next;
  }
  if (open !== head) payloads.push(`${open}]`);
  return payloads.length > MOST_PAYLOADS ? [encodeWord(sender, 'missed')] : payloads;
}

export function encodeWord(sender: string, word: Word): string {
  return JSON.stringify([FORMAT, sender, word]);
}

/** What a payload says; null for what this version does not understand. */
export function decode(payload: string): Message | null {
  let message: unknown;
  try {
    message = JSON.parse(payload);
  } catch {
    return null;
  }
  if (!Array.isArray(message)) return null;
  const [format, sender, ...rest] = message as unknown[];
  if (format !== FORMAT || typeof sender !== 'string') return null;
  if (rest[0] === 'missed' || rest[0] === 'credentials') return { sender, word: rest[0] };
  if (rest[0] === TOLD) {
    const told = rest.slice(1);
    return told.every((id) => typeof id === 'string') ? { sender, told } : null;
  }
  if (!rest.every(isWire)) return null;
  return { sender, notices: rest.map(fromWire) };
}

function toWire(notice: JobNotice): WireNotice {
  const finished: Record<string, number> = {};
  for (const status of notice.finished) finished[status] = (finished[status] ?? 0) + 1;
  const flags = FLAGS.reduce((sum, flag, bit) => sum + (notice[flag] ? 1 << bit : 0), 0);
  const { jobId, projectId, organizationId, targetId, version } = notice;
  return [jobId, projectId, organizationId, targetId, version, flags, finished];
}

function fromWire([
  jobId,
  projectId,
  organizationId,
  targetId,
  version,
  flags,
  finished,
]: WireNotice): JobNotice {
  const [deleted, waiting, cancelled, due] = FLAGS.map((_, bit) => (flags & (1 << bit)) !== 0);
  return {
    jobId,
    projectId,
    organizationId,
    targetId,
    version,
    deleted: deleted ?? false,
    waiting: waiting ?? false,
    cancelled: cancelled ?? false,
    due: due ?? false,
    // Its sender knows the statuses of the same format.
    finished: Object.entries(finished).flatMap(([status, n]) =>
      new Array<JobStatus>(n).fill(status as JobStatus),
    ),
  };
}

function isWire(value: unknown): value is WireNotice {
  if (!Array.isArray(value) || value.length !== 7) return false;
  const [jobId, projectId, organizationId, targetId, version, flags, finished] = value as unknown[];
  return (
    [jobId, projectId, organizationId, targetId].every((id) => typeof id === 'string') &&
    typeof version === 'number' &&
    typeof flags === 'number' &&
    typeof finished === 'object' &&
    finished !== null &&
    Object.values(finished).every((n) => typeof n === 'number' && n >= 0 && n <= 10_000)
  );
}

const bytes = (text: string): number => Buffer.byteLength(text);
