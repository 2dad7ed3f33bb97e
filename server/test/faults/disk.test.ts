import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomFromSeed } from '../../engine/random.ts';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { brokenCounts, brokenInvariants } from '../../store/invariants.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { PROJECT, submit } from '../job-builder.ts';
import { follow, startProcess } from '../shotboard-process.ts';
import { newDatabase, type TestDatabase } from './databases.ts';
import { faultyDisk, noFaultyDisk, powerLossAfter, type DiskRecord } from './disk.ts';
import { submitOver, statusOver } from './over-http.ts';

/** Disks that lose the power, are full, or fail to sync. PostgreSQL keeps its own files; its disk is not ours to break. */

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase('sqlite');
});
afterEach(() => database.remove());

describe.skipIf(noFaultyDisk !== null)('the power fails', () => {
  test('at any moment, from the first write on: it opens, is whole, and holds what was acknowledged', async () => {
    const disk = faultyDisk(database.folder, database.address, true);
    await writeUntil(200, disk.environment);
    const records = disk.journal();
    const random = randomFromSeed(7);
    const upTo = (n: number): number => Math.floor(random.next() * n);
    const opened = records.findIndex(({ kind }) => kind === 'acknowledged');
    // A fifth of them while the database is made and migrated.
    const points = Array.from({ length: 50 }, (_, n) => (n % 5 === 0 ? upTo(opened) : upTo(records.length)));
    let held = 0;
    for (const point of points) held += await afterPowerLoss(records, point, random);
    expect(held).toBeGreaterThan(1_000);
    expect(
      records.filter(({ kind, file }) => kind === 'sync' && file === 'shotboard.db').length,
    ).toBeGreaterThanOrEqual(4);
  });

  test('the checker sees it when a commit is acknowledged before its sync', async () => {
    const disk = faultyDisk(database.folder, database.address, true);
    await writeUntil(60, disk.environment);
    // As if nothing had been synced that was synced just before an acknowledgement.
    const records = disk.journal();
    const early = records.filter(({ kind }, n) => kind !== 'sync' || records[n + 1]?.kind !== 'acknowledged');
    const random = randomFromSeed(7);
    const seen: unknown[] = [];
    for (let n = 0; n < 20 && seen.length === 0; n += 1) {
      const point = Math.floor(early.length * (0.5 + random.next() / 2));
      await afterPowerLoss(early, point, random).catch((error: unknown) => seen.push(error));
    }
    expect(seen).not.toEqual([]);
  });
});

/** Runs a writer until it has acknowledged so many things, and kills it. */
async function writeUntil(lines: number, environment: Readonly<Record<string, string>>): Promise<void> {
  const writer = new URL('./disk-writer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', writer, database.address], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let heard = 0;
  createInterface({ input: child.stdout }).on('line', () => {
    if ((heard += 1) === lines) child.kill('SIGKILL');
  });
  await once(child, 'exit');
}

/** Opens what the disk holds; answers how many acknowledged things it had to hold. */
async function afterPowerLoss(
  records: readonly DiskRecord[],
  point: number,
  random: ReturnType<typeof randomFromSeed>,
): Promise<number> {
  const { files, acknowledged } = powerLossAfter(records, point, random);
  const folder = join(database.folder, 'after');
  mkdirSync(folder);
  const path = join(folder, 'shotboard.db');
  try {
    // The index of the log is in memory alone.
    for (const [name, content] of files)
      if (!name.endsWith('-shm')) writeFileSync(join(folder, name), content);
    const store = await openSqliteStore(path);
    try {
      const ids = await store.jobIds({ projectId: PROJECT.id }, {}, null, 10_000);
      const said = acknowledged.split('\n').slice(0, -1);
      for (const line of said) {
        const [what, id = ''] = line.split(' ');
        const [job] = await store.jobs([id]);
        expect(job, `${line}, power lost after ${point} of ${records.length}`).not.toBeNull();
        if (what === 'completed') expect(job?.status, `${line}, power lost after ${point}`).toBe('COMPLETED');
      }
      expect(await brokenInvariants(store, ids)).toEqual([]);
      if (said.length > 0) {
        expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
        await submit(store, { id: 'job_afterwards' });
      }
      return said.length;
    } finally {
      await store.close();
      const db = new Database(path);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.pragma('foreign_key_check')).toEqual([]);
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ended = ({ status }: { readonly status: string }): boolean => isFinal(status as JobStatus);

describe.skipIf(noFaultyDisk !== null)('the real program, when its disk', () => {
  test('is full: refuses and acknowledges nothing, answers reads, and goes on when there is space again', async () => {
    const disk = faultyDisk(database.folder, database.address, false);
    const shotboard = await startProcess(database.folder, disk.environment);
    const before = await submitOver(shotboard, 2);
    await follow(shotboard, before, 0, ended);

    // Full in the middle of runs: what they come to is kept until it can be written.
    const during = await submitOver(shotboard, 40);
    await follow(shotboard, during, 0, ({ status }) => status === 'RUNNING');
    disk.full(true);
    const refused = await Promise.allSettled(Array.from({ length: 5 }, () => submitOver(shotboard, 1)));
    for (const one of refused) {
      expect(one.status).toBe('rejected');
      if (one.status === 'rejected') expect(String(one.reason)).toContain('INTERNAL_SERVER_ERROR');
    }
    expect(await statusOver(shotboard, before)).toBe('COMPLETED');
    expect((await fetch(`${shotboard.url}/healthz`)).status).toBe(200);
    disk.full(false);
    await follow(shotboard, during, 0, ended);
    expect(await statusOver(shotboard, during)).toBe('COMPLETED');
    const after = await submitOver(shotboard, 2);
    await follow(shotboard, after, 0, ended);
    expect(await shotboard.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await sound([before, during, after])).toEqual([]);
  });

  test('fails to sync: ends at once, and a new start finds what was acknowledged', async () => {
    const disk = faultyDisk(database.folder, database.address, false);
    const shotboard = await startProcess(database.folder, disk.environment);
    const before = await submitOver(shotboard, 2);
    await follow(shotboard, before, 0, ended);
    const gone = once(shotboard.child, 'exit');
    disk.broken(true);
    const lost = await submitOver(shotboard, 1).catch(() => null);
    expect(lost).toBeNull();
    expect((await gone)[0]).toBe(74);
    expect(shotboard.output()).toContain('the disk failed');
    disk.broken(false);
    const again = await startProcess(database.folder, disk.environment);
    const after = await submitOver(again, 1);
    await follow(again, after, 0, ended);
    expect(await again.end('SIGTERM')).toEqual({ code: 0, signal: null });
    // Of the one whose sync failed nobody knows: it was not acknowledged, and may be there all the same.
    expect((await sound([before, after])).length).toBeLessThanOrEqual(1);
  });
});

/** What was acknowledged is there, and all is well; answers what is there besides, but for the first start's examples. */
async function sound(acknowledged: readonly string[]): Promise<readonly string[]> {
  const store = await database.open();
  try {
    const [job] = await store.jobs(acknowledged);
    const ids = await store.jobIds({ projectId: job?.projectId ?? '' }, {}, null, 10_000);
    const jobs = await store.jobs(ids);
    const ours = jobs.flatMap((one) => (one?.name === 'Faults' ? [one.id] : []));
    expect(ours).toEqual(expect.arrayContaining([...acknowledged]));
    expect(await brokenInvariants(store, ids)).toEqual([]);
    expect(await brokenCounts(store, [job?.projectId ?? ''])).toEqual([]);
    return ours.filter((id) => !acknowledged.includes(id));
  } finally {
    await store.close();
  }
}
