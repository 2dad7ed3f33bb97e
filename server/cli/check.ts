import { Option, type Command } from 'commander';
import { refuseOn } from './api.ts';
import { language, wholeNumber } from './arguments.ts';
import { CliExit, EXIT } from './exit.ts';
import { findTarget } from './find.ts';
import type { CliIo } from './io.ts';
import { CHECK } from './operations.ts';
import { readPrograms } from './programs.ts';
import { diagnosticText } from './results.ts';
import { withSession } from './session.ts';
import type { Language } from './shapes.ts';

interface CheckOptions {
  readonly target?: string;
  readonly compile?: boolean;
  readonly shots?: number;
  readonly language?: Language;
  readonly json?: boolean;
}

/** `check`: looks at programs without making a job. */
export function addCheck(command: Command, io: CliIo): void {
  command
    .description('Look at programs for a target without making a job: errors, size, estimated cost')
    .argument('<files...>', 'OpenQASM (.qasm) and Q# (.qs) files')
    .option('-t, --target <target>', 'name or id (default: the simulator; with --compile the first compiler)')
    .option('-c, --compile', 'look at them for a compiler')
    .option('-n, --shots <n>', 'for the estimate of the cost', wholeNumber(0))
    .addOption(
      new Option('--language <language>', 'OPENQASM2, OPENQASM3 or QSHARP, for all files').argParser(
        language,
      ),
    )
    .action((files: string[], options: CheckOptions) => check(io, files, options));
}

async function check(io: CliIo, files: readonly string[], options: CheckOptions): Promise<void> {
  const programs = await readPrograms(io, files, options.language);
  await withSession(io, options, async ({ api, output }) => {
    const target = await findTarget(api, options.target, options.compile ? 'COMPILE' : 'EXECUTE');
    const bad: string[] = [];
    for (const { file, language: written, source } of programs) {
      const shots = options.shots === undefined ? {} : { shots: options.shots };
      const input = { targetId: target.id, language: written, source, ...shots };
      const { errors, ...found } = (await api.ask(CHECK, { input })).checkProgram;
      refuseOn(errors);
      if (found.valid !== true) bad.push(file);
      await output.result({ check: { file, ...found } }, () => {
        const { statistics: size, estimatedCredits: credits } = found;
        const verdict = found.valid ? 'valid' : 'not valid';
        const words = size ? `, ${size.qubits} qubits, depth ${size.depth}` : '';
        const cost = credits === null ? '' : `, ${credits} credits`;
        const lines = found.diagnostics.map((diagnostic) => `${file}:${diagnosticText(diagnostic)}`);
        return [`${file}: ${verdict}${words}${cost}`, ...lines].join('\n');
      });
    }
    if (bad.length > 0) throw new CliExit(EXIT.refused, `Not valid for ${target.name}: ${bad.join(', ')}`);
  });
}
