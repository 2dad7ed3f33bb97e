import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { randomFromSeed } from '../../engine/random.ts';

/** A disk whose faults the test asks for: `disk.c`, put before the C library of a process. */
export interface FaultyDisk {
  /** For the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** From now on there is no space left, or there is again. */
  full(is: boolean): void;
  /** From now on a sync fails, or works again. */
  broken(is: boolean): void;
  /** What was written, in order; only when it is kept. */
  journal(): readonly DiskRecord[];
}

export interface DiskRecord {
  readonly kind: 'write' | 'truncate' | 'sync' | 'remove' | 'acknowledged';
  /** The file's name; empty for what was acknowledged. */
  readonly file: string;
  /** Of a write; of a truncation: the new length. */
  readonly offset: number;
  readonly data: Buffer;
}

const KINDS = { W: 'write', T: 'truncate', S: 'sync', R: 'remove', A: 'acknowledged' } as const;
const HEAD_BYTES = 15;

/** Why there is no such disk on this machine; null when there is. */
export const noFaultyDisk: string | null = reasonAgainst();

function reasonAgainst(): string | null {
  if (process.platform !== 'linux') return 'LD_PRELOAD and /proc are of Linux';
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'gcc is not there';
  }
}

/**
 * @param folder - a folder of the test's own
 * @param file - the database; what stands beside it under a longer name (its log) is on the disk too
 * @param keep - whether to keep a journal of what is written
 */
export function faultyDisk(folder: string, file: string, keep: boolean): FaultyDisk {
  const library = join(folder, 'disk.so');
  const source = new URL('./disk.c', import.meta.url).pathname;
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  const control = join(folder, 'disk-control');
  mkdirSync(control);
  const journal = join(folder, 'disk-journal');
  const set = (fault: string, is: boolean): void => {
    if (is) writeFileSync(join(control, fault), '');
    else rmSync(join(control, fault), { force: true });
  };
  return {
    environment: {
      LD_PRELOAD: library,
      DISK_FILES: file,
      DISK_CONTROL: control,
      ...(keep && { DISK_JOURNAL: journal }),
    },
    full: (is) => set('full', is),
    broken: (is) => set('broken', is),
    journal: () => readJournal(readFileSync(journal)),
  };
}

function readJournal(bytes: Buffer): readonly DiskRecord[] {
  const records: DiskRecord[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const kind = KINDS[String.fromCharCode(bytes.readUInt8(at)) as keyof typeof KINDS]; // what disk.c writes
    const pathLength = bytes.readUInt16LE(at + 1);
    const offset = Number(bytes.readBigUInt64LE(at + 3));
    const length = bytes.readUInt32LE(at + 11);
    const path = at + HEAD_BYTES;
    const data = path + pathLength;
    // The last record of a process that was killed may be cut off.
    if (data + length > bytes.length) break;
    const file = basename(bytes.toString('utf8', path, data));
    records.push({ kind, file, offset, data: bytes.subarray(data, data + length) });
    at = data + length;
  }
  return records;
}

/** What is on the disk after the power failed, and what had been acknowledged by then. */
export interface AfterPowerLoss {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly acknowledged: string;
}

const SECTOR_BYTES = 512;

/**
 * The power fails after so many records. Of each file all is there that was written before its last sync; of what was
 * written since, any sectors may be there and any not: a disk writes in its own order.
 */
export function powerLossAfter(
  records: readonly DiskRecord[],
  count: number,
  random: ReturnType<typeof randomFromSeed>,
): AfterPowerLoss {
  const before = records.slice(0, count);
  const synced = new Map<string, number>();
  before.forEach(({ kind, file }, place) => {
    if (kind === 'sync' || kind === 'remove') synced.set(file, place);
  });
  const files = new Map<string, DiskFile>();
  const fileOf = (name: string): DiskFile => {
    const file = files.get(name) ?? new DiskFile();
    files.set(name, file);
    return file;
  };
  let acknowledged = '';
  before.forEach(({ kind, file, offset, data }, place) => {
    const certain = place < (synced.get(file) ?? -1);
    switch (kind) {
      case 'acknowledged':
        acknowledged += data.toString('utf8');
        break;
      case 'sync':
        break;
      case 'remove':
        files.delete(file);
        break;
      case 'truncate':
        if (certain || random.next() < 0.5) fileOf(file).resize(offset);
        break;
      case 'write': {
        if (certain) {
          fileOf(file).write(offset, data);
          break;
        }
        // Whole, torn, or not at all.
        const luck = random.next();
        for (let from = 0; from < data.length; from += SECTOR_BYTES) {
          if (luck < 0.3 || (luck < 0.7 && random.next() < 0.5)) continue;
          fileOf(file).write(offset + from, data.subarray(from, from + SECTOR_BYTES));
        }
        break;
      }
      default:
        kind satisfies never;
    }
  });
  return { files: new Map([...files].map(([name, file]) => [name, file.content()])), acknowledged };
}

class DiskFile {
  #bytes = Buffer.alloc(65_536);
  #length = 0;

  write(offset: number, data: Buffer): void {
    if (offset + data.length > this.#length) this.resize(offset + data.length);
    data.copy(this.#bytes, offset);
  }

  resize(length: number): void {
    if (length > this.#bytes.length) {
      const larger = Buffer.alloc(2 * length);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    // What is cut off does not come back when the file grows again.
    if (length < this.#length) this.#bytes.fill(0, length, this.#length);
    this.#length = length;
  }

  content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
