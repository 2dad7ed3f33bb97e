import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RandomSource } from '../../engine/random.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { Store } from '../../store/store.ts';

/** The databases that every fault is tried on. */
export const DATABASES = ['sqlite'] as const;
export type DatabaseName = (typeof DATABASES)[number];
/** Those that the built program can be told to use. */
export const PROCESS_DATABASES: readonly DatabaseName[] = ['sqlite'];

/** A fault of the database itself; it is over when `make` resolves. */
export interface DatabaseFault {
  readonly name: string;
  make(random: RandomSource): Promise<unknown>;
}

/** An empty database of its own for one test. */
export interface TestDatabase {
  readonly name: DatabaseName;
  /** A folder for everything else that belongs to the test. */
  readonly folder: string;
  /** What a process of Shotboard is told, so that it finds the database. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its file or its address. */
  readonly address: string;
  /** Whether several processes may work on it. */
  readonly shared: boolean;
  /** What can be broken of its server; nothing where there is none. */
  readonly faults: readonly DatabaseFault[];
  /** Opens it, as one more process would. Whoever opens it closes it. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export async function newDatabase(name: DatabaseName): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-faults-'));
  switch (name) {
    case 'sqlite': {
      const address = join(folder, 'shotboard.db');
      return {
        name,
        folder,
        environment: {},
        address,
        shared: false,
        faults: [],
        open: () => databaseAt(name, address),
        async remove() {
          rmSync(folder, { recursive: true, force: true });
        },
      };
    }
    default:
      return name satisfies never;
  }
}

export function databaseAt(name: DatabaseName, address: string): Promise<Store> {
  switch (name) {
    case 'sqlite':
      return openSqliteStore(address);
    default:
      return name satisfies never;
  }
}
