/**
 * A key for one wish of a person: the same for every try of it, so that a repeated click does nothing twice.
 * `crypto.randomUUID` is missing where a page is not served over https or from this machine.
 */
export const wishKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
