import { Option, type Command } from 'commander';
import { oneOf, statuses, wholeNumber } from './arguments.ts';
import { CliExit, EXIT, reasonOf, wrongInput } from './exit.ts';
import { allProjects, findJob, findProject } from './find.ts';
import { cleanLine, jsonLine } from './clean-text.ts';
import type { CliIo } from './io.ts';
import { JOBS, TARGETS } from './operations.ts';
import { table } from './output.ts';
import { allNodes } from './pages.ts';
import { itemResultAt, itemText, jobResults, resultsText } from './results.ts';
import { withSession, type Session } from './session.ts';
import type { Job } from './shapes.ts';
import { watchJob } from './watch.ts';

interface JobsOptions {
  readonly project?: string;
  readonly status?: readonly string[];
  readonly name?: string;
  readonly type?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `jobs`: the newest jobs of a project. */
export function addJobs(command: Command, io: CliIo): void {
  command
    .description('List jobs of a project, newest first')
    .option('-p, --project <project>', 'name or id; not needed when there is only one')
    .option('--status <status,...>', 'only jobs in one of these statuses', statuses)
    .option('--name <text>', 'only jobs with this text in their name')
    .addOption(
      new Option('--type <type>', 'only COMPILE or EXECUTE jobs').argParser(oneOf(['COMPILE', 'EXECUTE'])),
    )
    .option('-l, --limit <n>', 'at most so many', wholeNumber(1), 20)
    .action((options: JobsOptions) =>
      withSession(io, options, async (session) => {
        const jobs = await listJobs(session, options);
        const documents = jobs.map((job) => ({ job }));
        await session.output.list(documents, () =>
          table(['ID', 'NAME', 'TYPE', 'STATUS', 'ITEMS', 'TARGET', 'CREATED'], jobs.map(jobRow)),
        );
      }),
    );
}

/** The most a page of the API holds. */
const PAGE = 100;

async function listJobs({ api }: Session, options: JobsOptions): Promise<readonly Job[]> {
  const project = await findProject(api, options.project);
  const filter = {
    ...(options.status && { statuses: options.status }),
    ...(options.name !== undefined && { name: options.name }),
    ...(options.type !== undefined && { types: [options.type] }),
  };
  const first = Math.min(PAGE, options.limit);
  const read = async (after: string | null) => {
    const answer = await api.ask(JOBS, { projectId: project.id, filter, first, after });
    if (answer.project === null) throw wrongInput(`There is no project with id ${project.id} any more.`);
    return answer.project.jobs;
  };
  const jobs: Job[] = [];
  for await (const job of allNodes(read)) {
    jobs.push(job);
    if (jobs.length >= options.limit) break;
  }
  return jobs;
}

function jobRow({ id, name, type, status, itemCounts, target, createdAt }: Job): readonly string[] {
  return [id, name, type, status, `${itemCounts.completed}/${itemCounts.total}`, target.name, createdAt];
}

/** `watch`: what happens to a job, until it is final. */
export function addWatch(command: Command, io: CliIo): void {
  command
    .description('Watch a job until it is final, then print its results')
    .argument('<job>', "the job's id")
    .option(
      '--after <version>',
      'first show the events after this version; 0 for all (default: only new ones)',
      wholeNumber(0),
    )
    .action((jobId: string, options: { readonly after?: number; readonly json?: boolean }) =>
      withSession(io, options, async (session) => {
        const job = await findJob(session.api, jobId);
        await watchJob(session, job, options.after);
      }),
    );
}

interface ResultOptions {
  readonly item?: number;
  readonly output?: string;
  readonly json?: boolean;
}

/** `result`: what became of a job's items. */
export function addResult(command: Command, io: CliIo): void {
  command
    .description("Print a job's results, as far as there are any")
    .argument('<job>', "the job's id")
    .option(
      '-i, --item <n>',
      'only this item, counted from 0: its compiled program or its counts in full',
      wholeNumber(0),
    )
    .option('-o, --output <file>', 'write to this file instead')
    .action((jobId: string, options: ResultOptions) =>
      withSession(io, options, async (session) => {
        const { document, text, missing } = await resultOf(session, jobId, options.item);
        if (options.output === undefined) await session.output.result(document, () => text);
        else await save(io, options.output, session.output.json ? jsonLine(document) : `${text}\n`);
        if (missing !== undefined) throw new CliExit(EXIT.jobNotCompleted, missing);
      }),
    );
}

async function resultOf({ api }: Session, jobId: string, index: number | undefined) {
  if (index === undefined) {
    const results = await jobResults(api, jobId);
    return { document: results, text: resultsText(results) };
  }
  const { job, item } = await itemResultAt(api, jobId, index);
  if (item === null)
    throw wrongInput(`The job has no item ${index}; it has ${job.itemCounts.total}, counted from 0.`);
  const there = item.counts !== undefined || item.output !== undefined || item.valid !== undefined;
  const document = { job, items: [item] };
  return there
    ? { document, text: itemText(item) }
    : {
        document,
        text: itemText(item),
        missing: `Item ${index} (${item.name}) is ${item.status} and has no result.`,
      };
}

async function save(io: CliIo, file: string, text: string): Promise<void> {
  try {
    await io.writeFile(file, text);
  } catch (error) {
    throw wrongInput(`Cannot write ${cleanLine(file)}: ${reasonOf(error)}`);
  }
}

/** `projects`: what the caller may see. */
export function addProjects(command: Command, io: CliIo): void {
  command.description('List the projects you may see').action((options: { readonly json?: boolean }) =>
    withSession(io, options, async ({ api, output }) => {
      const projects = await allProjects(api);
      const documents = projects.map((project) => ({ project }));
      const rows = projects.map(({ id, name, viewerRole, jobCounts, archivedAt }) => [
        id,
        name,
        viewerRole,
        String(jobCounts.total),
        archivedAt === null ? '' : 'archived',
      ]);
      await output.list(documents, () => table(['ID', 'NAME', 'ROLE', 'JOBS', ''], rows));
    }),
  );
}

/** `targets`: what jobs can run on. */
export function addTargets(command: Command, io: CliIo): void {
  command.description('List the targets jobs can run on').action((options: { readonly json?: boolean }) =>
    withSession(io, options, async ({ api, output }) => {
      const { targets } = await api.ask(TARGETS);
      const documents = targets.map((target) => ({ target }));
      const rows = targets.map(({ id, name, kind, status, jobType, maxQubits, queueLength }) => [
        id,
        name,
        kind,
        status,
        jobType,
        maxQubits === null ? '' : String(maxQubits),
        String(queueLength),
      ]);
      await output.list(documents, () =>
        table(['ID', 'NAME', 'KIND', 'STATUS', 'JOBS', 'QUBITS', 'WAITING'], rows),
      );
    }),
  );
}
