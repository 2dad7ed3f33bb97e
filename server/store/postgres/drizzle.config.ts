import { defineConfig } from 'drizzle-kit';

/** `npm run generate` writes the next migration; then `npx tsx server/store/postgres/embed-migrations.ts`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/store/postgres/schema.ts',
  out: './server/store/postgres/migrations',
});
