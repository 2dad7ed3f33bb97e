import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes the migrations of drizzle-kit into `migrations.generated.ts`, so that the compiled program carries them.
 * Run with `npx tsx server/store/sqlite/embed-migrations.ts` after `npx drizzle-kit generate`.
 */
export function embeddedMigrations(): string {
  const folder = new URL('migrations/', import.meta.url);
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(new URL(file, folder), 'utf8').replaceAll('--> statement-breakpoint', '');
      const text = sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
      return `  {\n    name: '${file.slice(0, -'.sql'.length)}',\n    sql: \`${text.trim()}\`,\n  },\n`;
    });
  return `/** Made by embed-migrations.ts from migrations/*.sql: do not edit. */\nexport const MIGRATIONS = [\n${entries.join('')}] as const;\n`;
}

if (process.argv[1]?.endsWith('embed-migrations.ts')) {
  writeFileSync(new URL('migrations.generated.ts', import.meta.url), embeddedMigrations());
}
