import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { refuseOn } from './api.ts';
import { language, noise, property, wholeNumber, type Noise, type Property } from './arguments.ts';
import { CliExit, EXIT, wrongInput } from './exit.ts';
import { findProject, findTarget } from './find.ts';
import type { CliIo } from './io.ts';
import { SUBMIT } from './operations.ts';
import { readPrograms, type ProgramFile } from './programs.ts';
import { jobLine } from './results.ts';
import { withSession } from './session.ts';
import type { Language } from './shapes.ts';
import { watchJob } from './watch.ts';

interface SubmitOptions {
  readonly project?: string;
  readonly target?: string;
  readonly shots?: number;
  readonly compile?: boolean;
  readonly name?: string;
  readonly description?: string;
  readonly language?: Language;
  readonly seed?: number;
  readonly noise?: Noise;
  readonly group?: string;
  readonly property?: readonly Property[];
  readonly idempotencyKey?: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `submit`: files become the programs of a new job. */
export function addSubmit(command: Command, io: CliIo): void {
  command
    .description('Submit a job: each file is one of its programs (1 to 300)')
    .argument('<files...>', 'OpenQASM (.qasm) and Q# (.qs) files')
    .option('-p, --project <project>', 'name or id; not needed when there is only one')
    .option('-t, --target <target>', 'name or id (default: the simulator; with --compile the first compiler)')
    .option('-n, --shots <n>', 'how often each program runs; needed unless --compile', wholeNumber(0))
    .option('-c, --compile', 'compile instead of execute')
    .option('--name <name>', "the job's name (default: after its files)")
    .option('--description <text>', 'what the job is for')
    .option('--group <name>', 'the group it runs under, one of yours (default: your default group)')
    .addOption(
      new Option('--language <language>', 'OPENQASM2, OPENQASM3 or QSHARP, for all files').argParser(
        language,
      ),
    )
    .option('--seed <n>', 'makes an execution reproducible', wholeNumber(0))
    .option('--noise <name=number,...>', 'for noisy targets: pauliX, pauliY, pauliZ, loss', noise)
    .option('--property <name=value>', 'to find the job by; may be given again', property)
    .option('--idempotency-key <key>', 'the same key and the same job again answer with the first job')
    .option('-w, --watch', 'watch the job until it is final, then print its results')
    .action((files: string[], options: SubmitOptions) => submit(io, files, options));
}

async function submit(io: CliIo, files: readonly string[], options: SubmitOptions): Promise<void> {
  const definition = definitionOf(await readPrograms(io, files, options.language), options);
  await withSession(io, options, async (session) => {
    const { api, output } = session;
    const project = await findProject(api, options.project);
    const target = await findTarget(api, options.target, options.compile ? 'COMPILE' : 'EXECUTE');
    const idempotencyKey = options.idempotencyKey ?? randomUUID();
    const input = {
      projectId: project.id,
      name: options.name ?? nameAfter(files, definition.names),
      targetId: target.id,
      ...(options.description !== undefined && { description: options.description }),
      ...(options.group !== undefined && { group: options.group }),
      ...(options.property && { properties: options.property }),
      idempotencyKey,
      definition: definition.input,
    };
    const { submitJob } = await api.ask(SUBMIT, { input }).catch((error: unknown) => {
      throw unsure(error, idempotencyKey);
    });
    refuseOn(submitJob.errors);
    const { job } = submitJob;
    if (job === null) throw new CliExit(EXIT.unreachable, 'The server named neither a job nor an error.');
    if (options.watch) {
      output.note(`Submitted ${jobLine(job)}`);
      await watchJob(session, job, 0);
    } else {
      await output.result({ job }, () => jobLine(job));
    }
  });
}

/** Whoever loses the connection while submitting can find out whether the job was stored. */
function unsure(error: unknown, idempotencyKey: string): unknown {
  if (!(error instanceof CliExit) || error.code !== EXIT.unreachable) return error;
  const message = `The job may have been stored; to go on without submitting it twice, add --idempotency-key ${idempotencyKey}`;
  return new CliExit(error.code, [...error.problems, { message }]);
}

function definitionOf(programs: readonly ProgramFile[], options: SubmitOptions) {
  const names = programs.map(({ name }) => name);
  const plain = programs.map(({ name, language: written, source }) => ({ name, language: written, source }));
  const { shots, seed, noise: model } = options;
  if (options.compile) {
    const given = Object.entries({ '--shots': shots, '--seed': seed, '--noise': model });
    const wrong = given.filter(([, value]) => value !== undefined).map(([option]) => option);
    if (wrong.length > 0) throw wrongInput(`${wrong.join(', ')}: only for executions, not with --compile.`);
    return { names, input: { compile: { programs: plain } } };
  }
  if (shots === undefined)
    throw wrongInput('Say how often the programs run with --shots, or --compile them.');
  const runs = plain.map((program) => ({ ...program, shots, ...(seed !== undefined && { seed }) }));
  return { names, input: { execute: { programs: runs, ...(model && { noise: model }) } } };
}

function nameAfter(files: readonly string[], names: readonly string[]): string {
  const first = names[0] ?? 'job';
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}
