import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { TeamState } from '../../domain/people.ts';
import type { ProjectRoles } from '../../domain/roles.ts';
import type { ProjectRoleStore, TeamStore } from '../people-store.ts';
import { USER_COLUMNS } from './columns-of.ts';
import type { Orm } from './queries.ts';
import {
  projectMembers,
  projects,
  projectTeams,
  teamInvitations,
  teamMembers,
  teams,
  users,
} from './schema.ts';
import type { Session } from './session.ts';

/** Teams, and the roles that users and teams have in projects. */
export function teamStore(session: Session): TeamStore & ProjectRoleStore {
  return { ...teamList(session), ...roleList(session) };
}

/** Teams in the order of their ids. */
async function readTeams(orm: Orm, ids: readonly string[]): Promise<readonly (TeamState | null)[]> {
  if (ids.length === 0) return [];
  const found = await orm
    .select()
    .from(teams)
    .where(inArray(teams.id, [...ids]));
  const members = await orm
    .select({ teamId: teamMembers.teamId, userId: teamMembers.userId, isManager: teamMembers.isManager })
    .from(teamMembers)
    .where(inArray(teamMembers.teamId, [...ids]))
    .orderBy(asc(teamMembers.seq));
  const invitations = await orm
    .select()
    .from(teamInvitations)
    .where(inArray(teamInvitations.teamId, [...ids]))
    .orderBy(desc(teamInvitations.createdAt), asc(teamInvitations.email));
  return ids.map((id) => {
    const team = found.find((one) => one.id === id);
    if (!team) return null;
    return {
      team,
      members: members
        .filter(({ teamId }) => teamId === id)
        .map(({ userId, isManager }) => ({ userId, isManager })),
      invitations: invitations
        .filter(({ teamId }) => teamId === id)
        .map(({ teamId: _, ...invitation }) => invitation),
    };
  });
}

async function readTeam(orm: Orm, id: string): Promise<TeamState | null> {
  const [team = null] = await readTeams(orm, [id]);
  return team;
}

function teamList({ read, writeAlone }: Session): TeamStore {
  /** Members and invitations that stay keep their rows, and with them their order. */
  const save = async (
    orm: Orm,
    before: TeamState | null,
    { team, members, invitations }: TeamState,
  ): Promise<void> => {
    const teamId = team.id;
    const kept = new Set(members.map((member) => member.userId));
    const left = (before?.members ?? []).map(({ userId }) => userId).filter((userId) => !kept.has(userId));
    if (left.length > 0) {
      await orm
        .delete(teamMembers)
        .where(and(eq(teamMembers.teamId, teamId), inArray(teamMembers.userId, left)));
    }
    for (const { userId, isManager } of members) {
      await orm
        .insert(teamMembers)
        .values({ teamId, userId, isManager })
        .onConflictDoUpdate({ target: [teamMembers.userId, teamMembers.teamId], set: { isManager } });
    }
    const invited = new Set(invitations.map((invitation) => invitation.email));
    const taken = (before?.invitations ?? [])
      .map(({ email }) => email)
      .filter((email) => !invited.has(email));
    if (taken.length > 0) {
      await orm
        .delete(teamInvitations)
        .where(and(eq(teamInvitations.teamId, teamId), inArray(teamInvitations.email, taken)));
    }
    for (const invitation of invitations) {
      const { email, ...set } = invitation;
      await orm
        .insert(teamInvitations)
        .values({ teamId, email, ...set })
        .onConflictDoUpdate({ target: [teamInvitations.teamId, teamInvitations.email], set });
    }
  };

  return {
    createTeam: (state) =>
      writeAlone(async ({ orm }) => {
        await orm.insert(teams).values(state.team);
        await save(orm, null, state);
      }),

    changeTeam: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const stored = await readTeam(orm, id);
        if (!stored) return null;
        const decided = decide(stored);
        if ('code' in decided) return decided;
        const { name, description } = decided.team;
        await orm.update(teams).set({ name, description }).where(eq(teams.id, id));
        await save(orm, stored, decided);
        return decided;
      }),

    deleteTeam: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const stored = await readTeam(orm, id);
        if (!stored) return null;
        const refused = decide(stored);
        if (refused) return refused;
        await orm.delete(teams).where(eq(teams.id, id));
        return { deleted: stored.team };
      }),

    teams: (ids) => readTeams(read.orm, ids),

    async teamsOf(userId) {
      const found = await read.orm
        .select({ id: teams.id })
        .from(teamMembers)
        .innerJoin(teams, eq(teams.id, teamMembers.teamId))
        .where(eq(teamMembers.userId, userId))
        .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id));
      const states = await readTeams(
        read.orm,
        found.map(({ id }) => id),
      );
      return states.filter((state) => state !== null);
    },

    async teamsInviting(email) {
      const found = await read.orm
        .select({ id: teamInvitations.teamId })
        .from(teamInvitations)
        .where(and(eq(teamInvitations.email, email), isNull(teamInvitations.declinedAt)))
        .orderBy(desc(teamInvitations.createdAt), asc(teamInvitations.teamId));
      const states = await readTeams(
        read.orm,
        found.map(({ id }) => id),
      );
      return states.filter((state) => state !== null);
    },
  };
}

