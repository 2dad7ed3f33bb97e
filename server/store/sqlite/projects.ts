import { and, asc, desc, eq, exists, isNull, or, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import type { Project, ProjectVisibility } from '../../domain/people.ts';
import { JOB_STATUSES, type JobStatus, type StatusCounts } from '../../domain/status.ts';
import type { ProjectStore } from '../store.ts';
import type { JobRemoval } from './job-removal.ts';
import { projectMembers, projects, projectTeams, teamMembers } from './schema.ts';
import type { Session } from './session.ts';

/** The most names a list of choices has. */
const MOST_CHOICES = 200;

export function projectStore({ db, orm, write, tallies }: Session, removal: JobRemoval): ProjectStore {
  const nextProperty = db
    .prepare('SELECT name FROM job_properties WHERE project_id = ? AND name > ? ORDER BY name LIMIT 1')
    .pluck();
  const submitterAfter = (owner: string, index: string) =>
    db
      .prepare(
        `SELECT created_by FROM jobs INDEXED BY ${index} ` +
          `WHERE ${owner} = ? AND created_by > ? ORDER BY created_by LIMIT 1`,
      )
      .pluck();
  const nextSubmitter = submitterAfter('project_id', 'jobs_by_submitter');
  const nextOfOrganization = submitterAfter('organization_id', 'jobs_by_organization_submitter');
  const countsOfOrganization = db
    .prepare(
      'SELECT c.status, sum(c.jobs) FROM projects p JOIN project_job_counts c ON c.project_id = p.id ' +
        'WHERE p.organization_id = ? GROUP BY c.status',
    )
    .raw();

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
  const projectById = orm
    .select()
    .from(projects)
    .where(eq(projects.id, sql.placeholder('id')))
    .prepare();
  const byId = (id: string): Project | undefined => projectById.get({ id });
  const user = sql.placeholder('user');
  const project = sql.placeholder('project');
  const rolesIn = unionAll(
    orm
      .select({ role: projectMembers.role })
      .from(projectMembers)
      .where(and(eq(projectMembers.userId, user), eq(projectMembers.projectId, project))),
    orm
      .select({ role: projectTeams.role })
      .from(teamMembers)
      .innerJoin(projectTeams, eq(projectTeams.teamId, teamMembers.teamId))
      .where(and(eq(teamMembers.userId, user), eq(projectTeams.projectId, project))),
  ).prepare();

  return {
    createProject: (project, administrator) =>
      write(() => {
        orm.insert(projects).values(project).run();
        if (administrator === undefined) return;
        const member = { projectId: project.id, userId: administrator, role: 'ADMINISTRATOR' } as const;
        orm.insert(projectMembers).values(member).run();
      }),

    async projects(ids) {
      return ids.map((id) => byId(id) ?? null);
    },

    async listProjects(visibility, includeArchived, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('>') : sql.raw('<');
      const after = from
        ? sql`(${projects.createdAt}, ${projects.id}) ${beyond} (${from.value}, ${from.id})`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = orm
        .select()
        .from(projects)
        .where(and(visible(visibility, includeArchived), after))
        .orderBy(towards(projects.createdAt), towards(projects.id))
        .limit(limit)
        .all();
      return backwards ? rows.reverse() : rows;
    },

    async countProjects(visibility, includeArchived) {
      return orm.$count(projects, visible(visibility, includeArchived));
    },

    async projectRoles(userId, projectIds) {
      return projectIds.map((id) => rolesIn.all({ user: userId, project: id }).map(({ role }) => role));
    },

    changeProject: (id, decide) =>
      write(() => {
        const project = byId(id);
        if (!project) return null;
        const decided = decide(project);
        if ('code' in decided) return decided;
        const { name, description, updatedAt, archivedAt } = decided;
        orm
          .update(projects)
          .set({ name, description, updatedAt, archivedAt })
          .where(eq(projects.id, id))
          .run();
        return decided;
      }),

    deleteProject: (id, decide) =>
      write(() => {
        const project = byId(id);
        if (!project) return null;
        const refused = decide(project, tallies.jobCounts(id));
        if (refused) return refused;
        removal.removeAllOf(id);
        orm.delete(projects).where(eq(projects.id, id)).run();
        return { deleted: true } as const;
      }),

    async jobCounts(ids) {
      return ids.map((id) => tallies.jobCounts(id));
    },

    async propertyNames(id) {
      return distinct((after) => nextProperty.get(id, after));
    },

    async organizationJobCounts(ids) {
      return ids.map((id) => countsOf(countsOfOrganization.all(id) as [number, number][]));
    },

    async submitters(owner) {
      return 'projectId' in owner
        ? distinct((after) => nextSubmitter.get(owner.projectId, after))
        : distinct((after) => nextOfOrganization.get(owner.organizationId, after));
    },
  };
}

/** Counts by the statuses' places; a status without a row has none. */
function countsOf(rows: readonly (readonly [place: number, jobs: number])[]): StatusCounts {
  const byPlace = new Map(rows);
  const counts = Object.fromEntries(JOB_STATUSES.map((status, place) => [status, byPlace.get(place) ?? 0]));
  // Every status has its count now.
  return counts as Record<JobStatus, number>;
}

/** Leaps through an index from one value to the next: as many steps as there are values, not rows. */
function distinct(next: (after: string) => unknown): readonly string[] {
  const found: string[] = [];
  for (let value = next(''); typeof value === 'string' && found.length < MOST_CHOICES; value = next(value)) {
    found.push(value);
  }
  return found;
}
