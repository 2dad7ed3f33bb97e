import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { isIgnored, parseDockerfile, readIgnored, type Stage } from './dockerfile.ts';
import { freePort } from './processes.ts';

/**
 * Follows the Dockerfile without a container engine: each stage in a folder of its own that is the root of its
 * processes, with this machine's system in place of the base image. Then starts what came out as the image says it:
 * as its user, on a root that cannot be written to. `npm run check:image`, as root on Linux; takes a few minutes.
 */

const REPOSITORY = new URL('../..', import.meta.url).pathname;
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc', '/dev'];

interface Built {
  readonly root: string;
  readonly environment: Record<string, string>;
  workdir: string;
  user: string;
  readonly volumes: string[];
  entrypoint: readonly string[];
  cmd: readonly string[];
  healthcheck: readonly string[];
}

/** The headers of this machine's Node, where it has them, so that packages are built without fetching them. */
const PREFIX = dirname(dirname(process.execPath));
const HEADERS: Record<string, string> = existsSync(join(PREFIX, 'include/node'))
  ? { npm_config_nodedir: PREFIX }
  : {};

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A shell line that runs `command` with `built.root` as its root. */
function inside(built: Built, command: string, options: { readonly sealed: boolean }): string {
  const { root, environment, workdir } = built;
  const lines = SYSTEM.filter((path) => existsSync(path)).map(
    (path) =>
      `mkdir -p ${root}${path} && mount --rbind ${path} ${root}${path}` +
      (path === '/dev' ? '' : ` && mount -o remount,ro,bind ${root}${path}`),
  );
  lines.push(`mkdir -p ${root}/proc ${root}/tmp ${root}/root/.npm && mount -t proc proc ${root}/proc`);
  lines.push(`mount -t tmpfs -o mode=1777 tmpfs ${root}/tmp`);
  if (!options.sealed && existsSync('/root/.npm')) lines.push(`mount --bind /root/.npm ${root}/root/.npm`);
  if (options.sealed) {
    for (const path of built.volumes) {
      const [uid = '0', gid = '0'] = built.user.split(':');
      lines.push(`mount -t tmpfs -o uid=${uid},gid=${gid} tmpfs ${root}${path}`);
    }
    // Binding it onto itself makes it a mount of its own, which can be made read-only.
    lines.push(
      `for dir in app root; do mount --bind ${root}/$dir ${root}/$dir && mount -o remount,ro,bind ${root}/$dir; done`,
    );
  }
  const base = { PATH: process.env['PATH'] ?? '', HOME: '/root', ...(options.sealed ? {} : HEADERS) };
  const variables = Object.entries({ ...base, ...environment })
    .map(([name, value]) => quote(`${name}=${value}`))
    .join(' ');
  const who = options.sealed ? `--userspec=${built.user} ` : '';
  lines.push(
    `exec chroot ${who}${root} /usr/bin/env -i ${variables} /bin/sh -c ${quote(`cd ${workdir} && exec ${command}`)}`,
  );
  return lines.join(' && ');
}

const unshared = (script: string): readonly string[] => ['--mount', '/bin/sh', '-ec', script];

