import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeFaults, BELL, expectNoSideways, startBench, type Bench } from './browser.ts';

/** Properties of projects, notifications and the audit, by the pages of the dashboard. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench({
    SHOTBOARD_SECRET_KEY: randomBytes(32).toString('base64'),
    SHOTBOARD_WEBHOOK_HOSTS: '127.0.0.1',
  });
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});
afterAll(() => bench.close());

const SHOTS = process.env['SHOTS'];
/** No fault of axe, not wider than the window; a picture where one is asked for. */
async function look(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
  expect(await axeFaults(page), name).toEqual([]);
  await expectNoSideways(page);
}
async function lookNarrow(path: string, ready: string, name: string): Promise<void> {
  const narrow = await bench.open(path, { colorScheme: 'dark', width: 390 });
  await narrow.getByText(ready).first().waitFor();
  await look(narrow, name);
}

test('a property is defined, asked for when a job is submitted, and a filter by numbers', async () => {
  const settings = `/projects/${bench.projectId}/settings`;
  const page = await bench.open(settings, { width: 1440 });
  await page.getByText('Nothing is defined yet').waitFor();
  await page.getByRole('button', { name: 'Define a property' }).click();
  await page.getByLabel('Name', { exact: true }).fill('energy');
  await page.getByLabel('Type').selectOption('NUMBER');
  await page.getByText('Teal').click();
  await page.getByLabel('Every job has to give it').check();
  await look(page, 'property-dialog');
  await page.getByRole('button', { name: 'Define it' }).click();
  await page.getByRole('button', { name: 'Change energy' }).waitFor();
  await look(page, 'project-settings');
  await lookNarrow(settings, 'energy', 'project-settings-narrow');

  const form = await bench.open(`/projects/${bench.projectId}/submit`, { width: 1440 });
  await form.getByLabel(/^energy/).waitFor();
  await form.getByLabel(/^energy/).fill('1.5');
  await look(form, 'submit-properties');
});

test('who follows a project sees its ends at the bell, and marks them as read', async () => {
  const page = await bench.open(`/projects/${bench.projectId}`, { width: 1440 });
  await page.getByRole('button', { name: 'Notify me' }).click();
  await page.getByLabel('Every job that ends').check();
  await expect.poll(() => page.getByLabel('Every job that ends').isChecked()).toBe(true);
  await look(page, 'notify-me');
  await bench.change('changeProperty', {
    projectId: bench.projectId,
    name: 'energy',
    isRequired: false,
  });
  // The list of another tab is open before anything ends: it shows the end without being asked.
  const list = await bench.open('/notifications', { width: 1440 });
  await list.getByText('Nothing yet').waitFor();
  await bench.submit('Bell pair', 'target_simulator', {
    execute: { programs: [{ name: 'bell', language: 'OPENQASM3', source: BELL, shots: 10 }] },
  });
  await list.getByRole('link', { name: 'Bell pair' }).waitFor({ timeout: 60_000 });
  for (const tab of [page, list]) await tab.getByRole('link', { name: 'Notifications 1 unread' }).waitFor();
  await look(page, 'bell');
  await look(list, 'notifications');
  await list.getByRole('button', { name: 'Add a webhook' }).click();
  await list.getByLabel('Name', { exact: true }).fill('Slack');
  await list.getByLabel('Address').fill('https://hooks.example.org/x');
  await list.getByRole('button', { name: 'Add it' }).click();
  await list.getByText('Keep this secret').waitFor();
  await look(list, 'webhook-secret');
  await list.getByRole('button', { name: 'Done' }).click();
  await list.getByText('https://hooks.example.org/x').waitFor();
  await lookNarrow('/notifications', 'Slack', 'notifications-narrow');
  await list.getByRole('button', { name: 'Mark all as read' }).click();
  await list.getByRole('button', { name: 'Mark as read: Bell pair' }).waitFor({ state: 'detached' });
  for (const tab of [page, list]) {
    await tab.getByRole('link', { name: /^Notifications \d/ }).waitFor({ state: 'detached', timeout: 5_000 });
  }
});

test('admins add a webhook of the organization, see what became of its deliveries, and switch it off', async () => {
  let code = 503;
  const receiver = createServer((_request, response) => response.writeHead(code).end());
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const { port } = receiver.address() as AddressInfo; // it listens by TCP
  try {
    const page = await bench.open('/organization/settings', { width: 1440 });
    const webhooks = page.getByRole('region', { name: 'Webhooks of the organization' });
    await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Lab archive');
    await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/ended`);
    await look(page, 'organization-webhook-dialog');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('button', { name: /^Copy the secret/ }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await webhooks.getByText('Lab archive').waitFor();

    await bench.submit('Sweep', 'target_simulator', {
      execute: { programs: [{ name: 'bell', language: 'OPENQASM2', source: BELL, shots: 10 }] },
    });
    const shown = async () => {
      await webhooks.getByRole('button', { name: 'Refresh the deliveries' }).click();
      const deliveries = webhooks.getByRole('list', { name: 'Last deliveries to Lab archive' });
      const own = deliveries.getByRole('listitem').filter({ hasText: 'Sweep' });
      return (await own.allInnerTexts()).join().replaceAll('\n', ' ');
    };
    await expect
      .poll(shown, { timeout: 60_000 })
      .toMatch(/on its way \d attempts?, answered 503 .* It answered 503\. Next attempt in/);
    await look(page, 'organization-webhooks');
    const { pathname } = new URL(page.url());
    await lookNarrow(pathname, 'Next attempt in', 'organization-webhooks-narrow');

    code = 204;
    await webhooks.getByRole('button', { name: 'Send once more: Sweep' }).click();
    await expect.poll(shown, { timeout: 30_000 }).toMatch(/delivered \d attempts, answered 204/);
    await webhooks.getByRole('button', { name: 'Switch off' }).click();
    await webhooks.getByText('off', { exact: true }).waitFor();
    await webhooks.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove the webhook' }).click();
    await webhooks.getByText('Lab archive').waitFor({ state: 'detached' });
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test('admins read the audit, with before and after, and filter it', async () => {
  const page = await bench.open('/organization/audit', { width: 1440 });
  await page.getByText('defined a property').first().waitFor();
  await page.getByRole('button', { name: /Details: .* changed a property energy/ }).click();
  await page.getByText('is required').waitFor();
  await look(page, 'audit');
  await page.getByRole('button', { name: 'Action', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Added a webhook' }).check();
  await page.keyboard.press('Escape');
  await page
    .getByRole('list', { name: 'Entries of the audit' })
    .getByText('defined a property')
    .waitFor({ state: 'detached' });
  expect(page.url()).toContain('action=webhook_added');
  await lookNarrow(`${new URL(page.url()).pathname}`, 'defined a property', 'audit-narrow');
});
