/** Calls back before the next frame, or after a quarter of a second where no frames are painted. */
export function nextFrame(callback: () => void): () => void {
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    stop();
    callback();
  };
  const frame = requestAnimationFrame(run);
  // A tab in the background paints nothing; its list must be right all the same.
  const timer = setTimeout(run, 250);
  return stop;
}
