import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const server = 'http://127.0.0.1:4000';

/** Puts beside the pages what they ask of the server, for servers that take only documents they trust. */
function manifest(): Plugin {
  const file = new URL('src/lib/graphql/persisted-documents.json', import.meta.url);
  return {
    name: 'shotboard-documents',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: readFileSync(file) });
    },
  };
}

export default defineConfig({
  plugins: [tailwindcss(), sveltekit(), manifest()],
  // SvelteKit and the server need different versions of it: take SvelteKit's own into its build.
  ssr: { noExternal: ['cookie'] },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/sign-in': {
        target: server,
        bypass: (request) =>
          request.method === 'GET' && !request.url?.includes('code=') ? request.url : undefined,
      },
      '/sign-out': server,
      '/downloads': server,
    },
  },
});
