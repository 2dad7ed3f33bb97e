import { CommanderError, type Command } from 'commander';
import { addCancel, addRerun, addRetry } from './change-commands.ts';
import { addCheck } from './check.ts';
import { CliExit, ENVIRONMENT_HELP, EXIT, EXIT_CODES_HELP } from './exit.ts';
import type { CliIo } from './io.ts';
import { addNodes } from './nodes.ts';
import { Output } from './output.ts';
import { addGroups, addPeople, addRoles } from './people-commands.ts';
import { addJobs, addProjects, addResult, addTargets, addWatch } from './read-commands.ts';
import { addSubmit } from './submit.ts';
import { addTeams } from './team-commands.ts';

const COMMANDS: Readonly<Record<string, (command: Command, io: CliIo) => void>> = {
  submit: addSubmit,
  jobs: addJobs,
  watch: addWatch,
  rerun: addRerun,
  retry: addRetry,
  cancel: addCancel,
  result: addResult,
  check: addCheck,
  projects: addProjects,
  targets: addTargets,
  people: addPeople,
  groups: addGroups,
  teams: addTeams,
  roles: addRoles,
  nodes: addNodes,
};

/** Adds the commands that speak to a server over its public API. */
export function addClientCommands(program: Command, io: CliIo): void {
  for (const [name, add] of Object.entries(COMMANDS)) {
    const command = program.command(name);
    add(command, io);
    command
      .option('--json', 'print one JSON document a line on stdout, and nothing else')
      .addHelpText('after', ENVIRONMENT_HELP + '\n' + EXIT_CODES_HELP);
  }
}

/**
 * Runs the command line. What goes wrong is told on stderr.
 *
 * @param program - with all its commands
 * @param args - without the program's own name
 * @returns what the process is to end with
 * @throws whatever is a fault of ours
 */
export async function runProgram(program: Command, args: readonly string[], io: CliIo): Promise<number> {
  const end = args.indexOf('--');
  const output = new Output(io, args.slice(0, end < 0 ? undefined : end).includes('--json'));
  takeOver(program, io);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CliExit) {
      for (const problem of error.problems) output.problem(problem);
      return error.code;
    }
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok;
      // Help that nobody asked for explains itself.
      if (error.code !== 'commander.help') output.problem({ message: error.message.replace(/^error: /, '') });
      return EXIT.refused;
    }
    throw error;
  }
}

/** Commander writes where `io` says, throws instead of ending the process, and leaves telling errors to us. */
function takeOver(command: Command, io: CliIo): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
    outputError: () => undefined,
  });
  for (const child of command.commands) takeOver(child, io);
}
