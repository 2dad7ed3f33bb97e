import type { Access } from '../domain/people.ts';
import { accessTo } from '../domain/permissions.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';

/** What somebody is in a project, asked of the store at most once in a while however many watch. */
export class Visibility {
  readonly #store: Store;
  readonly #answers = new Map<string, Promise<Access | null>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Null for who may not see it. Answers from memory until `forget` is called. */
  accessOf(viewer: Viewer, projectId: string): Promise<Access | null> {
    const key = `${viewer.user.id} ${projectId}`;
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = this.#ask(viewer.user.id, projectId);
      this.#answers.set(key, answer);
      // A database that did not answer is asked again.
      answer.catch(() => this.#answers.delete(key));
    }
    return answer;
  }

  /** Called every few seconds: what was answered before no longer counts. */
  forget(): void {
    this.#answers.clear();
  }

  async #ask(userId: string, projectId: string): Promise<Access | null> {
    const [[user], [project], [roles]] = await Promise.all([
      this.#store.users([userId]),
      this.#store.projects([projectId]),
      this.#store.projectRoles(userId, [projectId]),
    ]);
    return user && project ? accessTo(user, project, roles ?? []) : null;
  }
}
