import { DateTime, IntMap } from '../scalars.ts';
import type { Resolvers } from '../schema-types.generated.ts';
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { items } from './items.ts';
import { jobMutations } from './job-mutations.ts';
import { jobs } from './jobs.ts';
import { nodes } from './nodes.ts';
import { node } from './node.ts';
import { peopleMutations } from './people-mutations.ts';
import { notifications } from './notifications.ts';
import { people } from './people.ts';
import { programs } from './programs.ts';
import { projectMutations } from './project-mutations.ts';
import { projects } from './projects.ts';
import { quotas } from './quotas.ts';
import { remote } from './remote.ts';
import { status } from './status.ts';
import { subscriptions } from './subscriptions.ts';
import { targets } from './targets.ts';
import { teams } from './teams.ts';

/** All resolvers, a file a theme; the schema's builder merges them. */
export const resolvers: readonly Resolvers[] = [
  { DateTime, IntMap },
  people,
  accounts,
  audit,
  notifications,
  peopleMutations,
  teams,
  node,
  status,
  projects,
  projectMutations,
  jobs,
  jobMutations,
  items,
  programs,
  targets,
  nodes,
  remote,
  quotas,
  subscriptions,
];
