import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next migration; then `npx tsx server/store/sqlite/embed-migrations.ts`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/store/sqlite/schema.ts',
  out: './server/store/sqlite/migrations',
});
