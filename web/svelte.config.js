import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import adapterStatic from '@sveltejs/adapter-static';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, 'build');

/** Moves the start script of the page into a file, so that a policy of `script-src 'self'` suffices. */
function withoutInlineScripts() {
  const page = join(output, 'index.html');
  const html = readFileSync(page, 'utf8').replace(/<script>([^]*?)<\/script>/g, (_, script) => {
    const name = `start.${createHash('sha256').update(script).digest('base64url').slice(0, 10)}.js`;
    mkdirSync(join(output, '_app/immutable'), { recursive: true });
    writeFileSync(join(output, '_app/immutable', name), script.trim());
    return `<script src="/_app/immutable/${name}"></script>`;
  });
  writeFileSync(page, html);
}

const writeFiles = adapterStatic({ pages: output, assets: output, fallback: 'index.html' });

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: {
      ...writeFiles,
      async adapt(builder) {
        await writeFiles.adapt(builder);
        withoutInlineScripts();
      },
    },
    typescript: {
      config: (tsconfig) => ({ ...tsconfig, include: [...tsconfig.include, '../src/**/*'] }),
    },
  },
  compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
};
