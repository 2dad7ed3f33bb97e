#!/usr/bin/env node
import { Command } from 'commander';
import { addClientCommands, runProgram } from './cli/commands.ts';
import { processIo } from './cli/process-io.ts';
import { addOperatorCommands } from './operator/commands.ts';
import { ConfigError, readConfig, type Config } from './config.ts';

/** Exit codes of the server's own commands; those of the client's are in `cli/exit.ts`. */
const EXIT_FAILED = 1;
const EXIT_CONFIG = 2;

const program = new Command('shotboard')
  .description('Runs and manages quantum jobs.')
  .showHelpAfterError('(add --help for what there is)');

program
  .command('serve')
  .description('serve the API and the dashboard, and run jobs')
  .option('--role <role>', 'all, api (serve, run nothing) or worker (run, serve nothing)')
  .option('--targets <targets>', 'run only items of these targets: names or ids with commas between them')
  .action((options: { readonly role?: string; readonly targets?: string }) =>
    serve(configuration({ SHOTBOARD_ROLE: options.role, SHOTBOARD_TARGETS: options.targets })),
  );

program
  .command('migrate')
  .description('bring the database up to date and end')
  .action(async () => {
    const config = configuration();
    const { openStore } = await import('./serve.ts');
    const store = await openStore(config, (error) => {
      throw error;
    });
    await store.close();
    process.stdout.write('The database is up to date.\n');
  });

program
  .command('copy')
  .description('copy a database from SQLite to an empty one on PostgreSQL; the server has to be stopped')
  .requiredOption('--from <url>', 'the database to copy: sqlite:// and a file')
  .requiredOption('--to <url>', 'where to: postgres://user:password@host:port/name')
  .addHelpText(
    'after',
    '\nStop the server on the source first: it is only read, and stays as it is. Interrupted, the same command goes on\n' +
      'where it was. At the end what both hold is compared, table by table.',
  )
  .action(copy);

const io = processIo(process.env);
addClientCommands(program, io);
addOperatorCommands(program, io, async () => {
  const config = configuration();
  const { openOperator } = await import('./serve.ts');
  return openOperator(config).catch((error: unknown) => {
    process.stderr.write(`shotboard: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(EXIT_FAILED);
  });
});
process.exitCode = await runProgram(program, process.argv.slice(2), io);

/** The configuration; ends with one clear line when a value is wrong. */
function configuration(given: Readonly<Record<string, string | undefined>> = {}): Config {
  try {
    const set = Object.entries(given).filter(([, value]) => value !== undefined);
    return readConfig({ ...process.env, ...Object.fromEntries(set) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`shotboard: ${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

async function copy({ from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const { copyDatabase } = await import('./store/copy/copy.ts');
  const { table } = await import('./cli/output.ts');
  const report = await copyDatabase({
    from,
    to,
    now: Date.now(),
    onProgress: (name, copied) => process.stderr.write(`${name}: ${copied}\n`),
  }).catch((error: unknown) => {
    process.stderr.write(`shotboard: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(EXIT_FAILED);
  });
  const rows = report.tables.map((one) => {
    const isSame = one.sourceRows === one.targetRows && one.sourceHash === one.targetHash;
    const counts = [String(one.sourceRows), String(one.targetRows)];
    return [
      one.table,
      ...counts,
      one.sourceHash.slice(0, 12),
      one.targetHash.slice(0, 12),
      isSame ? 'same' : 'DIFFERS',
    ];
  });
  process.stdout.write(
    `${table(['TABLE', 'ROWS THERE', 'ROWS HERE', 'HASH THERE', 'HASH HERE', ''], rows)}\n`,
  );
  for (const sentence of report.wrongUsage) process.stderr.write(`shotboard: ${sentence}\n`);
  if (report.isSame) {
    process.stdout.write(
      'Everything was copied. Start servers with SHOTBOARD_DATABASE_URL set to the new database.\n',
    );
  } else {
    process.stderr.write('shotboard: the copy differs from its source. Empty the target and copy anew.\n');
  }
  if (!report.isSame || report.wrongUsage.length > 0) process.exit(EXIT_FAILED);
}

async function serve(config: Config): Promise<void> {
  // Loaded here, so that the client's commands need not wait for a server they do not run.
  const { newLogger, startShotboard } = await import('./serve.ts');
  const logger = newLogger(config);
  const shotboard = await startShotboard(config, logger).catch((error: unknown) => {
    logger.debug({ err: error }, 'could not start');
    process.stderr.write(
      `shotboard: could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : EXIT_FAILED);
  });
  process.stdout.write(
    `Shotboard listens on ${shotboard.url}\n` +
      (shotboard.signInUrl === null
        ? 'This node runs items; people and programs speak to the API nodes.\n'
        : `Open ${shotboard.signInUrl}\n(the code signs in once, within an hour)\n`),
  );

  await new Promise<void>((stopped, failed) => {
    let stopping = false;
    const stop = (signal: string): void => {
      // A second signal means: at once. What runs is rescued by the next start.
      if (stopping) process.exit(EXIT_FAILED);
      stopping = true;
      logger.info({ signal }, 'stopping');
      const deadline = setTimeout(() => {
        logger.error('not stopped within the deadline; ending');
        process.exit(EXIT_FAILED);
      }, config.drainMs + 15_000);
      deadline.unref();
      shotboard.stop().then(stopped, failed);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}
