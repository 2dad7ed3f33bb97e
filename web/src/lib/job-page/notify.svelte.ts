import type { JobHeadFragment } from '../graphql/graphql.ts';
import { STATUS } from '../status/status.ts';
import { toasts } from '../ui/toasts.svelte.ts';

/** Tells by a notification of the desktop when a job ends. Permission is asked for when somebody wants it, not before. */
export function notifyAtEnd(job: () => JobHeadFragment) {
  let isWanted = $state(false);
  const isPossible = typeof Notification !== 'undefined';

  $effect(() => {
    const { name, progress, status } = job();
    if (!isWanted || progress < 1) return;
    isWanted = false;
    new Notification(`${name}: ${STATUS[status].label}`, { body: job().message ?? '', tag: job().id });
  });

  return {
    /** The browser can, and there is an end to wait for. */
    get isPossible() {
      return isPossible && job().progress < 1;
    },
    get isWanted() {
      return isWanted;
    },
    async toggle() {
      if (isWanted) return void (isWanted = false);
      isWanted = (await Notification.requestPermission()) === 'granted';
      if (!isWanted)
        toasts.show('error', 'Your browser does not let this page notify you. Allow it in its settings.');
    },
  };
}

export type Notice = ReturnType<typeof notifyAtEnd>;
