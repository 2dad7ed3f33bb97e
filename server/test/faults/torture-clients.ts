import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { RandomSource } from '../../engine/random.ts';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { ADMIN_TOKEN } from '../shotboard-process.ts';
import type { ProviderChoice } from '../remote/remote-lab.ts';
import { TARGET_OF } from '../remote/remote-lab.ts';
import type { History, Outcome } from './history.ts';
import { BELL, ENDLESS } from './over-http.ts';
import type { TortureNode } from './torture-node.ts';

/** How long a client waits for an answer before it takes it for lost. */
const PATIENCE_MS = 5_000;
/** More than these are not under way at once: what waits is to be run before the end. */
const MOST_OPEN = 12;
const LONG_MS = 20_000;
const MOST_UNSETTLED = 10;
const BROKEN = 'OPENQASM 2.0;\nqreg q[1];\nno_such_gate q[0];\n';

interface Answer {
  readonly outcome: Outcome;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly codes: readonly string[];
}

export interface World {
  readonly nodes: readonly TortureNode[];
  readonly history: History;
  readonly projectId: string;
  /** Jobs that were acknowledged, in that order. */
  readonly jobs: string[];
  /** Those that nobody has seen end, and since when, on a clock that never jumps. */
  readonly open: Map<string, number>;
  /** Requests whose outcome is unknown; the same is asked again until it is known. */
  readonly unsettled: Map<string, () => Promise<boolean>>;
  readonly stopping: () => boolean;
}

const pick = <T>(random: RandomSource, values: readonly T[]): T | undefined =>
  values[Math.floor(random.next() * values.length)];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks a node; every answer that is no answer is `unknown`. */
export async function ask(
  node: TortureNode,
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  try {
    const response = await fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = (await response.json()) as {
      data?: Record<string, unknown> | null;
      errors?: readonly { readonly extensions?: { readonly code?: string } }[];
    };
    const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.code ?? 'none');
    if (!answer.data || codes.includes('INTERNAL_SERVER_ERROR')) return { outcome: 'unknown', codes };
    const payload = answer.data['payload'] as { errors?: readonly { code: string }[] } | null | undefined;
    const refusals = (payload?.errors ?? []).map(({ code }) => code);
    return {
      outcome: refusals.length > 0 ? 'refused' : 'acknowledged',
      data: answer.data,
      codes: [...codes, ...refusals],
    };
  } catch {
    return { outcome: 'unknown', codes: [] };
  }
}

/** Somebody who submits, reruns, retries, cancels and reads, until it is over. */
export class Actor {
  readonly #world: World;
  readonly #name: string;
  readonly #random: RandomSource;
  #asked = 0;

  constructor(world: World, name: string, random: RandomSource) {
    this.#world = world;
    this.#name = name;
    this.#random = random;
  }

