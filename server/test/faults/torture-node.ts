import { once } from 'node:events';
import { startProcess, type ShotboardProcess } from '../shotboard-process.ts';
import { tcpProxy, type TcpProxy } from '../tcp-proxy.ts';
import { childrenOf, freePort, gone } from '../processes.ts';

/** A real node behind a network that may fail: it ends and comes back at the same address. */
export class TortureNode {
  readonly name: string;
  readonly proxy: TcpProxy;
  /** The network between it and the database's server, where there is one. */
  readonly link: TcpProxy | null;
  /** What it left running that should have ended with it. */
  readonly left: Promise<void>[] = [];
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;
  #process: ShotboardProcess | null = null;
  /** The end of what its last process wrote. */
  lastWords = '';

  private constructor(
    name: string,
    folder: string,
    environment: Readonly<Record<string, string>>,
    proxy: TcpProxy,
    link: TcpProxy | null,
  ) {
    this.name = name;
    this.#folder = folder;
    this.#environment = environment;
    this.proxy = proxy;
    this.link = link;
  }

  /** @param databaseUrl - of the database's server; null where the database is a file */
  static async start(
    name: string,
    folder: string,
    environment: Readonly<Record<string, string>>,
    databaseUrl: string | null,
  ): Promise<TortureNode> {
    const port = String(await freePort());
    const proxy = await tcpProxy(`http://127.0.0.1:${port}`);
    const link = databaseUrl === null ? null : await tcpProxy(databaseUrl);
    const own = { SHOTBOARD_PORT: port, ...(link && { SHOTBOARD_DATABASE_URL: link.url }) };
    const node = new TortureNode(name, folder, { ...environment, ...own }, proxy, link);
    await node.up();
    return node;
  }

  /** The address by way of the network that may fail. */
  get url(): string {
    return this.proxy.url.replace(/\/$/, '');
  }

  get process(): ShotboardProcess {
    if (!this.#process) throw new Error(`${this.name} is down.`);
    return this.#process;
  }

  async up(): Promise<void> {
    this.#process ??= await startProcess(this.#folder, this.#environment);
  }

  /** Ends it; its engines end with it, whatever they do. */
  async down(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const engines = await childrenOf(this.process.child.pid);
    const { code } = await this.process.end(signal);
    this.lastWords = this.process.output().slice(-2_000);
    this.#process = null;
    this.left.push(gone(engines));
    return code;
  }

  /** Waits until it ends by itself; answers its exit code. */
  async ended(): Promise<number | null> {
    const { child } = this.process;
    const engines = await childrenOf(child.pid);
    if (child.exitCode === null) await once(child, 'exit');
    this.#process = null;
    this.left.push(gone(engines));
    return child.exitCode;
  }

  /** It is gone for good, and its networks with it. */
  async remove(): Promise<void> {
    if (this.#process) await this.down('SIGKILL');
    await this.proxy.close();
    await this.link?.close();
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process.child.kill(signal);
  }

  engines(): Promise<readonly number[]> {
    return childrenOf(this.process.child.pid);
  }
}
