import type { Command } from 'commander';
import { CliExit, EXIT } from '../cli/exit.ts';
import type { CliIo } from '../cli/io.ts';
import { Output, table } from '../cli/output.ts';
import { SCOPES } from '../domain/scopes.ts';
import {
  OperatorError,
  addUser,
  changeUser,
  createToken,
  findUser,
  listUsers,
  resetLink,
  signInUrl,
  type Operator,
} from './accounts.ts';

/** Opens the database of the configuration; `close` lets go of it. */
export type OpenOperator = () => Promise<Operator & { close(): Promise<void> }>;

const HELP = `
These commands work on the database of the configuration itself, beside a server or without one. They take no token:
whoever may read and write the database may use them. What they do stands in the audit.`;

/** Adds `shotboard user …` and `shotboard token create`. */
export function addOperatorCommands(program: Command, io: CliIo, open: OpenOperator): void {
  /** Does the work with the database open, and tells what an operator did wrong. */
  const withOperator = async (work: (operator: Operator) => Promise<void>): Promise<void> => {
    const operator = await open();
    try {
      await work(operator);
    } catch (error) {
      throw error instanceof OperatorError ? new CliExit(EXIT.refused, error.message) : error;
    } finally {
      await operator.close();
    }
  };
  const output = ({ json }: { readonly json?: boolean }) => new Output(io, json ?? false);
  const JSON_OPTION = ['--json', 'print one JSON document a line on stdout, and nothing else'] as const;

  const user = program.command('user').description('look after users (for operators)');
  user.addHelpText('after', HELP);

  user
    .command('add <name>')
    .description('add a user, and print an address that signs them in, once, within an hour')
    .option('--email <email>', 'their e-mail, to sign in with a password')
    .option('--organization <organization>', 'its id or name; needed where there are several')
    .option('--admin', 'make them an admin of the organization')
    .option('--platform-admin', 'make them a platform admin')
    .option(...JSON_OPTION)
    .action((name: string, options: AddOptions) =>
      withOperator(async (operator) => {
        const made = await addUser(operator, {
          name,
          email: options.email ?? null,
          organization: options.organization ?? null,
          isOrganizationAdmin: options.admin ?? false,
          isPlatformAdmin: options.platformAdmin ?? false,
        });
        const { id, email } = made.user;
        await output(options).result(
          { id, name: made.user.name, email, signInUrl: made.signInUrl },
          () => `${id}\nSign in within an hour, once: ${made.signInUrl}`,
        );
      }),
    );

  user
    .command('list')
    .description('list all users')
    .option(...JSON_OPTION)
    .action((options: JsonOption) =>
      withOperator(async (operator) => {
        const all = await listUsers(operator);
        const rows = all.map(({ user: each, organization }) => ({
          id: each.id,
          name: each.name,
          email: each.email,
          organization: organization.name,
          status: each.status,
          isOrganizationAdmin: each.isOrganizationAdmin,
          isPlatformAdmin: each.isPlatformAdmin,
        }));
        await output(options).list(rows, () =>
          table(
            ['ID', 'NAME', 'E-MAIL', 'ORGANIZATION', 'STATUS', 'ADMIN OF'],
            rows.map((row) => [
              row.id,
              row.name,
              row.email ?? '',
              row.organization,
              row.status,
              row.isPlatformAdmin ? 'platform' : row.isOrganizationAdmin ? 'organization' : '',
            ]),
          ),
        );
      }),
    );

  const change = (
    name: string,
    description: string,
    done: string,
    what: Parameters<typeof changeUser>[2],
  ): void => {
    user
      .command(`${name} <user>`)
      .description(description)
      .action((given: string) =>
        withOperator(async (operator) => {
          const changed = await changeUser(operator, await findUser(operator, given), what);
          await output({}).result(null, () => `${changed.name} ${done}.`);
        }),
      );
  };
  change('disable', 'disable a user: they are signed out everywhere', 'is disabled', { status: 'DISABLED' });
  change('enable', 'let a disabled user sign in again', 'is enabled', { status: 'ACTIVE' });

  user
    .command('make-admin <user>')
    .description('make a user, by id or e-mail, an admin of their organization')
    .option('--platform', 'a platform admin instead')
    .action((given: string, options: { readonly platform?: boolean }) =>
      withOperator(async (operator) => {
        const what = options.platform ? { isPlatformAdmin: true } : { isOrganizationAdmin: true };
        const changed = await changeUser(operator, await findUser(operator, given), what);
        const of = options.platform ? 'a platform admin' : 'an admin of the organization';
        await output({}).result(null, () => `${changed.name} is ${of}.`);
      }),
    );

  user
    .command('reset-password <user>')
    .description('print a link that sets a new password, once, within an hour')
    .action((given: string) =>
      withOperator(async (operator) => {
        const link = await resetLink(operator, await findUser(operator, given));
        await output({}).result(null, () => link);
      }),
    );

  user
    .command('code <user>')
    .description('print an address that signs a user in, once, within an hour')
    .action((given: string) =>
      withOperator(async (operator) => {
        const address = await signInUrl(operator, await findUser(operator, given));
        await output({}).result(null, () => address);
      }),
    );

  const token = program.command('token').description('look after API tokens (for operators)');
  token.addHelpText('after', HELP);
  token
    .command('create <user>')
    .description('make an API token for a user, by id or e-mail, and print it')
    .requiredOption('--name <name>', 'what it is for')
    .option('--scope <scope>', `what it may do: ${SCOPES.join(', ')}`, 'JOBS')
    .option('--days <days>', 'after how many days it ends; without: when it is revoked')
    .option(...JSON_OPTION)
    .action((given: string, options: TokenOptions) =>
      withOperator(async (operator) => {
        const scope = SCOPES.find((each) => each === options.scope.toUpperCase());
        if (!scope) {
          throw new OperatorError(`--scope ${options.scope}: there are ${SCOPES.join(', ')}.`);
        }
        const expiresInDays = options.days === undefined ? null : Number(options.days);
        if (expiresInDays !== null && !Number.isInteger(expiresInDays)) {
          throw new OperatorError(`--days ${options.days ?? ''}: must be a whole number.`);
        }
        const made = await createToken(operator, await findUser(operator, given), {
          name: options.name,
          scopes: [scope],
          expiresInDays,
        });
        await output(options).result({ id: made.id, token: made.secret }, () => made.secret);
      }),
    );
}

interface JsonOption {
  readonly json?: boolean;
}
interface AddOptions extends JsonOption {
  readonly email?: string;
  readonly organization?: string;
  readonly admin?: boolean;
  readonly platformAdmin?: boolean;
}
interface TokenOptions extends JsonOption {
  readonly name: string;
  readonly scope: string;
  readonly days?: string;
}
