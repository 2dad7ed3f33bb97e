import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { TOKEN } from './bench-store.ts';
import { jobOf, projectIdOf, type Order, type Report, type Variant } from './live-server.ts';

/**
 * Measures live updates: Shotboard's server beside a bare broadcast of the same bytes over `ws` and beside graphql-ws as
 * it comes, each in a process of its own with as many sockets. All three make the same changes in the same store, so
 * that what differs is the way from the change to the sockets. Clients live in this process, whose CPU does not count.
 *
 *   npx tsx server/bench/live.ts [--subscribers 2000] [--rounds 5] [--only project,projects,job,latency,memory]
 */
const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'project,projects,job,latency,memory' },
  },
});
const SUBSCRIBERS = Number(values.subscribers);
const parts = new Set(values.only.split(','));
const VARIANTS: readonly Variant[] = ['shotboard', 'broadcast', 'graphql-ws'];

const JOB = 'id name status version updatedAt progress itemCounts { total completed error } target { name }';
const PROJECT_JOBS = `subscription ($id: ID!) { projectJobs(projectId: $id) { changed { ${JOB} } deleted } }`;
const JOB_STATUS = `subscription ($id: ID!) {
  jobStatus(jobId: $id) { version kind status at itemCounts { total completed error } job { ${JOB} } }
}`;

/** One server with its subscribers. */
class Stage {
  readonly #child: ChildProcess;
  readonly #sockets: WebSocket[] = [];
  readonly #variant: Variant;
  /** Frames since `heard` was set to 0. */
  heard = 0;
  onFrame: ((data: Buffer) => void) | null = null;
  #url = '';

