import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  axeFaults,
  bell,
  BROKEN,
  compile,
  execute,
  expectNoSideways,
  expectTrusted,
  loop,
  startBench,
  type Bench,
} from './browser.ts';

/** What holds for each page, with jobs of several statuses to show. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ SHOTBOARD_WORKERS: '1' });
  await bench.submit('Broken', 'target_qir_base', compile(BROKEN));
  await bench.submit('Bell', 'target_simulator', execute(bell));
  const stopped = await bench.submit('Stopped', 'target_simulator', execute(loop));
  await bench.change('cancelJob', { jobId: stopped });
  const name = '<img src=x onerror="document.title=1"><b>bold</b>';
  await bench.submit(name, 'target_simulator', execute({ ...bell, name }));
});
afterAll(async () => {
  await bench.close();
  expectTrusted(bench);
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});

describe('every page', () => {
  const pages = (): readonly (readonly [string, string])[] => [
    ['projects', '/projects'],
    ['jobs', `/projects/${bench.projectId}`],
    ['submit', `/projects/${bench.projectId}/submit`],
    ['targets', '/targets'],
    ['nodes', '/nodes'],
    ['statuses', '/statuses'],
    ['unknown job', '/jobs/job_01h455vb4pex5vsknk084sn02q'],
    ['not found', '/nowhere/at/all'],
  ];
  test.each(['light', 'dark'] as const)(
    'has no fault that axe finds, in %s, and fits a phone',
    async (colorScheme) => {
      const wide = await bench.open('/projects', { colorScheme });
      const narrow = await bench.open('/projects', { colorScheme, width: 390 });
      const { project } = await bench
        .server()
        .ask<{ project: { jobs: { nodes: { id: string; name: string }[] } } }>(
          'query ($id: ID!) { project(id: $id) { jobs(first: 100, filter: { name: "examples" }) { nodes { id name } } } }',
          { id: bench.projectId },
        );
      const tabs = ['results', 'items', 'timeline', 'events', 'definition'];
      const jobs = project.jobs.nodes.flatMap(({ id, name }) =>
        tabs.map((tab) => [`${name}: ${tab}`, `/jobs/${id}?tab=${tab}`] as const),
      );
      const walk = async (page: Page): Promise<void> => {
        for (const [name, path] of [...pages(), ...jobs]) {
          await page.goto(`${bench.server().url}${path}`);
          await page.getByRole('heading').first().waitFor();
          await page.waitForLoadState('networkidle');
          expect(await axeFaults(page), name).toEqual([]);
          await expectNoSideways(page);
        }
      };
      await Promise.all([wide, narrow].map(walk));
    },
  );

  test.each(['light', 'dark'] as const)(
    'GraphiQL asks, hints, documents and opens dialogs within the policy of its page, in %s',
    async (colorScheme) => {
      const page = await bench.open('/graphql', { colorScheme });
      const editor = page.locator('.graphiql-query-editor .CodeMirror');
      await editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('{ viewer { user { name } } }');
      await page.getByRole('button', { name: /execute query/i }).click();
      await page.locator('.result-window').getByText('Administrator').waitFor();
      await page.getByRole('button', { name: /documentation explorer/i }).click();
      await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().waitFor();
      await editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('{ view');
      const hints = page.locator('.CodeMirror-hints');
      await hints.getByText('viewer', { exact: true }).waitFor();
      // Without its style it would stand below everything, at the end of the page.
      expect(await hints.evaluate((one) => getComputedStyle(one).position)).toBe('absolute');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /settings/i }).click();
      await page.getByRole('dialog').getByText('Theme').first().waitFor();
      const policy = (await page.request.get(bench.server().url)).headers()['content-security-policy'];
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
    },
  );

  test('tells that there is no such job, and signing out ends the session', async () => {
    const page = await bench.open('/jobs/job_01h455vb4pex5vsknk084sn02q');
    await page.getByText('There is no such job').waitFor();
    await page.getByRole('button', { name: /Account and appearance of Administrator/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${bench.server().url}/projects`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
