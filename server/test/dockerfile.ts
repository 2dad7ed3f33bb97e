/** What a Dockerfile says, as far as ours says anything. */
export interface Stage {
  readonly name: string | null;
  readonly steps: readonly Step[];
}
export type Step =
  | { readonly kind: 'run'; readonly command: string }
  | {
      readonly kind: 'copy';
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly to: string;
    }
  | { readonly kind: 'workdir'; readonly path: string }
  | { readonly kind: 'env'; readonly name: string; readonly value: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'volume'; readonly path: string }
  | { readonly kind: 'entrypoint' | 'cmd' | 'healthcheck'; readonly command: readonly string[] };

/** @throws for an instruction that nobody follows here: it would go unchecked */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string | null; steps: Step[] }[] = [];
  for (const line of text.replaceAll(/\\\n/g, ' ').split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(trimmed) ?? [];
    if (instruction === 'FROM') {
      stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? null, steps: [] });
      continue;
    }
    if (instruction === 'EXPOSE') continue;
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${instruction} before FROM`);
    stage.steps.push(stepOf(instruction, rest));
  }
  return stages;
}

function stepOf(instruction: string, rest: string): Step {
  switch (instruction) {
    case 'RUN':
      return { kind: 'run', command: rest };
    case 'WORKDIR':
      return { kind: 'workdir', path: rest };
    case 'USER':
      return { kind: 'user', user: rest };
    case 'VOLUME':
      return { kind: 'volume', path: rest };
    case 'ENV': {
      const at = rest.indexOf('=');
      return { kind: 'env', name: rest.slice(0, at), value: rest.slice(at + 1) };
    }
    case 'COPY': {
      const words = rest.split(/\s+/);
      const from = words[0]?.startsWith('--from=') ? (words.shift() ?? '').slice('--from='.length) : null;
      const to = words.pop() ?? '';
      return { kind: 'copy', from, sources: words, to };
    }
    case 'ENTRYPOINT':
    case 'CMD':
      return { kind: instruction === 'CMD' ? 'cmd' : 'entrypoint', command: JSON.parse(rest) as string[] };
    case 'HEALTHCHECK':
      return { kind: 'healthcheck', command: JSON.parse(rest.slice(rest.indexOf('['))) as string[] };
    default:
      throw new Error(`nobody follows ${instruction} here`);
  }
}

/** Whether a path goes into the build, by the lines of a .dockerignore: the last that fits decides. */
export function isIgnored(lines: readonly string[], path: string): boolean {
  let ignored = false;
  for (const line of lines) {
    const again = line.startsWith('!');
    const pattern = (again ? line.slice(1) : line)
      .split('**/')
      .map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'))
      .join('(?:.*/)?');
    if (new RegExp(`^${pattern}(?:/|$)`).test(path)) ignored = !again;
  }
  return ignored;
}

export function readIgnored(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}
