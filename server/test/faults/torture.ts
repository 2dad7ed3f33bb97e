import { join } from 'node:path';
import { simulateDeviceText } from '../../engine/device-simulation.ts';
import { randomFromSeed, type RandomSource } from '../../engine/random.ts';
import { isFinal } from '../../domain/status.ts';
import { fakeBraket, FAKE_BRAKET_KEYS } from '../../providers/fake/fake-braket.ts';
import { fakeIonq, FAKE_IONQ_KEYS } from '../../providers/fake/fake-ionq.ts';
import type { FakeServer } from '../../providers/fake/fake-server.ts';
import { brokenCounts, leftBehind } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';
import { brokenRemotely } from '../remote/ledger-check.ts';
import { TARGET_OF } from '../remote/remote-lab.ts';
import { newDatabase, type DatabaseName, type TestDatabase } from './databases.ts';
import { faultyDisk, noFaultyDisk, type FaultyDisk } from './disk.ts';
import { brokenHistory, History } from './history.ts';
import { projectOver } from './over-http.ts';
import { Actor, watch, type World } from './torture-clients.ts';
import { TortureNode } from './torture-node.ts';

export interface TortureOptions {
  readonly store: DatabaseName;
  readonly seed: number;
  readonly seconds: number;
  /** Where the history is kept, as JSON lines. */
  readonly history: string;
  readonly nodes: number;
}

export interface TortureReport {
  readonly options: TortureOptions;
  readonly done: Readonly<Record<string, number>>;
  readonly jobs: number;
  readonly items: number;
  readonly attempts: number;
  readonly events: number;
  readonly remoteTasks: number;
  readonly seconds: number;
  /** One sentence for each thing that does not hold. */
  readonly violations: readonly string[];
}

const ACTORS = 4;
const WATCHERS = 3;
/** How long what is under way may take when all faults are over, on a slow machine. */
const QUIET_MS = 180_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Real nodes, real clients, and everything that can break, mixed by a seed; then all faults end, what is under way comes
 * to its end, and the checker reads everything (RELIABILITY: I1–I8).
 */
export async function torture(options: TortureOptions): Promise<TortureReport> {
  const database = await newDatabase(options.store);
  const history = new History(options.history);
  const fakes = [
    fakeBraket({ run: (text, shots, seed) => simulateDeviceText(text, 'BRAKET', shots, seed) }),
    fakeIonq({ run: (text, shots, seed) => simulateDeviceText(text, 'IONQ', shots, seed) }),
  ] as const;
  await Promise.all(fakes.map((fake) => fake.start()));
  for (const fake of fakes) fake.set({ createdMs: 0, queuedMs: 300, runningMs: 300, cancellingMs: 100 });
  const disk =
    options.store === 'sqlite' && noFaultyDisk === null
      ? faultyDisk(database.folder, database.address, false)
      : null;
  const environment = {
    ...database.environment,
    ...disk?.environment,
    SHOTBOARD_SECRET_KEY: '07'.repeat(32),
    SHOTBOARD_BRAKET_ENDPOINT: fakes[0].url,
    SHOTBOARD_IONQ_ENDPOINT: `${fakes[1].url}/v0.4`,
    SHOTBOARD_DEVICES_SECONDS: '2',
    SHOTBOARD_WORKERS: '2',
    SHOTBOARD_EXECUTE_SECONDS: '2',
    SHOTBOARD_DRAIN_SECONDS: '1',
    SHOTBOARD_POINTS_PER_MINUTE: '1000000000',
    SHOTBOARD_LOG_LEVEL: 'error',
  };
  const nodes: TortureNode[] = [];
  try {
    for (let n = 1; n <= options.nodes; n += 1)
      nodes.push(
        await TortureNode.start(
          `node ${n}`,
          database.shared ? join(database.folder, `node-${n}`) : database.folder,
          environment,
          database.shared ? database.address : null,
        ),
      );
    return await run(options, { database, history, fakes, disk, nodes });
  } finally {
    history.flush();
    for (const node of nodes) await node.remove();
    await Promise.all(fakes.map((fake) => fake.close()));
    await database.remove();
  }
}

