import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import {
  axeFaults,
  bell,
  BROKEN,
  compile,
  execute,
  expectNoSideways,
  loop,
  startBench,
  type Bench,
} from './browser.ts';

let bench: Bench;
let secondId: string;
beforeAll(async () => {
  bench = await startBench();
  const { createProject } = await bench
    .server()
    .ask<{ createProject: { project: { id: string } } }>(
      'mutation { createProject(input: { name: "Second project" }) { project { id } } }',
    );
  secondId = createProject.project.id;
});
afterAll(() => bench.close());
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});

const dialog = (page: Page) => page.getByRole('dialog');
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('admins see the jobs of all projects together, live, and act on all that match', async () => {
  await bench.submit('Bell of the first', 'target_simulator', execute(bell));
  await bench.submit('Broken of the second', 'target_qir_base', compile(BROKEN), secondId);
  const page = await bench.open('/projects');
  await page.getByRole('heading', { name: 'Projects' }).waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('everybody');
  await page.keyboard.press('Enter');
  await row(page, 'Bell of the first').getByText('Completed').waitFor();
  await row(page, 'Broken of the second').getByText('Error', { exact: true }).waitFor();
  await row(page, 'Broken of the second').getByRole('link', { name: 'Second project' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/organization-jobs.png' });

  const endlessId = await bench.submit('Runs on and on', 'target_simulator', execute(loop), secondId);
  await page.getByRole('button', { name: /1 new/ }).click();
  await row(page, 'Runs on and on').getByText('Running').waitFor();

  await page.getByRole('button', { name: 'Project', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Second project' }).check();
  await page.keyboard.press('Escape');
  await page.getByText('2 jobs match').waitFor();
  expect(new URL(page.url()).searchParams.getAll('project')).toEqual([secondId]);

  await page.getByRole('checkbox', { name: 'Select Broken of the second' }).check();
  await page.getByRole('button', { name: 'Select all 2 that match' }).click();
  const bar = page.getByRole('region', { name: 'Selected jobs' });
  await bar.getByRole('button', { name: /^Retry/ }).click();
  for (const status of ['Error', 'Cancelled', 'Terminated', 'Depleted', 'Completed'])
    await dialog(page).getByRole('checkbox', { name: status }).waitFor();
  expect(await dialog(page).getByRole('radio').count()).toBe(4);
  await dialog(page).getByText('1 item of 1 job').waitFor();
  await page.screenshot({ path: 'test-results/organization-retry.png' });
  await dialog(page)
    .getByRole('button', { name: /^Retry/ })
    .click();
  await dialog(page)
    .getByText(/Broken of the second/)
    .waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('checkbox', { name: 'Select Runs on and on' }).check();
  await bar.getByRole('button', { name: /^Cancel/ }).click();
  await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
  await row(page, 'Runs on and on').getByText('Cancelled').waitFor();
  const { job } = await bench
    .server()
    .ask<{ job: { status: string } }>(`{ job(id: "${endlessId}") { status } }`);
  expect(job.status).toBe('CANCELLED');
});

test('an admin retries what was cancelled, after the preview and the confirmation', async () => {
  const id = await bench.submit('Cancelled run', 'target_simulator', execute(loop));
  await bench.change('cancelJob', { jobId: id });
  const page = await bench.open(`/jobs/${id}`);
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await dialog(page).getByRole('checkbox', { name: 'Cancelled' }).waitFor();
  await dialog(page).getByText('1 item', { exact: true }).waitFor();
  await dialog(page).getByRole('radio').last().check();
  const go = dialog(page).getByRole('button', { name: /^Retry/ });
  await dialog(page)
    .getByText(/use quota again/)
    .first()
    .waitFor();
  expect(await go.getAttribute('aria-disabled')).toBe('true');
  await dialog(page)
    .getByRole('checkbox', { name: /I accept/ })
    .check();
  await go.click();
  await page.getByText('Running').first().waitFor();
  await bench.change('cancelJob', { jobId: id });
});

test.each([
  ['wide, dark', 1440, 'dark'],
  ['narrow, light', 390, 'light'],
] as const)('the page is whole %s', async (name, width, colorScheme) => {
  const page = await bench.open('/organization/jobs', { width, colorScheme });
  await row(page, 'Bell of the first').first().waitFor();
  await expectNoSideways(page);
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: `test-results/organization-jobs-${name.replace(/\W+/g, '-')}.png` });
});
