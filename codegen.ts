import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types from `schema.graphql`: resolver types for the server, typed documents for the dashboard and the command line. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'server/graphql/schema-types.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          ID: 'string',
          DateTime: { input: 'Date', output: 'Date' },
          IntMap: 'Readonly<Record<string, number>>',
        },
        defaultScalarType: 'unknown',
        contextType: './context.ts#RequestContext',
        mapperTypeSuffix: 'Model',
        mappers: {},
        avoidOptionals: { field: true },
        immutableTypes: true,
      },
    },
    'web/src/lib/graphql/': {
      preset: 'client',
      documents: ['web/src/**/*.graphql'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', IntMap: 'Record<string, number>' },
        strictScalars: true,
      },
      presetConfig: { fragmentMasking: false, gqlTagName: 'graphql' },
    },
  },
  ignoreNoDocuments: true,
};
export default config;
