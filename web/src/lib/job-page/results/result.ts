import type { ItemResultQuery } from '../../graphql/graphql.ts';

export type ReadItem = NonNullable<NonNullable<ItemResultQuery['job']>['item']>;
export type Result = NonNullable<ReadItem['result']>;
/** A result of one kind. */
export type ResultOf<Kind extends Result['__typename']> = Extract<Result, { readonly __typename: Kind }>;
