import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** Linux counts CPU time for users in hundredths of a second on every architecture (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Reads the usage of a process of ours; null when it is gone or the system does not tell. */
export function processUsage(pid: number): ProcessUsage | null {
  try {
    if (process.platform !== 'linux') return usageFromPs(pid);
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Field 2 is the name in parentheses and may hold blanks; utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const rss = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return {
      cpuSeconds: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND,
      rssBytes: Number(rss?.[1] ?? 0) * 1024,
    };
  } catch {
    return null;
  }
}

function usageFromPs(pid: number): ProcessUsage | null {
  if (process.platform === 'win32') return null;
  const text = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [rss = '0', time = '0'] = text.split(/\s+/);
  const cpuSeconds = time.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return { cpuSeconds, rssBytes: Number(rss) * 1024 };
}