  async act(): Promise<void> {
    while (!this.#world.stopping()) {
      await this.#one();
      await pause(20 + this.#random.next() * 100);
    }
  }

  async #one(): Promise<void> {
    const { jobs, open, unsettled, history } = this.#world;
    const luck = this.#random.next();
    const jobId = pick(this.#random, jobs.slice(-60));
    const again = [...unsettled.values()][0];
    // Much that is unknown is settled before more is asked for.
    if (again && (luck < 0.3 || unsettled.size > MOST_UNSETTLED)) return void (await again());
    if (jobId === undefined) return this.#submit();
    if (luck < 0.5)
      return this.#isMuchOpen() ? this.#read(pick(this.#random, [...open.keys()]) ?? jobId) : this.#submit();
    if (luck < 0.6) {
      // Much of what was submitted has ended: a cancellation is mostly of what has not.
      const running = (this.#random.next() < 0.7 ? pick(this.#random, [...open.keys()]) : undefined) ?? jobId;
      return this.#change('cancel', CANCEL, { jobId: running, reason: 'torture' }, running);
    }
    if (luck < 0.7) {
      const full = this.#random.next() < 0.3;
      const input = full
        ? { jobId, strategy: 'FULL_RESTART', acceptDuplicates: true }
        : { jobId, itemStatuses: ['ERROR', 'CANCELLED', 'TERMINATED'] };
      return this.#change('retry', RETRY, input, jobId);
    }
    if (luck < 0.75 && !this.#isMuchOpen())
      return this.#create('rerun', RERUN, { jobId, name: `torture again` });
    if (luck < 0.8) {
      const ids = [...new Set(Array.from({ length: 5 }, () => pick(this.#random, jobs) ?? jobId))];
      const { outcome } = await ask(this.#node(), CANCEL_JOBS, { input: { jobs: { ids } } });
      history.add(this.#name, { did: 'bulk-cancel', jobIds: ids, outcome });
      return;
    }
    return this.#read(jobId);
  }

  /** What has not ended for long waits for a provider, and is in nobody's way. */
  #isMuchOpen(): boolean {
    const since = performance.now() - LONG_MS;
    return [...this.#world.open.values()].filter((at) => at > since).length >= MOST_OPEN;
  }

  #node(): TortureNode {
    const node = pick(this.#random, this.#world.nodes);
    if (!node) throw new Error('There are no nodes.');
    return node;
  }

  #submit(): Promise<void> {
    const luck = this.#random.next();
    const [provider, source, language, most]: [ProviderChoice | null, string, string, number] =
      luck < 0.12
        ? ['BRAKET', BELL, 'OPENQASM2', 2]
        : luck < 0.24
          ? ['IONQ', BELL, 'OPENQASM2', 2]
          : luck < 0.34
            ? [null, BROKEN, 'OPENQASM2', 3]
            : luck < 0.4
              ? [null, ENDLESS, 'QSHARP', 1]
              : [null, BELL, 'OPENQASM2', 6];
    const programs = Array.from({ length: 1 + Math.floor(this.#random.next() * most) }, (_, n) => ({
      name: `program ${n}`,
      language,
      source,
      shots: 10,
    }));
    return this.#create('submit', SUBMIT, {
      projectId: this.#world.projectId,
      targetId: provider ? TARGET_OF[provider] : 'target_simulator',
      name: 'torture',
      definition: { execute: { programs } },
    });
  }

  /** A job that comes to be, under a key: asked again, also with another body, when the answer is lost or just so. */
  async #create(did: 'submit' | 'rerun', query: string, input: Record<string, unknown>): Promise<void> {
    const { history, jobs, open, unsettled } = this.#world;
    const key = `${this.#name}-${(this.#asked += 1)}`;
    const send = async (body: Record<string, unknown>): Promise<Answer> => {
      const answer = await ask(this.#node(), query, { input: { ...body, idempotencyKey: key } });
      const payload = answer.data?.['payload'] as { job: { id: string } | null } | null | undefined;
      const jobId = answer.outcome === 'acknowledged' ? payload?.job?.id : undefined;
      const told = { key, body: JSON.stringify(body), outcome: answer.outcome, ...(jobId && { jobId }) };
      history.add(this.#name, { did, ...told });
      if (jobId && !jobs.includes(jobId)) {
        jobs.push(jobId);
        open.set(jobId, performance.now());
      }
      return answer;
    };
    const settle = async (): Promise<boolean> => {
      unsettled.set(key, settle);
      if ((await send(input)).outcome === 'unknown') return false;
      unsettled.delete(key);
      return true;
    };
    if (!(await settle())) return;
    if (this.#random.next() < 0.1) await send(input);
    if (this.#random.next() < 0.05) await send({ ...input, name: 'another body' });
  }

  async #change(
    did: 'cancel' | 'retry',
    query: string,
    input: Record<string, unknown>,
    jobId: string,
  ): Promise<void> {
    const { outcome, codes } = await ask(this.#node(), query, { input });
    this.#world.history.add(this.#name, { did, jobIds: [jobId], outcome, codes });
    if (did === 'retry' && outcome !== 'refused') this.#world.open.set(jobId, performance.now());
  }

  async #read(jobId: string): Promise<void> {
    const { outcome, data, codes } = await ask(this.#node(), READ, { jobId });
    const job = data?.['job'] as { version: number; status: JobStatus } | null | undefined;
    const missing = codes.includes('NOT_FOUND') || (outcome === 'acknowledged' && !job);
    this.#world.history.add(this.#name, {
      did: 'read',
      jobId,
      outcome,
      ...(job && { version: job.version }),
      ...(missing && { missing }),
    });
    if (job && isFinal(job.status)) this.#world.open.delete(jobId);
  }
}

/** Somebody who follows jobs to their end, one after the other, and resumes whenever the line breaks. */
export async function watch(world: World, name: string, random: RandomSource): Promise<void> {
  const followed = new Set<string>();
  while (!world.stopping()) {
    const jobId = pick(
      random,
      world.jobs.slice(-10).filter((id) => !followed.has(id)),
    );
    if (jobId === undefined) {
      await pause(50);
      continue;
    }
    followed.add(jobId);
    for (let version = 0, over = false; !over && !world.stopping();) {
      const node = pick(random, world.nodes);
      if (!node) return;
      [version, over] = await followOnce(world, node, name, jobId, version);
    }
  }
}

/** One that may be torn before it is open: whoever waits hears of it by its end. */
class TornSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

/** Until the job ends or the line breaks; answers the last version seen, and whether it is over. */
async function followOnce(
  { history, open, stopping }: World,
  node: TortureNode,
  name: string,
  jobId: string,
  after: number,
): Promise<[version: number, over: boolean]> {
  let version = after;
  let over = false;
  let deaf: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${node.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: TornSocket,
    connectionParams: { authorization: `Bearer ${ADMIN_TOKEN}` },
    retryAttempts: 0,
    connectionAckWaitTimeout: PATIENCE_MS,
    keepAlive: 1_000,
    on: {
      ping: (received) => {
        if (!received) deaf = setTimeout(() => client.terminate(), PATIENCE_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(deaf);
      },
    },
  });
  const giveUp = setInterval(() => {
    if (stopping()) client.terminate();
  }, 200);
  try {
    const events = client.iterate<{ jobStatus: { version: number; kind: string; status: string } }>({
      query: `subscription ($jobId: ID!, $after: Int!) {
        jobStatus(jobId: $jobId, after: $after) { version kind status }
      }`,
      variables: { jobId, after },
    });
    for await (const { data, errors } of events) {
      if (errors) break;
      if (!data) continue;
      history.add(name, { did: 'see', jobId, ...data.jobStatus });
      version = data.jobStatus.version;
      over = isFinal(data.jobStatus.status as JobStatus);
      if (over) {
        open.delete(jobId);
        break;
      }
    }
  } catch {
    // The line broke: resumed from the last version, elsewhere or here.
    await pause(100);
  } finally {
    clearTimeout(deaf);
    clearInterval(giveUp);
    client.terminate();
  }
  return [version, over];
}

const PAYLOAD = '{ job { id } errors { code } }';
const SUBMIT = `mutation ($input: SubmitJobInput!) { payload: submitJob(input: $input) ${PAYLOAD} }`;
const RERUN = `mutation ($input: RerunJobInput!) { payload: rerunJob(input: $input) ${PAYLOAD} }`;
const CANCEL = `mutation ($input: CancelJobInput!) { payload: cancelJob(input: $input) ${PAYLOAD} }`;
const RETRY = `mutation ($input: RetryJobInput!) { payload: retryJob(input: $input) ${PAYLOAD} }`;
const CANCEL_JOBS =
  'mutation ($input: CancelJobsInput!) { payload: cancelJobs(input: $input) { errors { code } } }';
const READ = 'query ($jobId: ID!) { job(id: $jobId) { version status } }';
