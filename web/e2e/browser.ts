import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'graphql';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { TrustedDocuments, readDocuments } from '../../server/graphql/trusted-documents.ts';
import {
  ADMIN_TOKEN,
  dataFolder,
  startProcess,
  type ShotboardProcess,
} from '../../server/test/shotboard-process.ts';
import { launch } from './chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Bench {
  readonly server: () => ShotboardProcess;
  readonly projectId: string;
  /** A page of somebody who is signed in, where nothing else is said. What went wrong in any page is in `faults`. */
  open(
    path?: string,
    options?: {
      readonly colorScheme?: 'light' | 'dark';
      readonly width?: number;
      readonly signedIn?: boolean;
    },
  ): Promise<Page>;
  /** Errors of scripts, messages of the console, what the content policy forbade, and requests to foreign places. */
  readonly faults: string[];
  /** Every GraphQL document that the dashboard asked with. */
  readonly documents: ReadonlySet<string>;
  /** Submits a job, into the first project where no other is named. */
  submit(name: string, targetId: string, definition: object, projectId?: string): Promise<string>;
  change(mutation: string, input: object): Promise<void>;
  /** Kills the server and starts it again at the same address. */
  restart(): Promise<void>;
  /** Closes every page of a test; one that failed is photographed first, into `test-results/`. */
  endTest(failed: string | null): Promise<void>;
  close(): Promise<void>;
}

/** A real server, a real browser, and somebody signed in. */
export async function startBench(environment: Readonly<Record<string, string>> = {}): Promise<Bench> {
  const folder = dataFolder();
  let server = await startProcess(folder.path, environment);
  const port = new URL(server.url).port;
  const browser = await launch();
  const faults: string[] = [];
  const contexts = new Set<BrowserContext>();

  /** A browser that tells what the policy forbids, also where its console is not read. */
  const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext(options);
    await context.exposeBinding('tellForbidden', ({ page }, what: string) => {
      faults.push(`policy: ${what} on ${page.url()}`);
    });
    await context.addInitScript(() => {
      const { tellForbidden } = globalThis as unknown as { tellForbidden(what: string): void };
      document.addEventListener('securitypolicyviolation', (event) =>
        tellForbidden(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
      );
    });
    return context;
  };

  const signIn = await newContext();
  const first = await signIn.newPage();
  await first.goto(server.signInUrl);
  await first.getByRole('link', { name: 'First project' }).first().waitFor();
  const storageState = await signIn.storageState();
  await signIn.close();
  const { projects } = await server.ask<{ projects: { nodes: { id: string }[] } }>(
    '{ projects { nodes { id } } }',
  );
  const projectId = projects.nodes[0]?.id ?? '';

  const documents = new Set<string>();
  const note = (page: Page, text: string | Buffer | null): void => {
    const isGraphiql = page.url().endsWith('/graphql');
    const sent = JSON.parse(String(text ?? '{}')) as { query?: string; payload?: { query?: string } };
    const query = sent.query ?? sent.payload?.query;
    if (query !== undefined && !isGraphiql) documents.add(query);
  };
  const listen = (page: Page): void => {
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => note(page, payload)));
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/graphql')) note(page, request.postData());
    });
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      // The browser tells of a lost connection and the router of an unknown address; some tests are about them.
      const isExpected = /WebSocket|Failed to load resource|ERR_|Not found: \/nowhere/.test(message.text());
      if (message.type() === 'error' && !isExpected) {
        faults.push(`console: ${message.text()}`);
      }
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.port !== port) faults.push(`foreign: ${request.url()}`);
    });
  };

  return {
    server: () => server,
    projectId,
    faults,
    documents,
    async open(
      path = `/projects/${projectId}`,
      { colorScheme = 'light', width = 1400, signedIn = true } = {},
    ) {
      const context = await newContext({
        ...(signedIn && { storageState }),
        colorScheme,
        viewport: { width, height: 900 },
        reducedMotion: 'reduce',
      });
      contexts.add(context);
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      listen(page);
      await page.goto(`${server.url}${path}`);
      return page;
    },
    async submit(name, targetId, definition, into = projectId) {
      const { submitJob } = await server.ask<{
        submitJob: { job: { id: string } | null; errors: unknown[] };
      }>(
        'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }',
        { input: { projectId: into, name, targetId, definition } },
      );
      if (!submitJob.job) throw new Error(JSON.stringify(submitJob.errors));
      return submitJob.job.id;
    },
    async change(mutation, input) {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
      await server.ask(`mutation ($input: ${type}) { ${mutation}(input: $input) { errors { message } } }`, {
        input,
      });
    },
    async restart() {
      await server.end('SIGKILL');
      server = await startProcess(folder.path, { ...environment, SHOTBOARD_PORT: port });
    },
    async endTest(failed) {
      const name = failed?.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60);
      const pages = [...contexts].flatMap((context) => context.pages());
      for (const [place, page] of name === undefined ? [] : pages.entries()) {
        await page.screenshot({ path: `test-results/${name}-${place}.png` });
      }
      for (const context of contexts) await context.close();
      contexts.clear();
    },
    async close() {
      await browser.close();
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}

/** Every fault against WCAG 2 A and AA that axe finds on a page. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    interface Result {
      violations: { id: string; nodes: { html: string }[] }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<Result> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`);
  });
}

/** No page may be wider than its window. */
export async function expectNoSideways(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** A server that takes only trusted documents must know all that the dashboard asked with. */
export function expectTrusted({ documents }: Bench): void {
  const trusted = new TrustedDocuments(readDocuments('web/build/documents.json'));
  expect(documents.size).toBeGreaterThan(5);
  expect([...documents].filter((document) => !trusted.has(parse(document)))).toEqual([]);
}

export { ADMIN_TOKEN };

export const BELL =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
export const BROKEN = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nhadamard q[0];\n';
const ENDLESS = 'operation Main() : Result { mutable on = true; while on { set on = true; } return Zero; }';

export const bell = { name: 'bell', language: 'OPENQASM2', source: BELL, shots: 100 };
export const loop = { name: 'loop', language: 'QSHARP', source: ENDLESS, shots: 1 };
export const execute = (...programs: readonly object[]) => ({ execute: { programs } });
export const compile = (source: string) => ({
  compile: { programs: [{ name: 'program', language: 'OPENQASM2', source }] },
});
