import type { Command } from 'commander';
import type { CliIo } from './io.ts';
import { NODES } from './operations.ts';
import { table } from './output.ts';
import { withSession } from './session.ts';

/** `nodes`: the processes of Shotboard that are there. */
export function addNodes(command: Command, io: CliIo): void {
  command
    .description(
      'List the processes of Shotboard, what they run and which duties they have (platform admins)',
    )
    .action((options: { readonly json?: boolean }) =>
      withSession(io, options, async ({ api, output }) => {
        const { nodes } = await api.ask(NODES);
        const documents = nodes.map((node) => ({ node }));
        const rows = nodes.map(
          ({ id, label, role, version, running, slots, lastSeenAt, duties, targets }) => [
            id,
            label,
            role,
            version,
            slots === 0 ? '' : `${running}/${slots}`,
            lastSeenAt,
            duties.join(','),
            targets.map(({ name }) => name).join(', '),
          ],
        );
        if (nodes.length === 0) output.note('Nodes are shown to platform admins.');
        await output.list(documents, () =>
          table(['ID', 'NAME', 'ROLE', 'VERSION', 'RUNS', 'LAST SEEN', 'DUTIES', 'TARGETS'], rows),
        );
      }),
    );
}
