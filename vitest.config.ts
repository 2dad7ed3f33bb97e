import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The file that the packages load: graphql refuses to work with a second copy of itself. */
const graphql = fileURLToPath(import.meta.resolve('graphql'));

/** Short with every run of the tests; longer and from other seeds by `npm run fuzz`. */
const fuzz = {
  seconds: Number(process.env['FUZZ_SECONDS'] ?? 10),
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
};

/** A state that is waited for may come late on a busy machine; that it comes is what is tested. */
const expectations = { poll: { timeout: 20_000 } };

/** The server's suite, that of the API once more with compiled queries, the dashboard's plain cores, and the browser's over the built product. */
export default defineConfig({
  test: {
    // Tests wait more than they compute: as many files side by side as there are processors.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/test/postgres-of-run.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectations,
          provide: { execution: 'interpreted', fuzz },
        },
      },
      {
        resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
        test: {
          name: 'compiled',
          include: ['server/{auth,cli,graphql,live}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectations,
          provide: { execution: 'compiled', fuzz },
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
          expect: expectations,
          globalSetup: ['web/e2e/chromium.ts'],
        },
      },
    ],
  },
});
