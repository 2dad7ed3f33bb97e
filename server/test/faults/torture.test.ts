import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DATABASES, stopServers } from './databases.ts';
import { torture } from './torture.ts';

/** Short with every run of the tests; longer and from other seeds by `npm run torture`. */
const SECONDS = 8;

afterAll(stopServers);

test.each(DATABASES)(
  `%s: ${SECONDS} s of everything that can break, and nothing is broken`,
  async (store) => {
    const folder = mkdtempSync(join(tmpdir(), 'shotboard-torture-'));
    try {
      const history = join(folder, 'history.jsonl');
      const nodes = store === 'sqlite' ? 1 : 2;
      const report = await torture({ store, seed: 1, seconds: SECONDS, history, nodes });
      expect(report.violations).toEqual([]);
      expect(report.jobs).toBeGreaterThan(5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);