function roleList({ read, writeAlone }: Session): ProjectRoleStore {
  const rolesIn = async (orm: Orm, ids: readonly string[]): Promise<readonly ProjectRoles[]> => {
    if (ids.length === 0) return [];
    const members = await orm
      .select({
        projectId: projectMembers.projectId,
        userId: projectMembers.userId,
        role: projectMembers.role,
      })
      .from(projectMembers)
      .innerJoin(users, eq(users.id, projectMembers.userId))
      .where(inArray(projectMembers.projectId, [...ids]))
      .orderBy(asc(sql`lower(${users.name})`), asc(users.id));
    const teamsIn = await orm
      .select({ projectId: projectTeams.projectId, teamId: projectTeams.teamId, role: projectTeams.role })
      .from(projectTeams)
      .innerJoin(teams, eq(teams.id, projectTeams.teamId))
      .where(inArray(projectTeams.projectId, [...ids]))
      .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id));
    return ids.map((id) => ({
      members: members
        .filter(({ projectId }) => projectId === id)
        .map(({ userId, role }) => ({ userId, role })),
      teams: teamsIn
        .filter(({ projectId }) => projectId === id)
        .map(({ teamId, role }) => ({ teamId, role })),
    }));
  };

  return {
    rolesInProjects: (ids) => rolesIn(read.orm, ids),

    async projectsOfTeams(ids) {
      if (ids.length === 0) return [];
      const rows = await read.orm
        .select({ teamId: projectTeams.teamId, id: projects.id })
        .from(projectTeams)
        .innerJoin(projects, eq(projects.id, projectTeams.projectId))
        .where(inArray(projectTeams.teamId, [...ids]))
        .orderBy(asc(sql`lower(${projects.name})`), asc(projects.id));
      return ids.map((teamId) => rows.filter((row) => row.teamId === teamId).map((row) => row.id));
    },

    changeProjectRole: (projectId, subject, decide) =>
      writeAlone(async ({ orm }) => {
        const [project] = await orm.select().from(projects).where(eq(projects.id, projectId));
        if (!project) return null;
        const [user = null] =
          'userId' in subject
            ? await orm.select(USER_COLUMNS).from(users).where(eq(users.id, subject.userId))
            : [];
        const team = 'teamId' in subject ? await readTeam(orm, subject.teamId) : null;
        const [roles = { members: [], teams: [] }] = await rolesIn(orm, [projectId]);
        const decided = decide({ project, user, team, ...roles });
        if ('code' in decided) return decided;
        const { role } = decided;
        if ('userId' in subject) {
          const { userId } = subject;
          const own = and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, userId));
          if (!role) await orm.delete(projectMembers).where(own);
          else {
            await orm
              .insert(projectMembers)
              .values({ projectId, userId, role })
              .onConflictDoUpdate({
                target: [projectMembers.userId, projectMembers.projectId],
                set: { role },
              });
          }
          return decided;
        }
        const { teamId } = subject;
        const own = and(eq(projectTeams.projectId, projectId), eq(projectTeams.teamId, teamId));
        if (!role) await orm.delete(projectTeams).where(own);
        else {
          await orm
            .insert(projectTeams)
            .values({ projectId, teamId, role })
            .onConflictDoUpdate({ target: [projectTeams.teamId, projectTeams.projectId], set: { role } });
        }
        return decided;
      }),
  };
}
