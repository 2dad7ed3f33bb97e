/**
 * Measures the jobs page of the built dashboard in a real browser and prints JSON:
 * `npm run build:web && npx tsx web/bench/jobs-page.ts`.
 */
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import chromiumPackage from '@sparticuz/chromium';
import { chromium, type Page } from 'playwright-core';
import { scriptedServer } from './scripted-server.ts';

const ROWS = 5_000;
const CHANGES_A_SECOND = 1_000;
const BATCH_MS = 50;
const MEASURED_MS = 10_000;

const { server, change } = scriptedServer(ROWS);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The server has no port.');

const browser = await chromium.launch({
  executablePath: await chromiumPackage.executablePath(),
  // One process for all would count the browser's own work as the page's.
  args: [...chromiumPackage.args.filter((each) => each !== '--single-process'), '--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
const scripts: Promise<number>[] = [];
page.on('response', (response) => {
  if (new URL(response.url()).pathname.endsWith('.js'))
    scripts.push(response.body().then((body) => gzipSync(body).length));
});

const began = performance.now();
await page.goto(`http://127.0.0.1:${address.port}/projects/project`);
await page.waitForSelector('[role=row] [data-job]');
const firstRowsMs = performance.now() - began;
await page.waitForLoadState('networkidle');
const scriptBytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);

await loadAllRows(page);
const quiet = await busyShare(3_000);
const timer = setInterval(() => change((CHANGES_A_SECOND * BATCH_MS) / 1000), BATCH_MS);
const busy = await busyShare(MEASURED_MS);
clearInterval(timer);

const clicked = performance.now();
await page.locator('[role=row] [data-job]').first().click();
await page.waitForURL('**/jobs/**');
const openJobMs = performance.now() - clicked;

console.log(
  JSON.stringify(
    {
      firstLoadScriptsGzipKb: Math.round(scriptBytes / 100) / 10,
      firstRowsMs: Math.round(firstRowsMs),
      rows: ROWS,
      changesASecond: CHANGES_A_SECOND,
      mainThreadBusyQuiet: quiet,
      mainThreadBusyUnderChanges: busy,
      openJobMs: Math.round(openJobMs),
    },
    null,
    2,
  ),
);
await browser.close();
server.closeAllConnections();
server.close();

/** Scrolls down until the list holds every row, then back to its middle, where rows are hardest to keep. */
async function loadAllRows(of: Page): Promise<void> {
  await of.evaluate(async (rows) => {
    const table = document.querySelector('[role=table]');
    const scroller = table?.parentElement;
    if (!table || !scroller) throw new Error('There is no table.');
    while (!table.querySelector(`[aria-rowindex="${rows + 1}"]`)) {
      scroller.scrollTop = scroller.scrollHeight;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    scroller.scrollTop = scroller.scrollHeight / 2;
  }, ROWS);
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** The share of time, from 0 to 1, that the page's main thread was at work, from a trace of the browser. */
async function busyShare(milliseconds: number): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  const begin = performance.now();
  await page.waitForTimeout(milliseconds);
  const microseconds = (performance.now() - begin) * 1_000;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const threads = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const shares = threads.map(({ pid, tid }) => {
    const tasks = traceEvents.filter(
      (each) => each.pid === pid && each.tid === tid && each.ph === 'X' && each.name.endsWith('RunTask'),
    );
    return tasks.reduce((sum, { dur = 0 }) => sum + dur, 0) / microseconds;
  });
  if (!shares.some((share) => share > 0)) throw new Error('The trace tells nothing of the main thread.');
  return Math.round(Math.max(...shares) * 1_000) / 1_000;
}
