import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from './resolvers/index.ts';

/** The public contract with its resolvers. */
export function buildSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: readFileSync(contractPath(), 'utf8'),
    resolvers: [...resolvers],
    resolverValidationOptions: { requireResolversForResolveType: 'error' },
  });
}

/** `schema.graphql` stands at the top of the house, above the sources as well as above what is built from them. */
function contractPath(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'schema.graphql');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error('schema.graphql is missing.');
  }
}
