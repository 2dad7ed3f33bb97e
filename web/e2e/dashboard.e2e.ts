import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  bell,
  BELL,
  BROKEN,
  compile,
  execute,
  expectTrusted,
  loop,
  startBench,
  type Bench,
} from './browser.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ SHOTBOARD_WORKERS: '1' });
});
afterAll(async () => {
  await bench.close();
  expectTrusted(bench);
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});

const SIMULATOR = 'target_simulator';
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
const headStatus = (page: Page, status: string) =>
  page.getByRole('region', { name: 'About this job' }).getByText(status, { exact: true }).first().waitFor();
const dialog = (page: Page) => page.getByRole('dialog');
const jobMenu = async (page: Page, name: string, entry: RegExp) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};

describe('a job from its submission to its end', () => {
  test('a program is submitted in the form, watched to the end, and its counts are read', async () => {
    const page = await bench.open();
    await page.getByRole('link', { name: 'Submit a job' }).click();
    await page.getByLabel('Name', { exact: true }).fill('From the form');
    await page.getByRole('button', { name: /^Bell pair/ }).click();
    await page.getByText('The target takes this program').waitFor();
    await page.getByRole('button', { name: 'Submit the job' }).click();
    await page.getByRole('heading', { name: 'From the form' }).waitFor();
    await headStatus(page, 'Completed');
    await page.getByRole('tab', { name: 'Results' }).click();
    const register = page.getByRole('region', { name: 'Register c' });
    await register.getByRole('img', { name: /^Counts of c: 00 \d+ times, 11 \d+ times$/ }).waitFor();
    await page.getByRole('link', { name: 'CSV' }).waitFor();

    await page.getByRole('button', { name: 'Rerun as new job', exact: true }).click();
    await expect
      .poll(() => dialog(page).getByLabel('Name of the new job').inputValue())
      .toBe('From the form (2)');
    await dialog(page).getByRole('button', { name: 'Rerun', exact: true }).click();
    await page.getByRole('heading', { name: 'From the form (2)' }).waitFor();
    await page.getByRole('link', { name: 'From the form', exact: true }).waitFor();
    await headStatus(page, 'Completed');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByLabel('Compare with').click();
    await page.getByRole('option', { name: /source/ }).click();
    await page.getByText(/distance to the other run 0\.\d+/).waitFor();
  });

  test('a program with an error shows its place in the editor and on the item; it is retried', async () => {
    const page = await bench.open(`/projects/${bench.projectId}/submit`);
    await page.getByRole('button', { name: 'Write a program' }).click();
    await page.getByRole('textbox', { name: /^Text of the program/ }).click();
    await page.keyboard.insertText(BROKEN);
    await page
      .getByText(/unknown gate/)
      .first()
      .waitFor();

    const id = await bench.submit('Broken', 'target_qir_base', compile(BROKEN));
    await page.close({ runBeforeUnload: false });
    const job = await bench.open(`/jobs/${id}?tab=items`);
    await headStatus(job, 'Error');
    await job
      .getByRole('button', { name: /program/, expanded: false })
      .first()
      .click();
    await job.getByText('line 4, column 1').filter({ visible: true }).first().waitFor();

    await job.getByRole('button', { name: 'Retry', exact: true }).click();
    await dialog(job).getByText('1 item', { exact: true }).waitFor();
    await dialog(job).getByRole('radio').last().check();
    await dialog(job)
      .getByText(/start afresh and use quota again/)
      .waitFor();
    const go = dialog(job).getByRole('button', { name: /^Retry/ });
    expect(await go.getAttribute('aria-disabled')).toBe('true');
    await dialog(job)
      .getByRole('checkbox', { name: /I accept/ })
      .check();
    await go.click();
    await job.getByRole('button', { name: /attempt 2/ }).waitFor();
    await headStatus(job, 'Error');
    await job.getByRole('tab', { name: /Timeline/ }).click();
    await job.getByText(/^Retried by Administrator at/).waitFor();
    await job.getByRole('tab', { name: /Events/ }).click();
    await job.getByText('Item 1 retried').waitFor();
  });

  test('a running simulation and what waits behind it are cancelled, with a reason; then the job is deleted', async () => {
    const running = await bench.submit('Endless', SIMULATOR, execute(loop));
    await bench.submit('Waiting', SIMULATOR, execute(bell));
    const page = await bench.open();
    await row(page, 'Waiting').getByText('Queued').waitFor();
    await jobMenu(page, 'Waiting', /Cancel/);
    await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
    await row(page, 'Waiting').getByText('Cancelled').waitFor();

    const job = await bench.open(`/jobs/${running}`);
    await headStatus(job, 'Running');
    await job.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog(job)
      .getByLabel(/Reason/)
      .fill('it never ends');
    await dialog(job).getByRole('button', { name: 'Cancel the run' }).click();
    await headStatus(job, 'Cancelled');
    await job.getByText('it never ends').first().waitFor();
    // What is not allowed stays visible, with the reason.
    await job.getByRole('button', { name: /Cancel\s*:.*nothing left to cancel/ }).waitFor();

    await jobMenu(job, 'Endless', /Delete/);
    await dialog(job)
      .getByRole('button', { name: /^Delete/ })
      .click();
    await job.waitForURL(`**/projects/${bench.projectId}*`);
    await expect.poll(() => row(page, 'Endless').count()).toBe(0);
  });

  test('what was asked for is seen at once, and taken back when the server does not do it', async () => {
    const id = await bench.submit('Asked for', SIMULATOR, execute(loop));
    const page = await bench.open(`/jobs/${id}`);
    await headStatus(page, 'Running');
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      void page.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('cancelJob')) return route.continue();
        resolve();
        await new Promise<void>((go) => (answer = go));
        return route.abort();
      });
    });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
    await asked;
    await headStatus(page, 'Cancelling');
    expect(await dialog(page).count()).toBe(0);
    answer();
    await page.getByText(/^Cancel “Asked for”\? /).waitFor();
    await headStatus(page, 'Running');
    await bench.change('cancelJob', { jobId: id });
    await headStatus(page, 'Cancelled');
  });

  test('a compilation that runs ends by itself although its job was cancelled', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      name: `p${index}`,
      language: 'OPENQASM2',
      source: `${BELL}//${index}`,
    }));
    const id = await bench.submit('Compiling', 'target_qir_base', { compile: { programs: many } });
    const page = await bench.open(`/jobs/${id}?tab=items`);
    await headStatus(page, 'Running');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog(page).getByText('A compilation that is already running cannot be stopped').waitFor();
    await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
    await headStatus(page, 'Cancelled');
    const { job } = await bench
      .server()
      .ask<{ job: { itemCounts: Record<string, number> } }>(
        'query ($id: ID!) { job(id: $id) { itemCounts { total completed cancelled } } }',
        { id },
      );
    expect((job.itemCounts['completed'] ?? 0) + (job.itemCounts['cancelled'] ?? 0)).toBe(30);
    expect(job.itemCounts['completed']).toBeGreaterThan(0);
  });
});

