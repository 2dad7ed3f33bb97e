import graphqlPlugin from '@graphql-eslint/eslint-plugin';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** The walls of the house: what each folder of the server may not import (DESIGN: one way, down). */
const walls = {
  domain: { own: true, packages: ['*', '!vitest', '!fast-check'] },
  store: {
    folders: ['events', 'jobs', 'scheduler', 'live', 'graphql', 'auth', 'engine', 'providers', 'cli'],
  },
  engine: {
    folders: ['store', 'events', 'jobs', 'scheduler', 'live', 'graphql', 'auth', 'providers', 'cli'],
  },
  // Only `domain/`, and its own folder; the fakes are given the engine as a function.
  providers: {
    only: [
      '^(?:\\.\\./){1,2}(?!domain/)[a-z0-9-]+/',
      '^\\.\\./\\.\\./[a-z0-9-]+\\.ts$',
      '^\\.\\./(?:config|serve|main|first-start|fake-providers)\\.ts$',
      '^(?:graphql|drizzle-orm|better-sqlite3)(?:/|$)',
    ].join('|'),
  },
  events: {
    folders: ['store', 'jobs', 'scheduler', 'live', 'graphql', 'auth', 'engine', 'providers', 'cli'],
  },
  // Of `providers/` these two know the interfaces, never an adapter.
  jobs: { folders: ['scheduler', 'live', 'graphql', 'auth', 'engine', 'cli'], concrete: true },
  scheduler: { folders: ['live', 'graphql', 'auth', 'engine', 'cli'], concrete: true },
  live: { folders: ['scheduler', 'auth', 'engine', 'providers', 'cli'], concrete: true },
  graphql: { folders: ['scheduler', 'engine', 'providers', 'cli'], concrete: true },
  auth: { folders: ['scheduler', 'live', 'graphql', 'engine', 'providers', 'cli'], concrete: true },
  cli: {
    folders: [
      'domain',
      'store',
      'events',
      'jobs',
      'scheduler',
      'live',
      'graphql',
      'auth',
      'engine',
      'providers',
    ],
  },
};

const CONCRETE = [
  '**/store/sqlite/**',
  '**/store/postgres/**',
  '**/events/memory-bus.ts',
  '**/events/postgres-bus.ts',
  '**/providers/braket.ts',
  '**/providers/ionq.ts',
  '**/providers/connect.ts',
  '**/providers/fake/**',
];

function wall(folder, { own = false, packages = [], folders = [], concrete = false, only }) {
  const group = [
    ...(own ? ['../*', '../**', 'node:*', ...packages] : []),
    ...folders.flatMap((name) => [`../${name}/**`, `../../${name}/**`]),
    ...(concrete ? CONCRETE : []),
    ...(folder === 'store' ? [] : ['drizzle-orm', 'drizzle-orm/**', 'better-sqlite3']),
    ...(folder === 'graphql' || folder === 'live' || folder === 'cli'
      ? []
      : ['graphql', '**/graphql/*.generated.ts']),
  ];
  return {
    files: [`server/${folder}/**/*.ts`],
    ignores: [
      '**/*.test.ts',
      'server/store/conformance*.ts',
      'server/store/conformance/**',
      '**/*.generated.ts',
    ],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: own || only ? undefined : group,
              regex: own ? '^(?!\\./)' : only,
              message: `server/${folder}/ does not import this: dependencies go one way, down (CONTRIBUTING.md).`,
            },
          ].map((pattern) =>
            Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined)),
          ),
        },
      ],
    },
  };
}

export default ts.config(
  {
    ignores: [
      'dist/**',
      'data/**',
      '**/build/**',
      '**/.svelte-kit/**',
      '**/*.generated.ts',
      'web/src/lib/graphql/**',
      'server/store/*/migrations/**',
    ],
  },
  {
    files: ['server/**/*.ts', '*.ts', 'web/**/*.ts', 'web/**/*.svelte'],
    extends: [...ts.configs.strict],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'max-lines': ['error', 600],
    },
  },
  {
    files: ['server/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/config.ts', 'server/main.ts', '**/*.test.ts', 'server/bench/**', 'server/test/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'server/config.ts is the only reader of the environment.',
        },
      ],
    },
  },
  {
    files: ['server/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'crypto', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: '`now` is a parameter.' },
      ],
    },
  },
  ...Object.entries(walls).map(([folder, limits]) => wall(folder, limits)),
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['web/**/*.ts'],
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    files: ['web/src/**/*.ts', 'web/src/**/*.svelte'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/server/**'], message: 'server/ and web/ share nothing but schema.graphql.' },
          ],
        },
      ],
    },
  },
  {
    files: ['schema.graphql'],
    languageOptions: {
      parser: graphqlPlugin.parser,
      parserOptions: { graphQLConfig: { schema: './schema.graphql' } },
    },
    plugins: { '@graphql-eslint': graphqlPlugin },
    rules: {
      ...graphqlPlugin.configs['flat/schema-recommended'].rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      '@graphql-eslint/strict-id-in-types': 'off',
      '@graphql-eslint/no-typename-prefix': 'off',
      '@graphql-eslint/no-hashtag-description': 'off',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/naming-convention': 'off',
      '@graphql-eslint/description-style': 'off',
    },
  },
  prettier,
);