interface Parts {
  readonly database: TestDatabase;
  readonly history: History;
  readonly fakes: readonly FakeServer[];
  readonly disk: FaultyDisk | null;
  readonly nodes: readonly TortureNode[];
}

async function run(options: TortureOptions, parts: Parts): Promise<TortureReport> {
  const { database, history, fakes, nodes } = parts;
  const began = performance.now();
  const [first] = nodes;
  if (!first) throw new Error('There are no nodes.');
  await addCredentials(first);
  let stopping = false;
  const world: World = {
    nodes,
    history,
    projectId: await projectOver(first.process),
    jobs: [],
    open: new Map(),
    unsettled: new Map(),
    stopping: () => stopping,
  };
  const streams = (n: number): RandomSource => randomFromSeed(options.seed * 1_000 + n);
  const people = [
    ...Array.from({ length: ACTORS }, (_, n) => new Actor(world, `actor ${n}`, streams(n)).act()),
    ...Array.from({ length: WATCHERS }, (_, n) => watch(world, `watcher ${n}`, streams(100 + n))),
  ];
  const violations: string[] = [];
  const breaking = new Breaker(parts, streams(200), violations);
  await Promise.race([breaking.until(began + options.seconds * 1_000), Promise.all(people)]);

  // All faults end; what nobody knows the outcome of is asked again until it is known.
  await breaking.mend();
  stopping = true;
  await Promise.all(people);
  const deadline = performance.now() + QUIET_MS;
  const store = await database.open();
  try {
    for (const settle of [...world.unsettled.values()])
      while (!(await settle()) && performance.now() < deadline) await pause(100);
    if (world.unsettled.size > 0) violations.push(`${world.unsettled.size} requests are not answered.`);
    const known = await jobsOf(store, world.projectId);
    violations.push(...(await quiet(store, known, nodes.length, deadline)));
    for (const node of nodes) {
      const code = await node.down('SIGTERM');
      if (code !== 0) violations.push(`I8: ${node.name} ended with ${code}: ${node.lastWords}`);
    }
    const left = Promise.all(nodes.flatMap((node) => node.left)).then(() => null);
    if ((await Promise.race([left, pause(30_000).then(() => 'left')])) === 'left')
      violations.push('I8: processes of engines outlive their node.');

    const all = await jobsOf(store, world.projectId);
    const ours = (await store.jobs(all)).flatMap((job) => (job && isOurs(job.name) ? [job.id] : []));
    const checks: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
      ['I1–I5', () => brokenRemotely(store, all, fakes)],
      ['counts', () => brokenCounts(store, [world.projectId])],
      ['I1, I6, I7', () => brokenHistory(store, history, new Set(ours))],
      ['I8', () => leftBehind(store)],
    ];
    for (const [check, look] of checks) {
      const broken = await look();
      history.add('checker', { did: 'check', check, broken });
      violations.push(...broken);
    }
    return await report(options, { store, all, parts, violations, began });
  } finally {
    await store.close();
  }
}

const isOurs = (name: string): boolean => /^torture|^another body/.test(name);

/** Waits until all that can end has ended, and the lost nodes are struck off; answers what does not come to rest. */
async function quiet(
  store: Store,
  ids: readonly string[],
  nodes: number,
  deadline: number,
): Promise<readonly string[]> {
  for (;;) {
    const waiting: string[] = [];
    for (const job of await store.jobs(ids)) {
      if (!job || isFinal(job.status)) continue;
      for (const item of await store.listItems(job.id, { statuses: null, after: -1, limit: 300 })) {
        // Whether an unanswered submission was accepted is looked for during a quarter of an hour.
        const unknown = item.remote !== null && item.remote.remoteId === null;
        if (!isFinal(item.status) && !unknown)
          waiting.push(`item ${item.index} of ${job.id}: ${item.status}`);
      }
    }
    const workers = (await store.workers()).length;
    const there = (await store.nodes()).length;
    if (waiting.length === 0 && workers === nodes && there === nodes) return [];
    if (performance.now() > deadline)
      return [
        ...waiting.map((one) => `It does not end: ${one}.`),
        ...(workers === nodes && there === nodes
          ? []
          : [`I8: ${workers} workers and ${there} nodes of ${nodes} are registered.`]),
      ];
    await pause(200);
  }
}

