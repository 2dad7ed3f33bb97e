import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { simulateDeviceText } from '../../server/engine/device-simulation.ts';
import { fakeBraket, FAKE_BRAKET_KEYS } from '../../server/providers/fake/fake-braket.ts';
import { fakeIonq, FAKE_IONQ_KEYS } from '../../server/providers/fake/fake-ionq.ts';
import type { FakeServer } from '../../server/providers/fake/fake-server.ts';
import { DEFAULT_SETTINGS } from '../../server/providers/fake/ledger.ts';
import { TARGET_OF } from '../../server/test/remote/remote-lab.ts';
import { axeFaults, bell, execute, expectNoSideways, startBench, type Bench } from './browser.ts';

let bench: Bench;
let braket: FakeServer;
let ionq: FakeServer;
beforeAll(async () => {
  braket = fakeBraket({ run: (text, shots, seed) => simulateDeviceText(text, 'BRAKET', shots, seed) });
  ionq = fakeIonq({ run: (text, shots, seed) => simulateDeviceText(text, 'IONQ', shots, seed) });
  await Promise.all([braket.start(), ionq.start()]);
  bench = await startBench({
    SHOTBOARD_SECRET_KEY: '07'.repeat(32),
    SHOTBOARD_BRAKET_ENDPOINT: braket.url,
    SHOTBOARD_IONQ_ENDPOINT: `${ionq.url}/v0.4`,
    SHOTBOARD_DEVICES_SECONDS: '1',
  });
});
afterAll(async () => {
  await bench.close();
  await Promise.all([braket.close(), ionq.close()]);
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  for (const fake of [braket, ionq]) {
    fake.set({ ...DEFAULT_SETTINGS, devices: {} });
    fake.clearFaults();
  }
  expect(bench.faults.splice(0)).toEqual([]);
});

const dialog = (page: Page) => page.getByRole('dialog');
const headStatus = (page: Page, status: string) =>
  page.getByRole('region', { name: 'About this job' }).getByText(status, { exact: true }).first().waitFor();
/** Its queue is as long as the test needs it to be. */
const LONG = { createdMs: 0, queuedMs: 3_600_000, queueDepth: 40 };

test('credentials are added in the page, tried before they are saved, and their devices become targets', async () => {
  const page = await bench.open('/credentials');
  await page.getByText('No credentials yet').waitFor();
  const add = async (fields: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(fields))
      await dialog(page).getByLabel(label, { exact: true }).fill(value);
    await dialog(page).getByRole('button', { name: 'Add the credentials' }).click();
  };
  await page.getByRole('button', { name: 'Add credentials' }).click();
  await dialog(page).getByLabel('IonQ').check();
  await add({ Name: 'Lab at IonQ', 'API key': 'a-key-that-ionq-never-gave' });
  await dialog(page)
    .getByRole('alert')
    .getByText(/^Not saved, because IonQ did not take them.*401/)
    .waitFor();
  await add({ 'API key': FAKE_IONQ_KEYS[0] });
  await page.getByText('Lab at IonQ', { exact: true }).waitFor();
  expect(await page.content()).not.toContain(FAKE_IONQ_KEYS[0]);

  await page.getByRole('button', { name: 'Add credentials' }).click();
  const aws = { Name: 'AWS', 'Access key id': FAKE_BRAKET_KEYS[0], 'Secret access key': 'any' };
  await add({ ...aws, 'Bucket for results': 'someones-bucket' });
  await dialog(page)
    .getByText(/begins with amazon-braket-/)
    .waitFor();
  await add({ 'Bucket for results': 'amazon-braket-lab' });
  await page.getByText('AWS', { exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);

  await page.getByRole('link', { name: 'Targets', exact: true }).click();
  const forte = page.getByRole('article', { name: 'Forte 1 at AWS Braket' });
  await forte.getByText('0.08 USD a shot').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  for (const path of ['/credentials', '/targets']) {
    const narrow = await bench.open(path, { colorScheme: 'dark', width: 390 });
    await narrow.getByText(/AWS/).first().waitFor();
    await expectNoSideways(narrow);
    expect(await axeFaults(narrow)).toEqual([]);
  }
});

