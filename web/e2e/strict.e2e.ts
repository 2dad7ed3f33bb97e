import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bell, BROKEN, compile, execute, startBench, type Bench } from './browser.ts';

/** What the bench itself asks with, which a server that takes only trusted documents has to be told of. */
const OF_THE_BENCH = {
  projects: '{ projects { nodes { id } } }',
  submit: 'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }',
  who: '{ viewer { user { name } } }',
};
const SHOTS = process.env['SCREENSHOTS_TO'];

const folder = mkdtempSync(join(tmpdir(), 'shotboard-trusted-'));
const file = join(folder, 'documents.json');
let bench: Bench;
let jobId = '';
let secondId = '';
let brokenId = '';
beforeAll(async () => {
  writeFileSync(file, JSON.stringify(OF_THE_BENCH));
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  bench = await startBench({ SHOTBOARD_WORKERS: '1', SHOTBOARD_TRUSTED_DOCUMENTS: file });
  jobId = await bench.submit('First', 'target_simulator', execute(bell));
  secondId = await bench.submit('Second', 'target_simulator', execute(bell));
  brokenId = await bench.submit('Broken', 'target_qir_base', compile(BROKEN));
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});

const shoot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
};

/** The answers of the server to this page that refuse a document. */
function refusalsTo(page: Page): string[] {
  const refusals: string[] = [];
  const read = (text: string): void => {
    if (text.includes('DOCUMENT_NOT_TRUSTED')) refusals.push(text);
  };
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => read(String(payload))));
  page.on('response', (response) => {
    if (response.url().endsWith('/graphql')) void response.text().then(read, () => undefined);
  });
  return refusals;
}

describe.each(['light', 'dark'] as const)('within the policy and trusted documents, in %s', (colorScheme) => {
  test('every page and every tab', async () => {
    const tabs = ['results', 'items', 'timeline', 'events', 'definition'];
    const jobs = [jobId, secondId, brokenId].flatMap((id) => tabs.map((tab) => `/jobs/${id}?tab=${tab}`));
    const paths = ['/projects', `/projects/${bench.projectId}`, '/targets', '/statuses', '/nowhere/at/all'];
    const all = [...paths, ...jobs];
    const walk = async (some: readonly string[]): Promise<readonly string[]> => {
      const page = await bench.open('/projects', { colorScheme });
      const refusals = refusalsTo(page);
      for (const path of some) {
        await page.goto(`${bench.server().url}${path}`);
        await page.getByRole('heading').first().waitFor();
        await page.waitForLoadState('networkidle');
        await shoot(
          page,
          `${colorScheme}${path.replaceAll(/[^a-z]+/gi, '-').slice(0, 60)}-${paths.includes(path) ? '' : jobs.indexOf(path)}`,
        );
      }
      return refusals;
    };
    // Two pages at once: each waits half of the time, for its network to fall silent.
    const refusals = await Promise.all([walk(all.slice(0, 10)), walk(all.slice(10))]);
    expect(refusals.flat()).toEqual([]);
  });

  test('the editor is coloured, marks faults and searches; a job goes in; two are compared', async () => {
    const page = await bench.open(`/projects/${bench.projectId}/submit`, { colorScheme });
    const refusals = refusalsTo(page);
    await page.getByRole('button', { name: 'Write a program' }).click();
    const text = page.getByRole('textbox', { name: /^Text of the program/ });
    await text.click();
    await page.keyboard.insertText(BROKEN);
    await page
      .getByText(/unknown gate/)
      .first()
      .waitFor();
    await page.keyboard.press('Control+f');
    await page.locator('.cm-search').waitFor();
    await shoot(page, `${colorScheme}-editor`);
    // Without its styles every piece of the text would have the colour of the rest.
    const colours = await page
      .locator('.cm-line span')
      .evaluateAll((all) => new Set(all.map((one) => getComputedStyle(one).color)).size);
    expect(colours).toBeGreaterThan(1);
    expect(await text.evaluate((one) => getComputedStyle(one).whiteSpace)).toMatch(/pre/);

    await page.goto(`${bench.server().url}/projects/${bench.projectId}/submit`);
    await page.getByLabel('Name', { exact: true }).fill(`From a ${colorScheme} form`);
    await page.getByRole('button', { name: /^Bell pair/ }).click();
    await page.getByText('The target takes this program').waitFor();
    await page.getByRole('button', { name: 'Submit the job' }).click();
    await page.getByRole('heading', { name: `From a ${colorScheme} form` }).waitFor();
    const about = page.getByRole('region', { name: 'About this job' });
    await about.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Rerun as new job', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByLabel('Name of the new job').inputValue()).not.toBe('');
    await dialog.getByRole('button', { name: 'Rerun', exact: true }).click();
    await page.getByRole('heading', { name: `From a ${colorScheme} form (2)` }).waitFor();
    await about.getByText('Completed', { exact: true }).first().waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByLabel('Compare with').click();
    await page.getByRole('option', { name: /source/ }).click();
    await page.getByText(/distance to the other run 0\.\d+/).waitFor();
    await shoot(page, `${colorScheme}-compare`);
    expect(refusals).toEqual([]);
  });

  test('GraphiQL asks with a trusted document, and opens its panes and dialogs', async () => {
    const page = await bench.open('/graphql', { colorScheme });
    await page.locator('.graphiql-query-editor .CodeMirror').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{ viewer { user { name } } }');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.result-window').getByText('Administrator').waitFor();
    await shoot(page, `${colorScheme}-graphiql`);
    for (const name of [/documentation explorer/i, /history/i]) {
      await page.getByRole('button', { name }).first().click();
    }
    for (const name of [/settings/i, /short keys/i]) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      await shoot(page, `${colorScheme}-graphiql-${name.source.slice(0, 5)}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  test('the page to sign in', async () => {
    const page = await bench.open('/projects', { colorScheme });
    await page.context().clearCookies();
    await page.goto(`${bench.server().url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a one-time code' }).click();
    await page.getByLabel('One-time code or address').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
    await shoot(page, `${colorScheme}-sign-in`);
  });
});

test('a style that stands in a page is forbidden, and the bench tells of it', async () => {
  for (const path of ['/targets', '/graphql']) {
    const page = await bench.open(path);
    await page
      .getByRole(path === '/targets' ? 'heading' : 'button')
      .first()
      .waitFor();
    expect(bench.faults.splice(0)).toEqual([]);
    await page.evaluate(() => {
      document.body.setAttribute('style', 'outline: 1px solid');
      document.head.append(
        Object.assign(document.createElement('style'), { textContent: 'body { margin: 1px }' }),
      );
    });
    const told = () =>
      bench.faults.filter((fault) => fault.startsWith('policy: ')).map((fault) => fault.split(' ')[1]);
    await expect.poll(() => told().sort()).toEqual(['style-src-attr', 'style-src-elem']);
    expect(bench.faults.splice(0).every((fault) => /policy|Content Security Policy/i.test(fault))).toBe(true);
  }
});

test('a stranger’s document is refused, on HTTP and on a websocket', async () => {
  await expect(bench.server().ask('{ targets { id } }')).rejects.toThrow('DOCUMENT_NOT_TRUSTED');
  const client = bench.server().watch();
  const answers = client.iterate({ query: '{ targets { id } }' });
  const refused = await answers.next().then(
    ({ value }: { value?: unknown }) => JSON.stringify(value),
    (error: unknown) => JSON.stringify(error),
  );
  expect(refused).toContain('DOCUMENT_NOT_TRUSTED');
  await client.dispose();
});
