import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { holds, scopeOfMutations, type Scope } from '../domain/scopes.ts';

/** Why a session or token may not run a valid operation; null when it may. */
export function refusesScope(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  scopes: readonly Scope[],
): GraphQLError | null {
  // Sessions hold all there is.
  if (holds(scopes, 'ADMIN')) return null;
  const names =
    operation.operation === OperationTypeNode.MUTATION ? rootFields(document, operation.selectionSet) : [];
  const needed = scopeOfMutations(names);
  if (holds(scopes, needed)) return null;
  const has = scopes.length === 0 ? 'none' : scopes.join(', ');
  return new GraphQLError(`This takes a token with the scope ${needed}; yours has ${has}.`, {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** The names of an operation's fields, those that come by fragments too; not what GraphQL itself answers. */
function rootFields(document: DocumentNode, { selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value.startsWith('__') ? [] : [selection.name.value];
      case Kind.INLINE_FRAGMENT:
        return rootFields(document, selection.selectionSet);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = document.definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
        );
        // Validated before: the fragment is there, and none holds itself.
        return fragment?.kind === Kind.FRAGMENT_DEFINITION ? rootFields(document, fragment.selectionSet) : [];
      }
    }
  });
}