  constructor(variant: Variant, topics: number, bytes: Buffer) {
    this.#variant = variant;
    const script = new URL('live-server.ts', import.meta.url);
    this.#child = fork(script, [variant, String(topics), bytes.toString('base64')], {
      serialization: 'advanced',
    });
  }

  async started(): Promise<this> {
    this.#url = (await this.#next('listening')).url;
    return this;
  }

  /** Opens sockets that watch the topics in turn; `query` is null for sockets that ask for nothing. */
  async watch(count: number, topics: number, query: string | null): Promise<void> {
    const isBare = this.#variant === 'broadcast';
    for (let from = 0; from < count; from += 50) {
      const some = Array.from({ length: Math.min(50, count - from) }, (_, n) => ((from + n) % topics) + 1);
      await Promise.all(some.map((topic) => this.#open(topic, isBare ? null : query)));
    }
    // The first, empty updates and what else belongs to the beginning.
    await pause(500);
    this.heard = 0;
  }

  async #open(topic: number, query: string | null): Promise<void> {
    const isBare = this.#variant === 'broadcast';
    const socket = isBare
      ? new WebSocket(`${this.#url}?topic=${projectIdOf(topic)}`)
      : new WebSocket(this.#url, 'graphql-transport-ws');
    this.#sockets.push(socket);
    await once(socket, 'open');
    if (query !== null) {
      const acknowledged = once(socket, 'message');
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${TOKEN}` } }));
      await acknowledged;
      const id = query === JOB_STATUS ? jobOf(topic) : projectIdOf(topic);
      // Ids as the client of graphql-ws gives them.
      const payload = { query, variables: { id } };
      socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload }));
    }
    socket.on('message', (data: Buffer) => {
      this.heard += 1;
      this.onFrame?.(data);
    });
  }

  send(order: Order): void {
    this.#child.send(order);
  }

  async usage(): Promise<{ readonly cpuUs: number; readonly bytes: number }> {
    this.send({ do: 'usage' });
    return this.#next('usage');
  }

  /** Makes changes and waits until `frames` have come, or no more come. Answers when each change was committed. */
  async change(topics: readonly number[], times: number, everyMs: number, frames: number) {
    const changed = this.#next('changed');
    this.send({ do: 'change', topics, times, everyMs });
    const { at } = await changed;
    for (let last = -1; this.heard < frames && this.heard !== last;) {
      last = this.heard;
      await pause(500);
    }
    return at;
  }

  end(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.send({ do: 'end' });
  }

  async #next<Kind extends Report['is']>(kind: Kind): Promise<Extract<Report, { is: Kind }>> {
    for (;;) {
      const [report] = (await once(this.#child, 'message')) as [Report];
      if (report.is === kind) return report as Extract<Report, { is: Kind }>;
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;
const round = (n: number) => Math.round(n * 100) / 100;
function print(figure: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(figure));
}
const range = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

/** A frame as Shotboard sends it, for the broadcast to send the same bytes. */
async function sampleOf(query: string): Promise<Buffer> {
  const stage = await new Stage('shotboard', 1, Buffer.alloc(0)).started();
  await stage.watch(1, 1, query);
  let sample: Buffer = Buffer.alloc(0);
  stage.onFrame = (data) => (sample = data);
  await stage.change([1], 1, 100, 1);
  stage.end();
  return sample;
}

/** CPU for each delivered frame, the variants in turn. */
async function delivery(what: string, query: string, topics: number): Promise<void> {
  const bytes = await sampleOf(query);
  const stages = await Promise.all(VARIANTS.map((variant) => new Stage(variant, topics, bytes).started()));
  for (const stage of stages) await stage.watch(SUBSCRIBERS, topics, query);
  const costs = VARIANTS.map((): number[] => []);
  for (let n = 0; n <= Number(values.rounds); n += 1) {
    for (const [place, stage] of stages.entries()) {
      stage.heard = 0;
      const before = await stage.usage();
      const times = 20;
      await stage.change(range(topics), times, Math.max(100, topics * 3), SUBSCRIBERS * times);
      const after = await stage.usage();
      // The first round warms up.
      if (n > 0) costs[place]?.push((after.cpuUs - before.cpuUs) / stage.heard);
    }
  }
  for (const stage of stages) stage.end();
  const [shotboard = NaN, broadcast = NaN, plain = NaN] = costs.map(median);
  print({
    figure: 'CPU for each delivered frame, in µs, the change included',
    what,
    subscribers: SUBSCRIBERS,
    bytes: bytes.length,
    shotboard: round(shotboard),
    broadcast: round(broadcast),
    'graphql-ws': round(plain),
    'shotboard/broadcast': round(shotboard / broadcast),
    'graphql-ws/shotboard': round(plain / shotboard),
  });
}

/** From the commit in one process to the frame in another, at 5,000 frames a second. */
async function latency(): Promise<void> {
  const topics = 100;
  const stage = await new Stage('shotboard', topics, Buffer.alloc(0)).started();
  await stage.watch(50 * topics, topics, PROJECT_JOBS);
  const heard: (readonly [string, number, bigint])[] = [];
  stage.onFrame = (data) => {
    const now = process.hrtime.bigint();
    const [, job = '', version] = /"id":"(job_\d+)".*?"version":(\d+)/.exec(data.toString()) ?? [];
    heard.push([job, Number(version), now]);
  };
  for (const isWarm of [false, true]) {
    heard.length = 0;
    stage.heard = 0;
    const at = new Map<string, bigint>();
    // Every 10 ms one change that 50 watch.
    for (let n = 0; n < 10; n += 1) {
      for (const topic of range(topics)) {
        const [one] = await stage.change([topic], 1, 10, 0);
        if (one) at.set(`${one[0]} ${one[1]}`, BigInt(one[2]));
      }
    }
    await pause(500);
    if (!isWarm) continue;
    const ms = heard.map(([job, version, now]) => Number(now - (at.get(`${job} ${version}`) ?? now)) / 1e6);
    ms.sort((a, b) => a - b);
    const quantile = (q: number) => round(ms[Math.floor(ms.length * q)] ?? NaN);
    print({
      figure: 'from commit to frame, in ms',
      frames: ms.length,
      framesPerSecond: 5_000,
      p50: quantile(0.5),
      p99: quantile(0.99),
      most: quantile(0.9999),
    });
  }
  stage.end();
}

/** Memory of the server for each subscriber that hears nothing, beyond its socket. */
async function memory(): Promise<void> {
  const measure = async (variant: Variant, topics: number) => {
    const stage = await new Stage(variant, topics, Buffer.alloc(0)).started();
    const before = await stage.usage();
    await stage.watch(SUBSCRIBERS, topics, PROJECT_JOBS);
    const after = await stage.usage();
    stage.end();
    return (after.bytes - before.bytes) / SUBSCRIBERS / 1_000;
  };
  const bare = await measure('broadcast', 1);
  for (const topics of [1, 200]) {
    const shotboard = await measure('shotboard', topics);
    print({
      figure: 'memory for each idle subscriber, in kB',
      subscribers: SUBSCRIBERS,
      projects: topics,
      shotboard: round(shotboard),
      'bare socket': round(bare),
      beyond: round(shotboard - bare),
    });
  }
}

if (parts.has('project')) await delivery('projectJobs, all on one project', PROJECT_JOBS, 1);
if (parts.has('projects')) await delivery('projectJobs, over 200 projects', PROJECT_JOBS, 200);
if (parts.has('job')) await delivery('jobStatus, all on one job', JOB_STATUS, 1);
if (parts.has('latency')) await latency();
if (parts.has('memory')) await memory();
process.exit(0);
