import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFaults, expectNoSideways, startBench, type Bench } from './browser.ts';

/** Quotas and usage, by the pages of the dashboard alone. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});
afterAll(() => bench.close());

const SHOTS = process.env['SHOTS'];
/** No fault of axe, not wider than the window; a picture where one is asked for. */
async function look(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([]);
  await expectNoSideways(page);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const choose = async (page: Page, label: string, option: string | RegExp) => {
  await page.getByLabel(label, { exact: true }).first().click();
  await page.getByRole('option', { name: option }).click();
};

test('a quota is set, shown with what is used of it, told when a job is submitted, and removed', async () => {
  const programs = [{ name: 'bell', language: 'OPENQASM2', source: 'OPENQASM 2.0; qreg q[1];', shots: 10 }];
  await bench.submit('Bell', 'target_simulator', { execute: { programs } });
  const page = await bench.open('/organization');
  await page.getByRole('link', { name: 'Quotas' }).click();
  await page.getByText('No quota is set').waitFor();
  await page.getByRole('button', { name: 'Set a quota' }).click();
  await choose(page, 'For', 'The whole organization');
  await choose(page, 'What', /Simulation/);
  await page.getByLabel(/Limit/).fill('0');
  await look(page, 'quota-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Set the quota' }).click();
  await page.getByRole('meter', { name: /Simulation of/ }).waitFor();
  await look(page, 'quotas');
  const path = new URL(page.url()).pathname;

  const submit = await bench.open(`/projects/${bench.projectId}/submit?target=target_simulator`);
  await submit.getByText(/The SIMULATION quota of the organization .* is used up/).waitFor();

  const narrow = await bench.open(path, { colorScheme: 'dark', width: 390 });
  await narrow.getByRole('meter').waitFor();
  await look(narrow, 'quotas-narrow');

  await page.getByRole('button', { name: /Remove Simulation/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the quota' }).click();
  await page.getByText('No quota is set').waitFor();
});

test('usage is shown by user, group and project, and downloaded', async () => {
  const page = await bench.open('/organization');
  await page.getByRole('link', { name: 'Usage' }).click();
  await page.getByRole('columnheader', { name: 'User' }).waitFor();
  await look(page, 'usage');
  await choose(page, 'Split by', 'By project');
  await page.getByRole('columnheader', { name: 'Project' }).waitFor();
  expect(page.url()).toContain('by=PROJECT');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^org_\w+-usage\.csv$/);
  const narrow = await bench.open(new URL(page.url()).pathname, { colorScheme: 'dark', width: 390 });
  await narrow.getByRole('columnheader', { name: 'User' }).waitFor();
  await look(narrow, 'usage-narrow');
});
