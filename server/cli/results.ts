import type { Api } from './api.ts';
import { findJob, noSuchJob } from './find.ts';
import { table } from './output.ts';
import { allNodes } from './pages.ts';
import { ITEM_BY_INDEX, ITEMS, type Item } from './result-operations.ts';
import type { Diagnostic, Job, Statistics } from './shapes.ts';

/** How often each bit string was measured, per register. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What became of an item. An execution has `counts`, a compilation `output`, a syntax check `valid`. */
export interface ItemResult {
  readonly index: number;
  readonly name: string;
  readonly status: string;
  readonly message: string | null;
  readonly errorDetail?: Item['errorDetail'];
  readonly counts?: Counts;
  readonly shots?: number;
  readonly seed?: number;
  readonly method?: string;
  readonly format?: string;
  readonly profile?: string;
  readonly output?: string;
  readonly valid?: boolean;
  readonly statistics?: Statistics | null;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A job with what became of its items: the last line of `submit --watch --json`, and that of `result --json`. */
export interface JobResults {
  readonly job: Job;
  readonly items: readonly ItemResult[];
}

/** @throws CliExit when there is no such job */
export async function jobResults(api: Api, jobId: string): Promise<JobResults> {
  const items: ItemResult[] = [];
  let job = await findJob(api, jobId);
  const read = async (after: string | null) => {
    const answer = await api.ask(ITEMS, { id: jobId, after });
    if (answer.job === null) throw noSuchJob(jobId);
    const { items: page, ...rest } = answer.job;
    job = rest;
    return page;
  };
  for await (const item of allNodes(read)) items.push(itemResult(item));
  return { job, items };
}

/** One item alone; null where the job has none at that place. */
export async function itemResultAt(
  api: Api,
  jobId: string,
  index: number,
): Promise<{ readonly job: Job; readonly item: ItemResult | null }> {
  const { job: found } = await api.ask(ITEM_BY_INDEX, { id: jobId, index });
  if (found === null) throw noSuchJob(jobId);
  const { item, ...job } = found;
  return { job, item: item && itemResult(item) };
}

function itemResult(item: Item): ItemResult {
  const { index, name, status, message, errorDetail, result } = item;
  const head = { index, name, status, message, ...(errorDetail && { errorDetail }) };
  switch (result?.__typename) {
    case undefined:
      return head;
    case 'ExecuteResult': {
      const { shots, seed, method, registers } = result;
      const counts = Object.fromEntries(registers.map((register) => [register.name, register.counts]));
      return { ...head, counts, shots, seed, method };
    }
    case 'CompileResult': {
      const { format, profile, output, compileStatistics: statistics, diagnostics } = result;
      return { ...head, format, profile, output, statistics, diagnostics };
    }
    case 'CheckResult': {
      const { valid, checkStatistics: statistics, diagnostics } = result;
      return { ...head, valid, statistics, diagnostics };
    }
  }
}

/** How a job stands, in a line. */
export function jobLine(job: Job): string {
  const said = job.message === null ? '' : `: ${job.message}`;
  return `${job.id}  ${job.name}  ${job.status}${said}`;
}

/** Results for people: a row an item. */
export function resultsText({ job, items }: JobResults): string {
  const rows = items.map((item) => [String(item.index), item.name, item.status, outcome(item)]);
  return `${jobLine(job)}\n${table(['ITEM', 'NAME', 'STATUS', 'RESULT'], rows)}`;
}

/** How many bit strings of a register are shown in a row. */
const SHOWN = 8;

function outcome(item: ItemResult): string {
  if (item.counts !== undefined) {
    return Object.entries(item.counts)
      .map(([register, counts]) => `${register}: ${mostFrequent(counts)}`)
      .join('  ');
  }
  if (item.output !== undefined) return `${item.format} ${item.profile}, ${sizeOf(item)}`;
  if (item.valid !== undefined) return item.valid ? `valid, ${sizeOf(item)}` : 'not valid';
  return [item.message ?? '', ...(item.errorDetail?.diagnostics ?? []).slice(0, 3).map(diagnosticText)]
    .filter((text) => text !== '')
    .join(' | ');
}

function mostFrequent(counts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const shown = sorted.slice(0, SHOWN).map(([bits, n]) => `${bits}=${n}`);
  if (sorted.length > SHOWN) shown.push(`… ${sorted.length - SHOWN} more`);
  return shown.join(' ');
}

function sizeOf({ statistics }: Pick<ItemResult, 'statistics'>): string {
  return statistics ? `${statistics.qubits} qubits, depth ${statistics.depth}` : 'size unknown';
}

/** A compiler's message with its place. */
export function diagnosticText({ severity, code, message, line, column }: Diagnostic): string {
  const place = line === null ? '' : `${line}:${column ?? 1} `;
  return `${place}${severity.toLowerCase()}${code === null ? '' : ` ${code}`}: ${message}`;
}

/** One item for people: the program's text of a compilation, every count of an execution. */
export function itemText(item: ItemResult): string {
  if (item.output !== undefined) return item.output.replace(/\n$/, '');
  if (item.counts !== undefined) {
    const rows = Object.entries(item.counts).flatMap(([register, counts]) =>
      Object.entries(counts).map(([bits, n]) => [register, bits, String(n)]),
    );
    return table(['REGISTER', 'BITS', 'COUNT'], rows);
  }
  const messages = [...(item.errorDetail?.diagnostics ?? []), ...(item.diagnostics ?? [])].map(
    diagnosticText,
  );
  return [`${item.name}: ${item.status} ${outcome({ ...item, errorDetail: null })}`, ...messages].join('\n');
}
