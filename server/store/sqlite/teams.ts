import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { TeamState } from '../../domain/people.ts';
import type { ProjectRoles } from '../../domain/roles.ts';
import type { ProjectRoleStore, TeamStore } from '../people-store.ts';
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

type TeamReader = (id: string) => TeamState | null;

/** Teams, and the roles that users and teams have in projects. */
export function teamStore(session: Session): TeamStore & ProjectRoleStore {
  const read = teamReader(session);
  return { ...teamList(session, read), ...roleList(session, read) };
}

function teamReader({ orm }: Session): TeamReader {
  const id = sql.placeholder('id');
  const team = orm.select().from(teams).where(eq(teams.id, id)).prepare();
  // Rows stand in the order in which they came.
  const members = orm
    .select({ userId: teamMembers.userId, isManager: teamMembers.isManager })
    .from(teamMembers)
    .where(eq(teamMembers.teamId, id))
    .orderBy(sql`rowid`)
    .prepare();
  const invitations = orm
    .select({
      email: teamInvitations.email,
      invitedBy: teamInvitations.invitedBy,
      createdAt: teamInvitations.createdAt,
      declinedAt: teamInvitations.declinedAt,
    })
    .from(teamInvitations)
    .where(eq(teamInvitations.teamId, id))
    .orderBy(desc(teamInvitations.createdAt), asc(teamInvitations.email))
    .prepare();
  return (wanted) => {
    const found = team.get({ id: wanted });
    return found
      ? { team: found, members: members.all({ id: wanted }), invitations: invitations.all({ id: wanted }) }
      : null;
  };
}

function teamList({ orm, write }: Session, read: TeamReader): TeamStore {
  const ofUser = orm
    .select({ id: teams.id })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(eq(teamMembers.userId, sql.placeholder('user')))
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id))
    .prepare();
  const inviting = orm
    .select({ id: teamInvitations.teamId })
    .from(teamInvitations)
    .where(and(eq(teamInvitations.email, sql.placeholder('email')), isNull(teamInvitations.declinedAt)))
    .orderBy(desc(teamInvitations.createdAt), asc(teamInvitations.teamId))
    .prepare();

  /** Members and invitations that stay keep their rows, and with them their order. */
  const save = (before: TeamState | null, { team, members, invitations }: TeamState): void => {
    const teamId = team.id;
    const kept = new Set(members.map((member) => member.userId));
    for (const { userId } of before?.members ?? []) {
      if (kept.has(userId)) continue;
      orm
        .delete(teamMembers)
        .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId)))
        .run();
    }
    for (const { userId, isManager } of members) {
      orm
        .insert(teamMembers)
        .values({ teamId, userId, isManager })
        .onConflictDoUpdate({ target: [teamMembers.userId, teamMembers.teamId], set: { isManager } })
        .run();
    }
    const invited = new Set(invitations.map((invitation) => invitation.email));
    for (const { email } of before?.invitations ?? []) {
      if (invited.has(email)) continue;
      orm
        .delete(teamInvitations)
        .where(and(eq(teamInvitations.teamId, teamId), eq(teamInvitations.email, email)))
        .run();
    }
    for (const invitation of invitations) {
      const { email, ...set } = invitation;
      orm
        .insert(teamInvitations)
        .values({ teamId, email, ...set })
        .onConflictDoUpdate({ target: [teamInvitations.teamId, teamInvitations.email], set })
        .run();
    }
  };

  return {
    createTeam: (state) =>
      write(() => {
        orm.insert(teams).values(state.team).run();
        save(null, state);
      }),

    changeTeam: (id, decide) =>
      write(() => {
        const stored = read(id);
        if (!stored) return null;
        const decided = decide(stored);
        if ('code' in decided) return decided;
        const { name, description } = decided.team;
        orm.update(teams).set({ name, description }).where(eq(teams.id, id)).run();
        save(stored, decided);
        return decided;
      }),

    deleteTeam: (id, decide) =>
      write(() => {
        const stored = read(id);
        if (!stored) return null;
        const refused = decide(stored);
        if (refused) return refused;
        orm.delete(teams).where(eq(teams.id, id)).run();
        return { deleted: stored.team };
      }),

    async teams(ids) {
      return ids.map(read);
    },

    async teamsOf(userId) {
      return ofUser.all({ user: userId }).flatMap(({ id }) => read(id) ?? []);
    },

    async teamsInviting(email) {
      return inviting.all({ email }).flatMap(({ id }) => read(id) ?? []);
    },
  };
}

function roleList({ orm, write }: Session, read: TeamReader): ProjectRoleStore {
  const id = sql.placeholder('id');
  const project = orm.select().from(projects).where(eq(projects.id, id)).prepare();
  const user = orm.select().from(users).where(eq(users.id, id)).prepare();
  const members = orm
    .select({ userId: projectMembers.userId, role: projectMembers.role })
    .from(projectMembers)
    .innerJoin(users, eq(users.id, projectMembers.userId))
    .where(eq(projectMembers.projectId, id))
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .prepare();
  const projectTeamsOf = orm
    .select({ teamId: projectTeams.teamId, role: projectTeams.role })
    .from(projectTeams)
    .innerJoin(teams, eq(teams.id, projectTeams.teamId))
    .where(eq(projectTeams.projectId, id))
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id))
    .prepare();
  const projectIds = orm
    .select({ id: projects.id })
    .from(projectTeams)
    .innerJoin(projects, eq(projects.id, projectTeams.projectId))
    .where(eq(projectTeams.teamId, id))
    .orderBy(asc(sql`lower(${projects.name})`), asc(projects.id))
    .prepare();
  const rolesIn = (projectId: string): ProjectRoles => ({
    members: members.all({ id: projectId }),
    teams: projectTeamsOf.all({ id: projectId }),
  });

  return {
    async rolesInProjects(ids) {
      return ids.map(rolesIn);
    },

    async projectsOfTeams(ids) {
      return ids.map((team) => projectIds.all({ id: team }).map((row) => row.id));
    },

    changeProjectRole: (projectId, subject, decide) =>
      write(() => {
        const found = project.get({ id: projectId });
        if (!found) return null;
        const decided = decide({
          project: found,
          user: ('userId' in subject && user.get({ id: subject.userId })) || null,
          team: 'teamId' in subject ? read(subject.teamId) : null,
          ...rolesIn(projectId),
        });
        if ('code' in decided) return decided;
        const { role } = decided;
        if ('userId' in subject) {
          const { userId } = subject;
          if (role) {
            orm
              .insert(projectMembers)
              .values({ projectId, userId, role })
              .onConflictDoUpdate({
                target: [projectMembers.userId, projectMembers.projectId],
                set: { role },
              })
              .run();
          } else {
            orm
              .delete(projectMembers)
              .where(and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, userId)))
              .run();
          }
          return decided;
        }
        const { teamId } = subject;
        if (role) {
          orm
            .insert(projectTeams)
            .values({ projectId, teamId, role })
            .onConflictDoUpdate({ target: [projectTeams.teamId, projectTeams.projectId], set: { role } })
            .run();
        } else {
          orm
            .delete(projectTeams)
            .where(and(eq(projectTeams.projectId, projectId), eq(projectTeams.teamId, teamId)))
            .run();
        }
        return decided;
      }),
  };
}
