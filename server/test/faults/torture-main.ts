import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DATABASES, stopServers } from './databases.ts';
import { torture } from './torture.ts';

/** `npm run torture -- --minutes 10 --seed 7 --store sqlite` */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    nodes: { type: 'string' },
    history: { type: 'string' },
  },
});
const store = DATABASES.find((one) => one === values.store);
const minutes = Number(values.minutes);
const seed = Number(values.seed);
const nodes = Number(values.nodes ?? (store === 'sqlite' ? 1 : 3));
if (!store || !(minutes > 0) || !Number.isSafeInteger(seed) || !(nodes >= 1)) {
  process.stderr.write(
    `torture: --minutes above 0, --seed an integer, --store ${DATABASES.join(' or ')}, --nodes from 1\n`,
  );
  process.exit(2);
}
const folder = join(import.meta.dirname, '../../../data');
mkdirSync(folder, { recursive: true });
const history = values.history ?? join(folder, `torture-${store}-${seed}.jsonl`);
process.stdout.write(
  `${store}, ${nodes} node(s), ${minutes} minutes from seed ${seed}; history: ${history}\n`,
);
const { violations, ...report } = await torture({
  store,
  seed,
  seconds: minutes * 60,
  history,
  nodes,
}).finally(stopServers);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
for (const violation of violations) process.stdout.write(`${violation}\n`);
process.stdout.write(`${violations.length} violations\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
