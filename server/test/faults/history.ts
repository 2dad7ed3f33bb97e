import { appendFileSync, writeFileSync } from 'node:fs';
import type { Store } from '../../store/store.ts';

/** One line of a history: who did what, what came of it, and when, in milliseconds since the beginning. */
export type Line =
  | {
      readonly did: 'submit';
      readonly key: string;
      readonly body: string;
      readonly outcome: Outcome;
      readonly jobId?: string;
    }
  | {
      readonly did: 'rerun';
      readonly key: string;
      readonly body: string;
      readonly outcome: Outcome;
      readonly jobId?: string;
    }
  | {
      readonly did: 'cancel' | 'retry' | 'bulk-cancel';
      readonly jobIds: readonly string[];
      readonly outcome: Outcome;
      readonly codes?: readonly string[];
    }
  | {
      readonly did: 'read';
      readonly jobId: string;
      readonly outcome: Outcome;
      readonly version?: number;
      readonly missing?: true;
    }
  | {
      readonly did: 'see';
      readonly jobId: string;
      readonly version: number;
      readonly kind: string;
      readonly status: string;
    }
  | { readonly did: 'fault'; readonly fault: string; readonly detail?: unknown }
  | {
      readonly did: 'check';
      readonly check: string;
      readonly broken: readonly string[];
      readonly detail?: unknown;
    };

/**
 * `acknowledged`: it was done, and holds from now on; `refused`: it was not, by a rule; `unknown`: the answer was lost, or
 * was a fault. Only what was acknowledged must be there afterwards; what is unknown may be there or not.
 */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

/** What clients did and were told, kept as JSON lines. */
export class History {
  readonly lines: (Line & { readonly who: string; readonly at: number })[] = [];
  readonly #file: string;
  readonly #start = performance.now();
  #unwritten = '';

  constructor(file: string) {
    this.#file = file;
    writeFileSync(file, '');
  }

  add(who: string, line: Line): void {
    const kept = { at: Math.round(performance.now() - this.#start), who, ...line };
    this.lines.push(kept);
    this.#unwritten += `${JSON.stringify(kept)}\n`;
    if (this.#unwritten.length > 10_000 || line.did === 'fault') this.flush();
  }

  flush(): void {
    appendFileSync(this.#file, this.#unwritten);
    this.#unwritten = '';
  }

  /** How often each thing was done, with each outcome. */
  tally(): Readonly<Record<string, number>> {
    const tally: Record<string, number> = {};
    for (const line of this.lines) {
      const name =
        line.did === 'fault'
          ? `fault ${line.fault}`
          : 'outcome' in line
            ? `${line.did} ${line.outcome}`
            : line.did;
      tally[name] = (tally[name] ?? 0) + 1;
    }
    return tally;
  }

  /** The jobs whose submission or rerun was acknowledged. */
  acknowledged(): ReadonlySet<string> {
    return new Set(
      this.lines.flatMap((line) =>
        (line.did === 'submit' || line.did === 'rerun') && line.outcome === 'acknowledged' && line.jobId
          ? [line.jobId]
          : [],
      ),
    );
  }
}

/**
 * Compares what clients were told with what is stored, when all is quiet.
 *
 * - I1: an acknowledged job is there, always; what nobody asked for is not
 * - I6: each subscriber saw each version once, in order, and as it is stored
 * - I7: one key, one job; the same key with another body was refused
 *
 * @param stored - the jobs there are, those of the first start left out
 * @returns one sentence for each thing that does not hold
 */
export async function brokenHistory(
  store: Store,
  { lines }: Pick<History, 'lines'>,
  stored: ReadonlySet<string>,
): Promise<readonly string[]> {
  const broken: string[] = [];
  const byKey = new Map<string, { readonly body: string; readonly jobIds: Set<string> }>();
  const seen = new Map<string, number>();
  const known = new Set<string>();
  for (const line of lines) {
    switch (line.did) {
      case 'submit':
      case 'rerun': {
        const name = `${line.did} ${line.key}`;
        const first = byKey.get(name) ?? { body: line.body, jobIds: new Set() };
        byKey.set(name, first);
        if (line.outcome !== 'acknowledged' || line.jobId === undefined) break;
        if (line.body !== first.body) broken.push(`I7: ${name} was taken with another body.`);
        first.jobIds.add(line.jobId);
        known.add(line.jobId);
        break;
      }
      case 'read':
        if (line.missing)
          broken.push(`I1: job ${line.jobId} was acknowledged and not found at ${line.at} ms.`);
        break;
      case 'see': {
        const name = `${line.who} ${line.jobId}`;
        const before = seen.get(name) ?? 0;
        if (line.version !== before + 1)
          broken.push(`I6: ${line.who} saw version ${line.version} of ${line.jobId} after ${before}.`);
        seen.set(name, line.version);
        break;
      }
      default:
        break;
    }
  }
  for (const [name, { jobIds }] of byKey)
    if (jobIds.size > 1) broken.push(`I7: ${name} stands for ${[...jobIds].join(' and ')}.`);
  for (const id of known)
    if (!stored.has(id)) broken.push(`I1: job ${id} was acknowledged and is not there.`);
  for (const id of stored) if (!known.has(id)) broken.push(`I1: job ${id} is there and nobody was told.`);

  const events = new Map<string, ReadonlyMap<number, string>>();
  for (const line of lines) {
    if (line.did === 'read' && line.version !== undefined) {
      const stood = await versionsOf(store, events, line.jobId);
      if (!stood.has(line.version))
        broken.push(`I2: version ${line.version} of ${line.jobId} was read and is gone.`);
    }
    if (line.did !== 'see') continue;
    const stood = (await versionsOf(store, events, line.jobId)).get(line.version);
    const told = `${line.kind} ${line.status}`;
    if (stood !== told)
      broken.push(`I6: ${line.who} saw version ${line.version} of ${line.jobId} as ${told}; it is ${stood}.`);
  }
  return broken;
}

async function versionsOf(
  store: Store,
  kept: Map<string, ReadonlyMap<number, string>>,
  jobId: string,
): Promise<ReadonlyMap<number, string>> {
  const before = kept.get(jobId);
  if (before) return before;
  const events = await store.events(jobId, 0, 100_000);
  const versions = new Map(events.map(({ version, kind, status }) => [version, `${kind} ${status}`]));
  kept.set(jobId, versions);
  return versions;
}
