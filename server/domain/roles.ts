import { notFound, refusal, type Refusal } from './errors.ts';
import type { Limits } from './limits.ts';
import type {
  Access,
  Project,
  ProjectMember,
  ProjectRole,
  ProjectTeam,
  RoleSubject,
  TeamState,
  User,
} from './people.ts';
import { forbids } from './permissions.ts';

/** Who has a role in a project. */
export interface ProjectRoles {
  /** By name. */
  readonly members: readonly ProjectMember[];
  /** By name. */
  readonly teams: readonly ProjectTeam[];
}
/** What a change of one role is decided upon. */
export interface RoleState extends ProjectRoles {
  readonly project: Project;
  /** Whom the role is of; null when there is no such user or team. */
  readonly user: User | null;
  readonly team: TeamState | null;
}
export interface RoleChange {
  /** Null: none any more. */
  readonly role: ProjectRole | null;
}

/** The role somebody has of their own in a project; null when they have none. */
export function roleOf({ members, teams }: ProjectRoles, subject: RoleSubject): ProjectRole | null {
  const found =
    'userId' in subject
      ? members.find(({ userId }) => userId === subject.userId)
      : teams.find(({ teamId }) => teamId === subject.teamId);
  return found?.role ?? null;
}

/**
 * Gives, changes or takes away a role in a project. Administrators do so, also when the project is archived: who
 * may look at what it holds changes nothing of it. Users are of the project's organization; a team spans
 * organizations, and is brought in by one of its members. A project keeps an Administrator once it has one.
 *
 * @param seesUser - whether the viewer may know of the user at all
 * @param role - null takes the role away
 */
export function decideRole(
  viewer: User,
  access: Access,
  stored: RoleState,
  subject: RoleSubject,
  role: ProjectRole | null,
  seesUser: boolean,
  limits: Limits,
): RoleChange | Refusal {
  const forbidden = forbids(access, 'giveRoles');
  if (forbidden) return forbidden;
  const refused =
    'userId' in subject
      ? refusesUserRole(stored, subject.userId, role, seesUser, limits)
      : refusesTeamRole(viewer, stored, subject.teamId, role, limits);
  return refused ?? { role };
}

function refusesUserRole(
  { user, project, members }: RoleState,
  userId: string,
  role: ProjectRole | null,
  seesUser: boolean,
  limits: Limits,
): Refusal | null {
  const path = ['userId'];
  const before = members.find((member) => member.userId === userId);
  if (!before) {
    if (!user || !seesUser || role === null) return notFound('user', userId, path);
    if (user.organizationId !== project.organizationId) {
      const text = `${user.name} belongs to another organization: share the project with a team instead.`;
      return refusal('INVALID_INPUT', text, path);
    }
    if (user.status === 'DISABLED') {
      return refusal('INVALID_INPUT', `${user.name} is disabled.`, path);
    }
    if (members.length >= limits.projectMembers) {
      return tooMany('users', members.length, limits.projectMembers);
    }
  }
  const others = members.filter((member) => member.userId !== userId);
  if (
    before?.role === 'ADMINISTRATOR' &&
    role !== 'ADMINISTRATOR' &&
    !others.some((member) => member.role === 'ADMINISTRATOR')
  ) {
    const name = user?.name ?? 'This user';
    return refusal(
      'LAST_ADMIN',
      `${name} is the last Administrator of the project; make another one first.`,
      path,
    );
  }
  return null;
}

function refusesTeamRole(
  viewer: User,
  { team, teams }: RoleState,
  teamId: string,
  role: ProjectRole | null,
  limits: Limits,
): Refusal | null {
  const path = ['teamId'];
  if (teams.some((each) => each.teamId === teamId)) return null;
  const knows = viewer.isPlatformAdmin || team?.members.some((member) => member.userId === viewer.id);
  if (!team || !knows || role === null) return notFound('team', teamId, path);
  return teams.length >= limits.projectTeams ? tooMany('teams', teams.length, limits.projectTeams) : null;
}

function tooMany(what: string, count: number, most: number): Refusal {
  return refusal('LIMIT_EXCEEDED', `The project has ${count} ${what}; at most ${most} are allowed.`);
}
