import { Option, type Command } from 'commander';
import { refuseOn } from './api.ts';
import { oneOf, statuses } from './arguments.ts';
import { CliExit, EXIT } from './exit.ts';
import type { CliIo } from './io.ts';
import { CANCEL, RERUN, RETRY, RETRY_PREVIEW } from './operations.ts';
import { table } from './output.ts';
import { jobLine } from './results.ts';
import { withSession, type Session } from './session.ts';
import { STRATEGIES, type Job, type RetryPreview } from './shapes.ts';
import { watchJob } from './watch.ts';

interface Common {
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly idempotencyKey?: string;
}

const KEY = [
  '--idempotency-key <key>',
  'the same key and the same request again answer as the first time',
] as const;

/** `rerun`: the definition of a job once more, as a new job. */
export function addRerun(command: Command, io: CliIo): void {
  command
    .description('Run the definition of a job again as a new job')
    .argument('<job>', "the job's id")
    .requiredOption('--name <name>', "the new job's name")
    .option(...KEY)
    .option('-w, --watch', 'watch the new job until it is final, then print its results')
    .action((jobId: string, { name, idempotencyKey, watch, json }: Common & { name: string }) =>
      withSession(io, { json: json === true }, async (session) => {
        const input = { jobId, name, ...(idempotencyKey !== undefined && { idempotencyKey }) };
        const { job, source, errors } = (await session.api.ask(RERUN, { input })).rerunJob;
        refuseOn(errors);
        await showOrWatch(session, needed(job), { source }, watch === true, 0);
      }),
    );
}

interface RetryOptions extends Common {
  readonly status?: readonly string[];
  readonly strategy?: string;
  readonly acceptDuplicates?: boolean;
  readonly reason?: string;
  readonly preview?: boolean;
}

/** `retry`: items of a job once more, under the same name and id. */
export function addRetry(command: Command, io: CliIo): void {
  command
    .description('Run items of a job again, under the same name and id')
    .argument('<job>', "the job's id")
    .option('--status <status,...>', 'items in one of these final statuses (default: ERROR)', statuses)
    .addOption(
      new Option('--strategy <strategy>', `${STRATEGIES.join(', ')} (default: DEFAULT)`).argParser(
        oneOf(STRATEGIES),
      ),
    )
    .option('--accept-duplicates', 'accept that quota may be used again, or something submitted twice')
    .option('--reason <text>', 'why, for the history')
    .option('--preview', 'only tell what the retry would do')
    .option(...KEY)
    .option('-w, --watch', 'watch the job until it is final, then print its results')
    .action((jobId: string, options: RetryOptions) =>
      withSession(io, options, (session) =>
        options.preview ? showPreview(session, jobId, options) : retry(session, jobId, options),
      ),
    );
}

async function retry(session: Session, jobId: string, options: RetryOptions): Promise<void> {
  const { acceptDuplicates, reason, idempotencyKey, watch } = options;
  const input = {
    jobId,
    ...selection(options),
    ...(acceptDuplicates && { acceptDuplicates }),
    ...(reason !== undefined && { reason }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
  const { job, errors } = (await session.api.ask(RETRY, { input })).retryJob;
  const question = errors.find(({ code, preview }) => code === 'CONFIRMATION_REQUIRED' && preview !== null);
  if (question?.preview && !session.output.json) {
    for (const line of previewText(question.preview).split('\n')) session.output.note(line);
  }
  refuseOn(errors);
  await showOrWatch(session, needed(job), {}, watch === true);
}

async function showPreview({ api, output }: Session, jobId: string, options: RetryOptions): Promise<void> {
  const { retryPreview } = await api.ask(RETRY_PREVIEW, { input: { jobId, ...selection(options) } });
  refuseOn(retryPreview.errors);
  const { preview } = retryPreview;
  await output.result({ preview }, () =>
    preview === null ? 'Nothing would be done.' : previewText(preview),
  );
}

function selection({ status, strategy }: RetryOptions): object {
  return { ...(status && { itemStatuses: status }), ...(strategy !== undefined && { strategy }) };
}

function previewText(preview: RetryPreview): string {
  const rows = preview.items.map(({ index, name, status, effect }) => [String(index), name, status, effect]);
  const cpu = preview.estimatedCpuSeconds === null ? 'unknown' : `${preview.estimatedCpuSeconds} s`;
  return [
    `${preview.itemCount} items; estimated CPU time ${cpu}, credits ${preview.estimatedCredits}; possible duplicates ${preview.possibleDuplicates}`,
    ...preview.warnings.map((warning) => `warning: ${warning}`),
    ...(rows.length > 0 ? [table(['ITEM', 'NAME', 'STATUS', 'EFFECT'], rows)] : []),
    ...(preview.needsConfirmation ? ['To do it nevertheless, add --accept-duplicates.'] : []),
  ].join('\n');
}

/** `cancel`: tries to stop a job. */
export function addCancel(command: Command, io: CliIo): void {
  command
    .description('Try to stop a job as soon as possible; what has already started may still complete')
    .argument('<job>', "the job's id")
    .option('--reason <text>', 'why, for the history')
    .action((jobId: string, { reason, json }: { reason?: string; json?: boolean }) =>
      withSession(io, { json: json === true }, async ({ api, output }) => {
        const input = { jobId, ...(reason !== undefined && { reason }) };
        const { job: found, errors } = (await api.ask(CANCEL, { input })).cancelJob;
        refuseOn(errors);
        const { cancellation, ...job } = needed(found);
        await output.result({ job, cancellation }, () => jobLine(job));
      }),
    );
}

async function showOrWatch(
  session: Session,
  job: Job,
  more: object,
  watch: boolean,
  after: number = job.version,
): Promise<void> {
  if (!watch) return session.output.result({ job, ...more }, () => jobLine(job));
  session.output.note(jobLine(job));
  return watchJob(session, job, after);
}

function needed<Thing>(job: Thing | null): Thing {
  if (job === null) throw new CliExit(EXIT.unreachable, 'The server named neither a job nor an error.');
  return job;
}
