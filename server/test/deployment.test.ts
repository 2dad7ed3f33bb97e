import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, parse } from 'yaml';
import { readConfig } from '../config.ts';
import { isIgnored, parseDockerfile, readIgnored } from './dockerfile.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: Readonly<Record<string, unknown>>;
  }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly [Container];
}
interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: { readonly template?: { readonly spec: Pod } };
}

const FOLDER = 'server/deploy/kubernetes';
const resources = readdirSync(join(ROOT, FOLDER))
  .filter((file) => file !== 'kustomization.yaml')
  .flatMap((file) => parseAllDocuments(read(join(FOLDER, file))).map((one) => one.toJS() as Resource));
const deployments = resources.filter(({ kind }) => kind === 'Deployment');
const settings = resources.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
const secrets = resources.find(({ kind }) => kind === 'Secret')?.stringData ?? {};
const podOf = (resource: Resource): Pod => {
  if (!resource.spec?.template) throw new Error(`${resource.metadata.name} has no pods`);
  return resource.spec.template.spec;
};

/** Whether the program knows all these names; values that only a cluster has are left out. */
function takes(environment: Readonly<Record<string, string>>): void {
  readConfig(environment);
}

describe('the Kubernetes manifests', () => {
  test('are all named by the kustomization, the example of a secret apart', () => {
    const { resources: named } = parse(read(join(FOLDER, 'kustomization.yaml'))) as { resources: string[] };
    const files = readdirSync(join(ROOT, FOLDER)).filter((file) => !/^kustomization|\.example\./.test(file));
    expect([...named].sort()).toEqual(files.sort());
  });

  test('set only what the program knows, to values it takes', () => {
    takes(settings);
    for (const deployment of deployments) {
      for (const { name, value } of podOf(deployment).containers[0].env) {
        if (value === undefined) expect(name, deployment.metadata.name).toMatch(KNOWN);
        else takes({ [name]: value });
      }
    }
  });

  test('refer to secrets and never hold them', () => {
    for (const deployment of deployments) {
      for (const { name, value, valueFrom } of podOf(deployment).containers[0].env) {
        if (!/TOKEN|SECRET|DATABASE_URL|PASSWORD/.test(name)) continue;
        expect(value, name).toBeUndefined();
        const { secretKeyRef } = valueFrom as { secretKeyRef: { name: string; key: string } };
        expect(Object.keys(secrets)).toContain(secretKeyRef.key);
      }
    }
    for (const name of Object.keys(settings)) expect(name).not.toMatch(/TOKEN|SECRET|DATABASE_URL|PASSWORD/);
  });

  test.each(deployments.map((one) => [one.metadata.name, podOf(one)] as const))(
    '%s runs without rights, is asked how it is, and has time to stop',
    (_, pod) => {
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
      expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
      expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
      // A node ends at latest 15 seconds after its items had their time.
      const drains = container.args.includes('worker') ? Number(settings['SHOTBOARD_DRAIN_SECONDS']) : 0;
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(drains + 15);
    },
  );
});

const KNOWN = new RegExp(
  `\`?(${[...read('README.md').matchAll(/`(SHOTBOARD_[A-Z_]+)`/g)].map(([, name]) => name).join('|')})`,
);

describe('the compose file', () => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as {
    services: Readonly<
      Record<string, { read_only?: boolean; environment: Record<string, string>; stop_grace_period?: string }>
    >;
  };
  test.each(['api', 'worker'])('%s has settings the program takes, and secrets from outside', (name) => {
    const service = services[name];
    if (!service) throw new Error(`there is no ${name}`);
    expect(service.read_only).toBe(true);
    const { environment } = service;
    for (const [variable, value] of Object.entries(environment)) {
      if (/TOKEN|SECRET|PASSWORD/.test(variable)) expect(value).toMatch(/^\$\{[A-Z_]+:\?/);
      else if (!value.includes('${')) takes({ [variable]: value });
      expect(variable).toMatch(KNOWN);
    }
    expect(environment['SHOTBOARD_ROLE']).toBe(name);
    expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThan(
      Number(environment['SHOTBOARD_DRAIN_SECONDS']) + 15,
    );
  });
});

describe('the image', () => {
  const stages = parseDockerfile(read('Dockerfile'));
  const last = stages.at(-1)?.steps ?? [];

  test('holds what the first stage built and nothing else, and runs it without rights', () => {
    expect(last.filter(({ kind }) => kind === 'run')).toHaveLength(1);
    for (const step of last) if (step.kind === 'copy') expect(step.from).toBe('build');
    expect(last).toContainEqual({ kind: 'user', user: '1000:1000' });
    expect(last).toContainEqual({ kind: 'entrypoint', command: ['node', '/app/dist/server/main.js'] });
    const environment = last.flatMap((step) => (step.kind === 'env' ? [[step.name, step.value]] : []));
    const own = Object.fromEntries(environment.filter(([name]) => name?.startsWith('SHOTBOARD_')));
    expect(readConfig(own)).toMatchObject({ host: '0.0.0.0', dataDir: '/data' });
  });

  test.each([
    ['package-lock.json', false],
    ['server/main.ts', false],
    ['server/store/sqlite/migrations/0000_first.sql', false],
    ['web/src/routes/+page.svelte', false],
    ['web/build/index.html', true],
    ['web/e2e/browser.ts', true],
    ['server/config.test.ts', true],
    ['node_modules/pg/package.json', true],
    ['web/node_modules/x', true],
    ['data/shotboard.db', true],
    ['shotboard.key', true],
    ['.env', true],
    ['.git/config', true],
    ['dist/server/main.js', true],
  ])('%s stays outside: %s', (path, outside) => {
    expect(isIgnored(readIgnored(read('.dockerignore')), path)).toBe(outside);
  });
});
