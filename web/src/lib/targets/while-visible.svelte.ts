/** Calls again and again while a component lives, but not while its page is in the background: once at its return. */
export function whileVisible(call: () => void, everyMs: number): void {
  $effect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const stop = () => {
      clearInterval(timer);
      timer = undefined;
    };
    const start = () => {
      timer ??= setInterval(call, everyMs);
    };
    const follow = () => {
      if (document.visibilityState === 'hidden') return stop();
      if (timer === undefined) call();
      start();
    };
    start();
    document.addEventListener('visibilitychange', follow);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', follow);
    };
  });
}