async function jobsOf(store: Store, projectId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page: readonly string[] = await store.jobIds({ projectId }, {}, ids.at(-1) ?? null, 500);
    ids.push(...page);
    if (page.length < 500) return ids;
  }
}

/** Credentials for both fakes; then waits until their devices are targets. */
async function addCredentials({ process: shotboard }: TortureNode): Promise<void> {
  const secrets = [
    { ionq: { apiKey: FAKE_IONQ_KEYS[0] } },
    {
      braket: {
        accessKeyId: FAKE_BRAKET_KEYS[0],
        secretAccessKey: 'any-secret',
        region: 'us-east-1',
        bucket: 'amazon-braket-torture',
      },
    },
  ];
  for (const one of secrets) {
    const { addProviderCredential } = await shotboard.ask<{ addProviderCredential: { errors: unknown[] } }>(
      'mutation ($input: AddProviderCredentialInput!) { addProviderCredential(input: $input) { errors { message } } }',
      { input: { name: 'Torture', owner: 'ORGANIZATION', secrets: one } },
    );
    if (addProviderCredential.errors.length > 0)
      throw new Error(JSON.stringify(addProviderCredential.errors));
  }
  for (;;) {
    const { targets } = await shotboard.ask<{ targets: { id: string }[] }>(
      '{ targets(jobType: EXECUTE) { id } }',
    );
    if (Object.values(TARGET_OF).every((id) => targets.some((target) => target.id === id))) return;
    await pause(50);
  }
}

async function report(
  options: TortureOptions,
  run: {
    readonly store: Store;
    readonly all: readonly string[];
    readonly parts: Parts;
    readonly violations: readonly string[];
    readonly began: number;
  },
): Promise<TortureReport> {
  const { store, all, parts, violations, began } = run;
  let items = 0;
  let attempts = 0;
  let events = 0;
  for (const job of await store.jobs(all)) {
    if (!job) continue;
    events += job.version;
    for (const item of await store.listItems(job.id, { statuses: null, after: -1, limit: 300 })) {
      items += 1;
      attempts += item.attempt;
    }
  }
  return {
    options,
    done: parts.history.tally(),
    jobs: all.length,
    items,
    attempts,
    events,
    remoteTasks: parts.fakes.reduce((sum, fake) => sum + fake.ledger.tasks.length, 0),
    seconds: Math.round((performance.now() - began) / 1_000),
    violations,
  };
}

type Fault = (random: RandomSource) => Promise<unknown>;

const PROVIDER_FAULTS = [
  'throttle',
  'fail',
  'reset',
  'slow',
  'fail-after',
  'broken',
  'drop',
  'hang-after',
] as const;

/** Breaks one thing after the other, drawn from a seed; each fault ends before the next one, but for those at providers. */
class Breaker {
  readonly #parts: Parts;
  readonly #random: RandomSource;
  readonly #violations: string[];

  constructor(parts: Parts, random: RandomSource, violations: string[]) {
    this.#parts = parts;
    this.#random = random;
    this.#violations = violations;
  }

