import { page } from '$app/state';
import { stored } from '../session/stored.ts';

const LAST_PROJECT = 'last-project';
let last = $state(stored.get(LAST_PROJECT));
let ofPage = $state<string | null>(null);

/** Which project the page is about. */
export const place = {
  /** From the address, or as the page told with `inProject`; else the last opened. */
  get projectId(): string | null {
    return page.params['projectId'] ?? ofPage ?? last;
  },
};

/** Remembers the project as the last opened. */
export function remember(projectId: string): void {
  last = projectId;
  stored.set(LAST_PROJECT, projectId);
}

/** For pages whose address does not name the project, as a job's: tells it while they live. */
export function inProject(projectId: () => string | null): void {
  $effect(() => {
    ofPage = projectId();
    return () => (ofPage = null);
  });
}
