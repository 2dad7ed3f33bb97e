import { createHash } from 'node:crypto';
import { Kind, parse, print, visit, type DocumentNode } from 'graphql';

/**
 * The documents a closed deployment takes, whatever their variables. They are compared as they are printed, without
 * `__typename`: clients with a cache add that to every selection.
 */
export class TrustedDocuments {
  readonly #hashes: ReadonlySet<string>;
  readonly #asked = new WeakMap<DocumentNode, boolean>();

  /** @throws GraphQLError for a text that is no document */
  constructor(texts: readonly string[]) {
    this.#hashes = new Set(texts.map((text) => hashOf(parse(text))));
  }

  has(document: DocumentNode): boolean {
    let trusted = this.#asked.get(document);
    if (trusted === undefined) {
      trusted = this.#hashes.has(hashOf(document));
      this.#asked.set(document, trusted);
    }
    return trusted;
  }
}

function hashOf(document: DocumentNode): string {
  const bare = visit(document, {
    Field: (field) => (field.name.value === '__typename' && !field.alias ? null : undefined),
    SelectionSet: {
      // One of nothing else would be left empty, which is no document any more.
      leave: (set) => (set.selections.length === 0 ? TYPENAME_ONLY : undefined),
    },
  });
  return createHash('sha256').update(print(bare)).digest('base64');
}

const TYPENAME_ONLY = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
} as const;
