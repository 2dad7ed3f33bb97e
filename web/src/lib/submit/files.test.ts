import { expect, it } from 'vitest';
import { takeFiles } from './files.ts';

const file = (name: string, source = 'OPENQASM 2.0;', size = source.length) => ({
  name,
  size,
  text: () => Promise.resolve(source),
});

it('reads programs in the order of their names', async () => {
  const { programs, refusals } = await takeFiles([file('s10.qasm'), file('s9.qasm'), file('a.qs')], 300);
  expect(programs.map((each) => [each.name, each.language])).toEqual([
    ['a', 'QSHARP'],
    ['s9', 'OPENQASM2'],
    ['s10', 'OPENQASM2'],
  ]);
  expect(refusals).toEqual([]);
});

it('says what was left out and why', async () => {
  const files = [
    file('a.txt'),
    file('b.py'),
    file('large.qasm', '', 5e6),
    ...Array.from({ length: 5 }, (_, i) => file(`p${i}.qasm`)),
  ];
  const { programs, refusals } = await takeFiles(files, 3);
  expect(programs).toHaveLength(3);
  expect(refusals).toEqual([
    'a.txt, b.py: only .qasm and .qs files are taken.',
    'large.qasm: a program has at most 4 MiB.',
    '2 of 5 files were left out: a job takes at most 300 programs.',
  ]);
});

it('names a file that cannot be read', async () => {
  const broken = { name: 'x.qasm', size: 1, text: () => Promise.reject(new Error('gone')) };
  expect(await takeFiles([broken], 300)).toEqual({ programs: [], refusals: ['x.qasm could not be read.'] });
});
