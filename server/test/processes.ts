import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';

/** What there is of processes, as `ps` tells it. */
const ps = async (...args: readonly string[]): Promise<string> => {
  // It ends with 1 when it finds none.
  const { stdout } = await promisify(execFile)('ps', [...args]).catch(() => ({ stdout: '' }));
  return stdout;
};

export async function childrenOf(pid: number | undefined): Promise<readonly number[]> {
  if (pid === undefined) return [];
  const rows = (await ps('-o', 'pid=,stat=', '--ppid', String(pid))).trim().split('\n');
  return rows.flatMap((row) => {
    const [child, state] = row.trim().split(/\s+/);
    return child && !state?.startsWith('Z') ? [Number(child)] : [];
  });
}

/** Those of these processes that still are there; one that nobody has waited for yet is not. */
export async function alive(pids: readonly number[]): Promise<readonly number[]> {
  if (pids.length === 0) return [];
  const rows = (await ps('-o', 'pid=,stat=', '-p', pids.join(','))).trim().split('\n');
  return rows.flatMap((row) => {
    const [pid, state] = row.trim().split(/\s+/);
    return pid && !state?.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Resolves when none of these processes is there any more. */
export async function gone(pids: readonly number[]): Promise<void> {
  while ((await alive(pids)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}
