import { mayUseCredential } from '../../domain/credential.ts';
import { idTypeOf, parseItemId } from '../../domain/ids.ts';
import { maySeeOrganization, sightOf } from '../../domain/organizations.ts';
import { maySeeTeam } from '../../domain/teams.ts';
import type { RequestContext } from '../context.ts';
import type { Resolvers, ResolversInterfaceTypes, ResolversTypes } from '../schema-types.generated.ts';
import { seesGroup } from './people.ts';

type NodeModel = ResolversInterfaceTypes<ResolversTypes>['Node'];

/** An object by its id; null when there is none that the viewer may see. */
async function nodeById(id: string, context: RequestContext): Promise<NodeModel | null> {
  const { loaders } = context;
  const type = idTypeOf(id);
  switch (type) {
    case 'Job':
      return loaders.job.load(id);
    case 'JobItem': {
      const key = parseItemId(id);
      return key && (await loaders.job.load(key.jobId)) ? loaders.item.load(key) : null;
    }
    case 'Project':
      return loaders.project.load(id);
    case 'Program':
      return loaders.program.load(id);
    case 'ProviderCredential': {
      const credential = await loaders.providerCredential.load(id);
      return credential && mayUseCredential(credential, context.viewer.user) ? credential : null;
    }
    case 'Target':
      return loaders.target.load(id);
    case 'User': {
      const user = await loaders.user.load(id);
      if (!user) return null;
      const isAcquainted = await loaders.isAcquainted.load(id);
      return sightOf(context.viewer.user, user, isAcquainted) === 'nothing' ? null : user;
    }
    case 'Organization':
      return maySeeOrganization(context.viewer.user, id) ? loaders.organization.load(id) : null;
    case 'Team': {
      const team = await loaders.team.load(id);
      return team && maySeeTeam(context.viewer.user, team) ? team : null;
    }
    case 'Group': {
      const group = await loaders.group.load(id);
      return group && (await seesGroup(group, context)) ? group : null;
    }
    // Of accounts nobody sees but whose they are, by `viewer`.
    case 'Session':
    case 'ApiToken':
    case 'Invitation':
    // The audit is read as a list alone.
    case 'AuditEntry':
    // Webhooks and what is told are read by whose they are.
    case 'Notification':
    case 'Webhook':
    case 'Delivery':
    case null:
      return null;
    default:
      return type satisfies never;
  }
}

export const node: Resolvers = {
  Query: {
    node: (_root, { id }, context) => nodeById(id, context),
  },
  Node: {
    // Items carry no id of their own: it is made from the job's; a team stands with its members.
    __resolveType: (object) => {
      if ('team' in object) return 'Team';
      const type = 'id' in object ? idTypeOf(object.id) : null;
      // What `nodeById` never answers is left out, so that the compiler knows too.
      switch (type) {
        case null:
        case 'Session':
        case 'ApiToken':
        case 'Invitation':
        case 'AuditEntry':
        case 'Notification':
        case 'Webhook':
        case 'Delivery':
          return 'JobItem';
        default:
          return type;
      }
    },
  },
  UserError: {
    __resolveType: () => 'JobError',
  },
};
