import { and, asc, desc, eq, exists, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Project, ProjectRole, ProjectVisibility } from '../../domain/people.ts';
import type { ProjectStore } from '../store.ts';
import type { JobRemoval } from './job-removal.ts';
import { statement } from './queries.ts';
import { projectMembers, projects, projectTeams, teamMembers } from './schema.ts';
import type { Session, Transaction } from './session.ts';
import { jobCounts, organizationJobCounts } from './tallies.ts';

/** The most names a list of choices has. */
const MOST_CHOICES = 200;

/** Leaps through an index from one value to the next: as many steps as there are values, not rows. */
const DISTINCT = (table: string, owner: string, column: string): string =>
  `WITH RECURSIVE leap (value) AS (SELECT min(${column}) FROM ${table} WHERE ${owner} = $1 UNION ALL ` +
  `SELECT (SELECT min(${column}) FROM ${table} WHERE ${owner} = $1 AND ${column} > leap.value) FROM leap WHERE leap.value IS NOT NULL) ` +
  `SELECT value FROM leap WHERE value IS NOT NULL LIMIT ${MOST_CHOICES}`;

const STATEMENTS = {
  roles: statement(
    'SELECT project_id, role FROM project_members WHERE user_id = $1 AND project_id = ANY($2) UNION ALL ' +
      'SELECT p.project_id, p.role FROM team_members t JOIN project_teams p ON p.team_id = t.team_id ' +
      'WHERE t.user_id = $1 AND p.project_id = ANY($2)',
  ),
  propertyNames: statement(DISTINCT('job_properties', 'project_id', 'name')),
  submitters: statement(DISTINCT('jobs', 'project_id', 'created_by')),
  submittersOfOrganization: statement(DISTINCT('jobs', 'organization_id', 'created_by')),
};

export function projectStore(session: Session, removal: JobRemoval): ProjectStore {
  const { read } = session;
  const { orm } = read;

  const visible = (visibility: ProjectVisibility, includeArchived: boolean): SQL | undefined => {
    const current = includeArchived ? undefined : isNull(projects.archivedAt);
    switch (visibility.kind) {
      case 'all':
        return current;
      case 'organization':
        return and(
          or(eq(projects.organizationId, visibility.organizationId), hasRole(visibility.userId)),
          current,
        );
      case 'member':
        return and(hasRole(visibility.userId), current);
    }
  };
  const hasRole = (userId: string): SQL | undefined =>
    or(
      exists(
        orm
          .select({ one: sql`1` })
          .from(projectMembers)
          .where(and(eq(projectMembers.userId, userId), eq(projectMembers.projectId, projects.id))),
      ),
      exists(
        orm
          .select({ one: sql`1` })
          .from(teamMembers)
          .innerJoin(projectTeams, eq(projectTeams.teamId, teamMembers.teamId))
          .where(and(eq(teamMembers.userId, userId), eq(projectTeams.projectId, projects.id))),
      ),
    );

  /** A project that nobody else changes, and nobody submits to, from now on. */
  const lock = async (tx: Transaction, id: string): Promise<Project | undefined> => {
    const [project] = await tx.orm.select().from(projects).where(eq(projects.id, id)).for('update');
    return project;
  };

  return {
    createProject: (project, administrator) =>
      session.write(async (tx) => {
        await tx.orm.insert(projects).values(project);
        if (administrator === undefined) return;
        const member = { projectId: project.id, userId: administrator, role: 'ADMINISTRATOR' } as const;
        await tx.orm.insert(projectMembers).values(member);
      }),

    async projects(ids) {
      if (ids.length === 0) return [];
      const found = await orm
        .select()
        .from(projects)
        .where(inArray(projects.id, [...ids]));
      const byId = new Map(found.map((project) => [project.id, project]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async listProjects(visibility, includeArchived, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('>') : sql.raw('<');
      const after = from
        ? sql`(${projects.createdAt}, ${projects.id}) ${beyond} (${from.value}::bigint, ${from.id}::text)`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = await orm
        .select()
        .from(projects)
        .where(and(visible(visibility, includeArchived), after))
        .orderBy(towards(projects.createdAt), towards(projects.id))
        .limit(limit);
      return backwards ? rows.reverse() : rows;
    },

    async countProjects(visibility, includeArchived) {
      return orm.$count(projects, visible(visibility, includeArchived));
    },

    async projectRoles(userId, projectIds) {
      const rows = await read.rows<[string, ProjectRole]>(STATEMENTS.roles, [userId, projectIds]);
      return projectIds.map((id) => rows.filter(([projectId]) => projectId === id).map(([, role]) => role));
    },

    changeProject: (id, decide) =>
      session.write(async (tx) => {
        const project = await lock(tx, id);
        if (!project) return null;
        const decided = decide(project);
        if ('code' in decided) return decided;
        const { name, description, updatedAt, archivedAt } = decided;
        await tx.orm
          .update(projects)
          .set({ name, description, updatedAt, archivedAt })
          .where(eq(projects.id, id));
        return decided;
      }),

    deleteProject: (id, decide) =>
      session.writeAlone(async (tx) => {
        // As long as it takes: a project may hold a million jobs.
        await tx.rows({ text: 'SET LOCAL statement_timeout = 0' });
        const project = await lock(tx, id);
        if (!project) return null;
        const [counts] = await jobCounts(tx, [id]);
        const refused = counts ? decide(project, counts) : null;
        if (refused) return refused;
        await removal.removeAllOf(tx, id);
        await tx.orm.delete(projects).where(eq(projects.id, id));
        return { deleted: true } as const;
      }),

    jobCounts: (ids) => jobCounts(read, ids),
    organizationJobCounts: (ids) => organizationJobCounts(read, ids),

    async propertyNames(id) {
      return (await read.rows<[string]>(STATEMENTS.propertyNames, [id])).map(([name]) => name);
    },

    async submitters(owner) {
      const found =
        'projectId' in owner
          ? await read.rows<[string]>(STATEMENTS.submitters, [owner.projectId])
          : await read.rows<[string]>(STATEMENTS.submittersOfOrganization, [owner.organizationId]);
      return found.map(([userId]) => userId);
    },
  };
}
