import { readdirSync, readFileSync } from 'node:fs';
import { worksFrom } from './migration-rules.ts';

/**
 * The migrations that drizzle-kit wrote into a store's `migrations/`, as the text of its `migrations.generated.ts`, so
 * that the compiled program carries them.
 *
 * @param store - the folder of the store
 */
export function embeddedMigrations(store: URL): string {
  const folder = new URL('migrations/', store);
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, place) => {
      const sql = readFileSync(new URL(file, folder), 'utf8').replaceAll('--> statement-breakpoint', '');
      const text = sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
      return `  {\n    name: '${file.slice(0, -'.sql'.length)}',\n    worksFrom: ${worksFrom(sql, place + 1)},\n    sql: \`${text.trim()}\`,\n  },\n`;
    });
  return `/** Made by embed-migrations.ts from migrations/*.sql: do not edit. */\nexport const MIGRATIONS = [\n${entries.join('')}] as const;\n`;
}