  async until(end: number): Promise<void> {
    const { database, disk } = this.#parts;
    const faults: readonly (readonly [string, Fault])[] = [
      ['kill', () => this.#kill()],
      ['kill', () => this.#kill()],
      ['stop', () => this.#stop()],
      ['freeze', () => this.#freeze()],
      ['engine', () => this.#killEngine()],
      ['engine', () => this.#killEngine()],
      ['cut', () => this.#cut()],
      ['black hole', () => this.#blackHole()],
      ...(database.shared
        ? ([
            ['database cut', () => this.#cutLink()],
            ['database black hole', () => this.#blackHoleLink()],
          ] as const)
        : []),
      ['provider', () => this.#provider()],
      ['provider', () => this.#provider()],
      ...(disk
        ? ([
            ['disk full', () => this.#diskFull(disk)],
            ['disk broken', () => this.#diskBroken(disk)],
          ] as const)
        : []),
      ...database.faults.map(({ name, make }) => [name, () => make(this.#random)] as const),
    ];
    while (performance.now() < end) {
      await pause(200 + this.#random.next() * 2_000);
      const [name, fault] = faults[Math.floor(this.#random.next() * faults.length)] ?? [];
      if (name === undefined || fault === undefined) continue;
      const detail = await fault(this.#random);
      this.#parts.history.add('breaker', { did: 'fault', fault: name, detail });
    }
  }

  /** Ends all faults; all nodes are up. */
  async mend(): Promise<void> {
    const { nodes, fakes, disk } = this.#parts;
    for (const fake of fakes) fake.clearFaults();
    disk?.full(false);
    disk?.broken(false);
    for (const node of nodes) {
      node.proxy.heal();
      node.link?.heal();
      await node.up();
    }
  }

  #node(): TortureNode {
    const { nodes } = this.#parts;
    const node = nodes[Math.floor(this.#random.next() * nodes.length)];
    if (!node) throw new Error('There are no nodes.');
    return node;
  }

  async #kill(): Promise<string> {
    const node = this.#node();
    await node.down('SIGKILL');
    await node.up();
    return node.name;
  }

  async #stop(): Promise<string> {
    const node = this.#node();
    const code = await node.down('SIGTERM');
    if (code !== 0)
      this.#violations.push(`${node.name} ended with ${code} when it was asked to stop: ${node.lastWords}`);
    await node.up();
    return node.name;
  }

  /** For longer than its lease, so that another takes over what it held. */
  async #freeze(): Promise<string> {
    const node = this.#node();
    node.signal('SIGSTOP');
    await pause(1_000 + this.#random.next() * 2_000);
    node.signal('SIGCONT');
    return node.name;
  }

  async #killEngine(): Promise<string> {
    const engines = await this.#node().engines();
    const engine = engines[Math.floor(this.#random.next() * engines.length)];
    if (engine === undefined) return 'none';
    try {
      process.kill(engine, this.#random.next() < 0.5 ? 'SIGKILL' : 'SIGSEGV');
    } catch {
      return 'gone already';
    }
    return 'one';
  }

  async #cut(): Promise<string> {
    const node = this.#node();
    node.proxy.cut();
    return node.name;
  }

  async #blackHole(): Promise<string> {
    const node = this.#node();
    node.proxy.blackHole();
    await pause(500 + this.#random.next() * 1_500);
    node.proxy.heal();
    return node.name;
  }

  async #cutLink(): Promise<string> {
    const node = this.#node();
    node.link?.cut();
    return node.name;
  }

  /** What was sent in it is lost for ever; the node has to notice by itself. */
  async #blackHoleLink(): Promise<string> {
    const node = this.#node();
    node.link?.blackHole();
    await pause(500 + this.#random.next() * 4_000);
    node.link?.heal();
    return node.name;
  }

  async #provider(): Promise<unknown> {
    const fake = this.#parts.fakes[Math.floor(this.#random.next() * this.#parts.fakes.length)];
    const kind = PROVIDER_FAULTS[Math.floor(this.#random.next() * PROVIDER_FAULTS.length)] ?? 'fail';
    const fault = {
      operation: 'any',
      kind,
      times: 1 + Math.floor(this.#random.next() * 3),
      status: this.#random.next() < 0.5 ? 500 : 503,
      retryAfter: this.#random.next() < 0.5 ? 1 : null,
      ms: 300,
    } as const;
    fake?.fail(fault);
    return fault;
  }

  async #diskFull(disk: FaultyDisk): Promise<void> {
    disk.full(true);
    await pause(200 + this.#random.next() * 1_500);
    disk.full(false);
  }

  async #diskBroken(disk: FaultyDisk): Promise<void> {
    const node = this.#node();
    disk.broken(true);
    const code = await node.ended();
    if (code !== 74) this.#violations.push(`${node.name} ended with ${code} when a sync failed.`);
    disk.broken(false);
    await node.up();
  }
}
