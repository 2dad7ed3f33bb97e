import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [tailwindcss(), sveltekit()],
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
