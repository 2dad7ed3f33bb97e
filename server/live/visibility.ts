import { mayAct } from '../domain/account.ts';
import type { UserId } from '../domain/job.ts';
import type { JobOwner } from '../domain/job-query.ts';
import type { Access, User } from '../domain/people.ts';
import { accessToJobsOf } from '../domain/organizations.ts';
import { accessTo } from '../domain/permissions.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';

/** A name for a project or an organization among all of them. */
export function ownerKey(owner: JobOwner): string {
  return 'projectId' in owner ? `project ${owner.projectId}` : `organization ${owner.organizationId}`;
}

/** What somebody is where they watch, asked of the store at most once in a while however many watch. */
export class Visibility {
  readonly #store: Store;
  readonly #answers = new Map<string, Promise<Access | null>>();
  readonly #acting = new Map<UserId, Promise<boolean>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Null for who may not see its jobs. Answers from memory until `forget` is called. */
  accessOf({ user }: Viewer, owner: JobOwner): Promise<Access | null> {
    // The same user may act as an admin by their session, and by a token as none.
    const key = `${user.id} ${user.isOrganizationAdmin} ${user.isPlatformAdmin} ${ownerKey(owner)}`;
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = this.#ask(user, owner);
      this.#answers.set(key, answer);
      // A database that did not answer is asked again.
      answer.catch(() => this.#answers.delete(key));
    }
    return answer;
  }

  /** Whether somebody still may act at all. Answers from memory until `forget` is called. */
  mayAct({ user }: Viewer): Promise<boolean> {
    let answer = this.#acting.get(user.id);
    if (!answer) {
      answer = this.#asTheyAct(user).then((found) => found !== null);
      this.#acting.set(user.id, answer);
      answer.catch(() => this.#acting.delete(user.id));
    }
    return answer;
  }

  /** Called every few seconds: what was answered before no longer counts. */
  forget(): void {
    this.#answers.clear();
    this.#acting.clear();
  }

  async #ask(viewer: User, owner: JobOwner): Promise<Access | null> {
    const user = await this.#asTheyAct(viewer);
    if (!user) return null;
    if ('projectId' in owner) {
      const [[project], [roles]] = await Promise.all([
        this.#store.projects([owner.projectId]),
        this.#store.projectRoles(user.id, [owner.projectId]),
      ]);
      return project ? accessTo(user, project, roles ?? []) : null;
    }
    const [organization] = await this.#store.organizations([owner.organizationId]);
    return organization ? accessToJobsOf(organization.id, user) : null;
  }

  /** The user as stored now, nobody's admin by a way in that lets them be none. Null when they are gone or disabled. */
  async #asTheyAct(viewer: User): Promise<User | null> {
    const [user] = await this.#store.users([viewer.id]);
    if (!mayAct(user)) return null;
    return {
      ...user,
      isOrganizationAdmin: user.isOrganizationAdmin && viewer.isOrganizationAdmin,
      isPlatformAdmin: user.isPlatformAdmin && viewer.isPlatformAdmin,
    };
  }
}
