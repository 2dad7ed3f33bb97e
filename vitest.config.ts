import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The file that the packages load: graphql refuses to work with a second copy of itself. */
const graphql = fileURLToPath(import.meta.resolve('graphql'));

/** Three suites: the server's, the dashboard's plain cores, and the browser's over the built product. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'web', include: ['web/src/**/*.test.ts'], environment: 'node' },
      },
      {
        test: {
          name: 'browser',
          include: ['web/e2e/**/*.e2e.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