describe('the table of jobs', () => {
  test('all that match a filter are cancelled together, with an outcome for each', async () => {
    await bench.submit('Blocks', SIMULATOR, execute(loop));
    for (let i = 0; i < 4; i += 1) await bench.submit(`Bulk ${i}`, SIMULATOR, execute(bell));
    const page = await bench.open(`/projects/${bench.projectId}?q=bulk`);
    await row(page, 'Bulk 3').waitFor();
    await page.getByRole('checkbox', { name: 'Select Bulk 1' }).check();
    await page.getByRole('button', { name: 'Select all 4 that match' }).click();
    const bar = page.getByRole('region', { name: 'Selected jobs' });
    await bar.getByText('All 4 selected').waitFor();
    await bar.getByRole('button', { name: /^Cancel/ }).click();
    await dialog(page).getByRole('button', { name: 'Cancel the run' }).click();
    await dialog(page).getByText('4 done, 0 refused.').waitFor();
    await dialog(page).getByRole('link', { name: 'Bulk 2' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('row').getByText('Cancelled').count()).toBe(4);
    await page.getByRole('checkbox', { name: 'Select Bulk 1' }).check();
    await page.getByRole('button', { name: 'Select all 4 that match' }).click();
    await bar.getByRole('button', { name: /^Retry/ }).click();
    await dialog(page).getByRole('radio').last().check();
    await dialog(page).getByText('4 items of 4 jobs').waitFor();
    await page.keyboard.press('Escape');
    const blocks = await bench.open(`/projects/${bench.projectId}?q=blocks`);
    await jobMenu(blocks, 'Blocks', /Cancel/);
    await dialog(blocks).getByRole('button', { name: 'Cancel the run' }).click();
    await row(blocks, 'Blocks').getByText('Cancelled').waitFor();
  });

  test('two browsers see each other’s changes; new jobs wait until they are asked for', async () => {
    const [one, other] = await Promise.all([bench.open(), bench.open()]);
    const rows = one.getByRole('row');
    await rows.nth(1).waitFor();
    const top = () => rows.nth(1).getByRole('link').innerText();
    const first = await top();
    await other.getByRole('row').nth(1).waitFor();
    await bench.submit('Fresh', SIMULATOR, execute(bell));
    for (const page of [one, other]) await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await top()).toBe(first);
    await one.getByRole('button', { name: '1 new' }).click();
    await row(one, 'Fresh').getByText('Completed').waitFor();
    await other.getByRole('button', { name: '1 new' }).click();
    await row(other, 'Fresh').waitFor();
  });

  test('the keyboard walks, selects and searches; the address keeps what was chosen', async () => {
    const page = await bench.open();
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('region', { name: 'Selected jobs' }).getByText('1 selected').waitFor();
    await page.keyboard.press('?');
    await dialog(page).getByText('Search by name').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.keyboard.type('examples');
    await page.waitForURL(/q=examples/);
    await row(page, 'Examples, run').waitFor();
    await page.reload();
    await row(page, 'Examples, run').waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search jobs by name' }).inputValue()).toBe('examples');
    expect(await page.getByRole('row').count()).toBe(3);
  });

  test('markup in a name is text, and runs nothing', async () => {
    const name = '<img src=x onerror="document.title=1"><b>bold</b>';
    const id = await bench.submit(name, SIMULATOR, execute({ ...bell, name }));
    const page = await bench.open();
    await page.getByRole('link', { name, exact: true }).waitFor();
    await page.goto(`${bench.server().url}/jobs/${id}`);
    await page.getByRole('heading', { name }).first().waitFor();
    expect(await page.locator('main img[src="x"]').count()).toBe(0);
    expect(await page.title()).toContain('<img');
  });
});

