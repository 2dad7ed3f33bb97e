import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Kind, parse, print, visit, type ASTNode, type DocumentNode } from 'graphql';

/**
 * The documents a closed deployment takes, whatever their variables. They are compared without
 * `__typename`, which clients with a cache add to every selection, and without regard to order.
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
  return createHash('sha256')
    .update(print(canonical(document)))
    .digest('base64');
}

/** Without `__typename`, and everything whose order means nothing in one order. */
function canonical(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: {
      enter: (field) => (field.name.value === '__typename' && !field.alias ? null : undefined),
      leave: (field) => ({ ...field, arguments: sorted(field.arguments) }),
    },
    // One of nothing else would be left empty, which is no document any more.
    SelectionSet: {
      leave: (set) =>
        set.selections.length === 0 ? TYPENAME_ONLY : { ...set, selections: sorted(set.selections) },
    },
    Directive: { leave: (directive) => ({ ...directive, arguments: sorted(directive.arguments) }) },
    OperationDefinition: {
      leave: (operation) => ({ ...operation, variableDefinitions: sorted(operation.variableDefinitions) }),
    },
    Document: { leave: ({ kind, definitions }) => ({ kind, definitions: sorted(definitions) }) },
  });
}

function sorted<Node extends ASTNode>(nodes: readonly Node[] | undefined): readonly Node[] {
  const printed = (nodes ?? []).map((node) => [print(node), node] as const);
  return printed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
}

const TYPENAME_ONLY = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
} as const;

/**
 * The documents of a manifest: a JSON list of them, or an object whose values they are, as code generators write.
 *
 * @throws Error, one line that names the file, for one that cannot be read or holds anything else
 */
export function readDocuments(file: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const texts: readonly unknown[] = Object.values(read ?? {});
    if (texts.length === 0) throw new Error('it holds no document');
    return texts.map((text, place) => {
      if (typeof text !== 'string') throw new Error(`its entry ${place} is no text`);
      parse(text);
      return text;
    });
  } catch (error) {
    throw new Error(`The documents in ${file} cannot be trusted: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
