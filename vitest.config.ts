import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The file that the packages load: graphql refuses to work with a second copy of itself. */
const graphql = fileURLToPath(import.meta.resolve('graphql'));

/** Short with every run of the tests; longer and from other seeds by `npm run fuzz`. */
const fuzz = {
  seconds: Number(process.env['FUZZ_SECONDS'] ?? 10),
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
};

/** Files with whole processes, browsers or databases that break: tens of seconds each, whatever their size. */
const isLong = ({ moduleId }: TestSpecification): boolean =>
  /\/web\/e2e\/|\/server\/(test|store)\//.test(moduleId);

/**
 * Long files first, so that none of them is left when all others are done; and of these, by turns one of the browser's,
 * which compute, and one of the server's, which wait. The rest as Vitest has it.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = sorted.filter(isLong);
    const browser = long.filter(({ project }) => project.name === 'browser');
    const server = long.filter(({ project }) => project.name !== 'browser');
    const turns = Array.from({ length: Math.max(browser.length, server.length) }, (_, place) =>
      [browser[place], server[place]].filter((file) => file !== undefined),
    );
    return [...turns.flat(), ...sorted.filter((file) => !isLong(file))];
  }
}

/** A state that is waited for may come late on a busy machine; that it comes is what is tested. */
const expectations = { poll: { timeout: 20_000 } };

/** The server's suite, that of the API once more with compiled queries, the dashboard's plain cores, and the browser's over the built product. */
export default defineConfig({
  test: {
    // Tests wait as much as they compute: more files side by side than there are processors.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongFirst },
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