test('a job goes to a remote device, its place falls, and its counts are read', async () => {
  braket.set({ createdMs: 0, queuedMs: 600_000, runningMs: 1_000, queueDepth: 40 });
  const page = await bench.open(`/projects/${bench.projectId}/submit`);
  await page.getByRole('button', { name: /^Bell pair/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('Far away');
  await page.getByRole('radio', { name: 'Forte 1 at AWS Braket' }).check();
  await page.getByText('The target takes this program').waitFor();
  await page.getByText('Estimated credits').waitFor();
  await page.getByRole('button', { name: 'Submit the job' }).click();
  await page.getByRole('heading', { name: 'Far away' }).waitFor();
  await page.getByRole('tab', { name: /^Items/ }).click();
  await page.getByRole('button', { name: /Bell pair/, expanded: false }).click();
  const remote = page.getByRole('region', { name: 'At AWS Braket' });
  await remote.getByText('40 ahead').waitFor();
  await remote.getByText(/quantum-task/).waitFor();

  // Most of the queue passes; an admin does not wait for the next look.
  braket.advance(540_000);
  await page.getByRole('button', { name: 'Re-synchronise', exact: true }).click();
  await dialog(page).getByText('asked for at the provider, nothing submitted').waitFor();
  await dialog(page).getByRole('button', { name: 'Ask the provider' }).click();
  await remote.getByText(/^[1-4] ahead$/).waitFor();
  braket.advance(120_000);
  await headStatus(page, 'Completed');
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.getByText(/1,000 shots · measured by the device/).waitFor();
  await page.getByRole('img', { name: /^Counts of c: 00 \d+ times, 11 \d+ times$/ }).waitFor();
  expect(braket.ledger.tasks).toHaveLength(1);
});

describe('a cancellation tells what the provider makes of it', () => {
  test.each([
    // The rules: a job is CANCELLING from a cancel on until all its items are final, also when it was refused.
    ['accept', 'Stopped', 'Cancelled', 'Cancelled'],
    ['refuse', 'Refused', 'Cancelling', 'Queued'],
    ['ignore', 'Accepted, not ended yet', 'Cancelling', 'Cancelling'],
    ['complete', 'Too late', 'Completed', 'Completed'],
  ] as const)('one that would %s: %s', async (cancel, outcome, status, item) => {
    ionq.set({ ...LONG, cancel });
    const id = await bench.submit(`Would ${cancel}`, TARGET_OF.IONQ, execute(bell));
    const page = await bench.open(`/jobs/${id}?tab=events`);
    await page.getByText('Handed over to the provider').waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog(page)
      .getByText(/the provider decides/)
      .waitFor();
    await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
    const cancellation = page.getByRole('group', { name: 'Cancellation' });
    await cancellation.getByRole('row', { name: /IonQ/ }).getByText(outcome, { exact: true }).waitFor();
    await headStatus(page, status);
    await page.getByRole('tab', { name: /^Items/ }).click();
    await page
      .getByRole('button', { name: /bell/, expanded: false })
      .getByText(item, { exact: true })
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});

test('what failed to give its result is submitted again only after the warning is accepted', async () => {
  ionq.set({ createdMs: 0, queuedMs: 0, runningMs: 500 });
  ionq.fail({ operation: 'result', kind: 'error', status: 400 });
  const before = ionq.ledger.tasks.length;
  const id = await bench.submit('Lost its result', TARGET_OF.IONQ, execute(bell));
  const page = await bench.open(`/jobs/${id}`);
  await headStatus(page, 'Error');
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await dialog(page).getByText('asked for at the provider, nothing submitted').waitFor();
  await dialog(page)
    .getByRole('radio', { name: /^Submit again without a result/ })
    .check();
  await dialog(page).getByText('1 item may be submitted to the provider twice.').waitFor();
  await dialog(page)
    .getByText(/up to 5\.42 credits/)
    .waitFor();
  const go = dialog(page).getByRole('button', { name: /^Retry/ });
  expect(await go.getAttribute('aria-disabled')).toBe('true');
  expect(ionq.ledger.tasks).toHaveLength(before + 1);
  await dialog(page)
    .getByRole('checkbox', { name: /I accept/ })
    .check();
  await go.click();
  await headStatus(page, 'Completed');
  expect(ionq.ledger.tasks).toHaveLength(before + 2);
});

test('a device that is offline keeps its queue; one that nobody has credentials for says so', async () => {
  braket.set({ devices: { 'arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1': 'OFFLINE' } });
  const targets = await bench.open('/targets');
  const forte = targets.getByRole('article', { name: 'Forte 1 at AWS Braket' });
  await forte.getByText('Jobs wait here until it is back.').waitFor();
  const id = await bench.submit('Waits for the device', TARGET_OF.BRAKET, execute(bell));
  const job = await bench.open(`/jobs/${id}?tab=items`);
  await headStatus(job, 'Queued');
  expect(braket.ledger.tasks.filter(({ phase }) => phase !== 'completed')).toEqual([]);

  const page = await bench.open('/credentials');
  await page.getByRole('button', { name: 'Actions for AWS' }).click();
  await page.getByRole('menuitem', { name: 'Remove …' }).click();
  await dialog(page).getByRole('button', { name: 'Remove the credentials' }).click();
  await page.getByText('“AWS” was removed.').waitFor();
  const submit = await bench.open(`/projects/${bench.projectId}/submit`);
  await submit.getByText(/There are no credentials for AWS Braket that lead to "Forte 1/).waitFor();
  expect(await submit.getByRole('radio', { name: 'Forte 1 at AWS Braket' }).isDisabled()).toBe(true);
});
