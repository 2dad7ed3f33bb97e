import type { Api } from './api.ts';
import { wrongInput } from './exit.ts';
import { JOB_BY_ID, PROJECTS, TARGETS, type Project, type Target } from './operations.ts';
import { allNodes } from './pages.ts';
import type { Job } from './shapes.ts';

/** All projects the caller may see, archived ones too, newest first. */
export async function allProjects(api: Api): Promise<readonly Project[]> {
  const projects: Project[] = [];
  const read = async (after: string | null) => (await api.ask(PROJECTS, { after })).projects;
  for await (const project of allNodes(read)) projects.push(project);
  return projects;
}

/**
 * The project that is meant: by id, name, or name however it is capitalised; without a word for it, the only one.
 *
 * @throws CliExit when there is none, or more than one
 */
export async function findProject(api: Api, asked: string | undefined): Promise<Project> {
  const projects = await allProjects(api);
  const inUse = projects.filter((project) => project.archivedAt === null);
  if (asked !== undefined) {
    // A name in use goes before the same name in the archive.
    return byIdOrName('project', asked, inUse) ?? the('project', asked, projects);
  }
  const [only, ...more] = inUse;
  if (only === undefined) throw wrongInput('There is no project in use; make one on the dashboard first.');
  if (more.length > 0)
    throw wrongInput(`There is more than one project; say which with --project: ${list(inUse)}`);
  return only;
}

/**
 * The target that is meant; without a word for it, the simulator for execution and the first compiler for
 * compilation.
 *
 * @throws CliExit when there is none, or more than one
 */
export async function findTarget(
  api: Api,
  asked: string | undefined,
  jobType: 'COMPILE' | 'EXECUTE',
): Promise<Target> {
  const { targets } = await api.ask(TARGETS);
  if (asked !== undefined) return the('target', asked, targets);
  const fit = targets.filter((target) => target.jobType === jobType && target.status !== 'RETIRED');
  const kind = jobType === 'COMPILE' ? 'COMPILER' : 'SIMULATOR';
  const usual = fit.find((target) => target.kind === kind) ?? fit[0];
  if (usual === undefined) throw wrongInput(`The server has no target for ${jobType.toLowerCase()} jobs.`);
  return usual;
}

/** @throws CliExit when there is no such job */
export async function findJob(api: Api, id: string): Promise<Job> {
  const { job } = await api.ask(JOB_BY_ID, { id });
  if (job === null) throw noSuchJob(id);
  return job;
}

export function noSuchJob(id: string): Error {
  return wrongInput(`There is no job with id ${id}.`);
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The one thing with this id or name. */
export function the<Thing extends Named>(what: string, asked: string, things: readonly Thing[]): Thing {
  const found = byIdOrName(what, asked, things);
  if (found !== undefined) return found;
  const known = things.length > 0 ? `; there is ${list(things)}` : '';
  throw wrongInput(`There is no ${what} "${asked}"${known}.`);
}

function byIdOrName<Thing extends Named>(
  what: string,
  asked: string,
  things: readonly Thing[],
): Thing | undefined {
  const ways: readonly ((thing: Thing) => boolean)[] = [
    (thing) => thing.id === asked,
    (thing) => thing.name === asked,
    (thing) => thing.name.toLowerCase() === asked.toLowerCase(),
  ];
  for (const way of ways) {
    const found = things.filter(way);
    if (found.length > 1) {
      throw wrongInput(`More than one ${what} is named "${asked}"; say which by its id: ${list(found)}`);
    }
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** A few of them for an error's text. */
function list(things: readonly Named[]): string {
  const shown = things.slice(0, 10).map(({ name, id }) => `"${name}" (${id})`);
  return shown.join(', ') + (things.length > shown.length ? ` and ${things.length - shown.length} more` : '');
}