function run(built: Built, command: string): void {
  console.log(`RUN ${command}`);
  const script = inside(built, `/bin/sh -ec ${quote(command)}`, { sealed: false });
  const { status } = spawnSync('unshare', unshared(script), { stdio: 'inherit' });
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}`);
}

function copy(
  built: Built,
  fromRoot: string,
  sources: readonly string[],
  to: string,
  ignored: readonly string[],
): void {
  const target = isAbsolute(to) ? join(built.root, to) : join(built.root, built.workdir, to);
  for (const source of sources) {
    const path = join(fromRoot, source);
    const isFolder = source === '.' || !/\.[a-z]+$|LICENSE$/.test(source);
    const goal = isFolder ? target : join(target, source.split('/').at(-1) ?? '');
    cpSync(path, goal, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (one) =>
        one === fromRoot || !isIgnored(ignored, relative(fromRoot, one)) || isAbove(one, fromRoot, ignored),
    });
  }
}

/** A folder that is left out as such, though something below it is not, is gone into all the same. */
function isAbove(path: string, root: string, ignored: readonly string[]): boolean {
  const own = relative(root, path);
  return own === '' || ignored.some((line) => line.startsWith(`!${own}/`));
}

function build(stages: readonly Stage[], folder: string): Built {
  const ignored = readIgnored(readFileSync(join(REPOSITORY, '.dockerignore'), 'utf8'));
  const known = new Map<string, Built>();
  let built: Built | null = null;
  stages.forEach((stage, place) => {
    const root = join(folder, `stage-${place}`);
    mkdirSync(join(root, 'root'), { recursive: true });
    const own: Built = {
      root,
      environment: {},
      workdir: '/',
      user: '0:0',
      volumes: [],
      entrypoint: [],
      cmd: [],
      healthcheck: [],
    };
    for (const step of stage.steps) {
      switch (step.kind) {
        case 'run':
          run(own, step.command);
          break;
        case 'copy': {
          console.log(`COPY ${step.from ? `--from=${step.from} ` : ''}${step.sources.join(' ')} ${step.to}`);
          const from = step.from === null ? null : known.get(step.from);
          if (from === undefined) throw new Error(`there is no stage ${step.from}`);
          copy(own, from?.root ?? REPOSITORY, step.sources, step.to, from ? [] : ignored);
          break;
        }
        case 'workdir':
          own.workdir = step.path;
          mkdirSync(join(root, step.path), { recursive: true });
          break;
        case 'env':
          own.environment[step.name] = step.value;
          break;
        case 'user':
          own.user = step.user;
          break;
        case 'volume':
          own.volumes.push(step.path);
          break;
        case 'entrypoint':
        case 'cmd':
        case 'healthcheck':
          own[step.kind] = step.command;
          break;
      }
    }
    if (stage.name) known.set(stage.name, own);
    built = own;
  });
  if (!built) throw new Error('the Dockerfile has no stage');
  return built;
}

const command = (words: readonly string[]): string => words.map(quote).join(' ');

async function start(built: Built): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const script = inside(built, command([...built.entrypoint, ...built.cmd]), { sealed: true });
  const child = spawn('unshare', unshared(script), { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /listens on http:\/\/[^:]+:(\d+)/.exec(output)?.[1];
      if (found) resolve(`http://127.0.0.1:${found}`);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${output}`)));
  });
  return { child, url };
}

function expectSealed(built: Built): void {
  for (const path of ['/app/here', '/root/here']) {
    const script = inside(built, `touch ${path}`, { sealed: true });
    const { status } = spawnSync('unshare', unshared(script), { stdio: 'ignore' });
    if (status === 0) throw new Error(`${path} could be written`);
  }
}

async function expectOk(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
  console.log(`200 ${url}`);
}

/** The examples of a first start are compiled and run: the engine works as the image's user on the image's files. */
async function examplesDone(url: string, token: string): Promise<void> {
  const query = '{ projects(first: 1) { nodes { jobs(first: 10) { nodes { name status } } } } }';
  for (const deadline = Date.now() + 180_000; Date.now() < deadline;) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as {
      data: { projects: { nodes: { jobs: { nodes: { name: string; status: string }[] } }[] } };
    };
    const jobs = data.projects.nodes.flatMap((project) => project.jobs.nodes);
    if (jobs.length > 0 && jobs.every(({ status }) => status === 'COMPLETED')) {
      console.log(jobs.map(({ name, status }) => `${name}: ${status}`).join('\n'));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the examples were not run');
}

async function main(): Promise<void> {
  if (process.platform !== 'linux' || userInfo().uid !== 0) {
    console.error('This needs root on Linux: it gives each stage a root of its own.');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-image-'));
  try {
    const stages = parseDockerfile(readFileSync(join(REPOSITORY, 'Dockerfile'), 'utf8'));
    const built = build(stages, folder);
    const token = 'a-token-of-the-image-check';
    const port = String(await freePort());
    Object.assign(built.environment, {
      SHOTBOARD_ADMIN_TOKEN: token,
      SHOTBOARD_PORT: port,
      SHOTBOARD_WORKERS: '2',
    });
    expectSealed(built);
    const { child, url } = await start(built);
    try {
      for (const path of ['/healthz', '/readyz', '/sign-in']) await expectOk(url + path);
      const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (uid !== built.user.split(':')[0]) throw new Error(`it runs as ${uid}`);
      const health = spawnSync(
        'unshare',
        unshared(inside(built, command(built.healthcheck), { sealed: true })),
      );
      if (health.status !== 0) throw new Error(`the health check ended with ${health.status}`);
      await examplesDone(url, token);
    } finally {
      child.kill('SIGTERM');
    }
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`SIGTERM ended it with ${code}`);
    const size = spawnSync('du', ['-sm', join(built.root, 'app')], { encoding: 'utf8' }).stdout.split(
      '\t',
    )[0];
    console.log(`The image starts, runs, and stops. /app has ${size} MB.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
