/** A page of a connection of the API. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Everything a connection holds, page by page, until the reader has enough. */
export async function* allNodes<Node>(
  read: (after: string | null) => Promise<Page<Node>>,
): AsyncGenerator<Node, void, void> {
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Page<Node> = await read(after);
    yield* nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
