/** Thrown when a copy cannot be begun or was not good; the message tells people what to do. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}
