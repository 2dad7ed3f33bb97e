import { createSubscriber } from 'svelte/reactivity';

let now = Date.now();

/** One clock for all: it ticks once a second, and only while something on the page reads it. */
const ticking = createSubscriber((tick) => {
  const timer = setInterval(() => {
    now = Date.now();
    tick();
  }, 1000);
  return () => clearInterval(timer);
});

export const clock = {
  /** Milliseconds since 1970, to the second. What reads it is drawn again each second. */
  get now(): number {
    ticking();
    return Math.max(now, Date.now() - 1000);
  },
};
