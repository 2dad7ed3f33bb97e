import { printedMailer } from '../mail/mailer.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../domain/limits.ts';
import { MemoryBus } from '../events/memory-bus.ts';
import type { Context } from '../jobs/context.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { seed } from '../test/job-builder.ts';
import { testProviders } from '../test/test-providers.ts';
import { ScriptedEngine } from '../test/scripted-engine.ts';

/** A real store in a folder of its own, with one organization, user and project, and no worker. */
export async function openBenchContext(): Promise<{ readonly ctx: Context; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-bench-'));
  const store = await openSqliteStore(join(folder, 'shotboard.db'));
  await seed(store);
  const ctx: Context = {
    store,
    bus: new MemoryBus(),
    engine: new ScriptedEngine(),
    checker: new ScriptedEngine(),
    webhookHosts: [],
    providers: testProviders(store),
    mailer: printedMailer(() => undefined),
    publicUrl: () => 'http://localhost',
    accessEnded: () => undefined,
    limits: DEFAULT_LIMITS,
    now: Date.now,
    newId: (type) => `${type}_1`,
  };
  return { ctx, remove: () => rmSync(folder, { recursive: true }) };
}

/** What the bench shows to be let in. */
export const TOKEN = 'a-token-of-the-bench';