describe('a lost connection', () => {
  test('is told, and healed without a lost or a doubled change', async () => {
    const page = await bench.open();
    const id = await bench.submit('Across the loss', SIMULATOR, execute(loop));
    const job = await bench.open(`/jobs/${id}?tab=events`);
    await headStatus(job, 'Running');
    await bench.restart();
    await bench.change('cancelJob', { jobId: id });
    await headStatus(job, 'Cancelled');
    const region = job.getByRole('region', { name: 'Events of the job' });
    await region.getByText(/Cancellation asked for/).waitFor();
    const { job: stored } = await bench
      .server()
      .ask<{ job: { version: number } }>('query ($id: ID!) { job(id: $id) { version } }', { id });
    const versions = await region
      .getByRole('article')
      .evaluateAll((all) => all.map((one) => Number(one.textContent?.trim().split(/\s/)[0])));
    expect(versions).toEqual(Array.from({ length: stored.version }, (_, index) => stored.version - index));
    // Read anew after the loss, it is in the list; announced before, it waits to be shown. Never both, never twice.
    const fresh = page.getByRole('button', { name: /new/ });
    const shown = async () => {
      if (await fresh.isVisible()) await fresh.click();
      return row(page, 'Across the loss').count();
    };
    await expect.poll(shown).toBe(1);
  });

  test('shows a banner while it lasts', async () => {
    const page = await bench.open();
    await page.getByRole('row').nth(1).waitFor();
    const { server } = bench;
    const ended = server().end('SIGKILL');
    await page.getByText(/Connection lost — what you see is from/).waitFor();
    await ended;
    await bench.restart().catch(() => undefined);
    await expect.poll(() => page.getByText(/Connection lost/).count(), { timeout: 30_000 }).toBe(0);
  });
});
