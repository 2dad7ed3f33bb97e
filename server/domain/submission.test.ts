import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from './errors.ts';
import { DEFAULT_LIMITS as LIMITS } from './limits.ts';
import {
  checkIdType,
  checkSource,
  checkSubmission,
  utf8Length,
  type ExecuteProgramRequest,
  type SubmitRequest,
} from './submission.ts';

const PROGRAM: ExecuteProgramRequest = {
  name: 'bell',
  language: 'OPENQASM2',
  source: 'qreg q[1];',
  shots: 10,
};
const AT = ['definition', 'execute', 'programs'];
const FIRST = [...AT, '0'];

function request(more: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    projectId: 'proj_1',
    targetId: 'target_1',
    name: 'Bell',
    definition: { execute: { programs: [PROGRAM] } },
    ...more,
  };
}
function running(program: Partial<ExecuteProgramRequest>): SubmitRequest {
  return request({ definition: { execute: { programs: [{ ...PROGRAM, ...program }] } } });
}
function programs(count: number): SubmitRequest {
  return request({ definition: { execute: { programs: Array.from({ length: count }, () => PROGRAM) } } });
}
function properties(count: number, more = { name: 'p', value: 'v' }) {
  return Array.from({ length: count }, (_, index) => ({ ...more, name: `${more.name}${index}` }));
}
const x = (count: number): string => 'x'.repeat(count);

describe('taken', () => {
  const cases: readonly [string, SubmitRequest][] = [
    ['one program', request()],
    ['300 programs', programs(300)],
    ['a name of 200 characters', request({ name: x(200) })],
    ['a name of 200 characters outside the BMP', request({ name: '😀'.repeat(200) })],
    ['a description of 2,000 characters', request({ description: x(2_000) })],
    ['1 shot', running({ shots: 1 })],
    ['seed 0', running({ seed: 0 })],
    ['the largest seed', running({ seed: 2 ** 31 - 1 })],
    ['a maxCost', running({ maxCost: 0.5 })],
    [
      'a stored program under its own name',
      running({ programId: 'prog_1', name: null, language: null, source: null }),
    ],
    ['a source of 4 MiB', running({ source: x(LIMITS.sourceBytes) })],
    ['50 properties', request({ properties: properties(50) })],
    ['an empty property value', request({ properties: [{ name: 'p', value: '' }] })],
    ['an idempotency key of 200 characters', request({ idempotencyKey: x(200) })],
    [
      'noise that sums up to 1',
      request({
        definition: {
          execute: { programs: [PROGRAM], noise: { pauliX: 0.1, pauliY: 0.2, pauliZ: 0.7, loss: 1 } },
        },
      }),
    ],
    ['a compile job', request({ definition: { compile: { programs: [PROGRAM] } } })],
  ];
  test.each(cases)('%s', (_, asked) => {
    expect(checkSubmission(asked, LIMITS)).toEqual([]);
  });
});

describe('refused: code, place, value and limit', () => {
  const noisy = (noise: Partial<Record<'pauliX' | 'pauliY' | 'pauliZ' | 'loss', number>>) =>
    request({
      definition: {
        execute: { programs: [PROGRAM], noise: { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0, ...noise } },
      },
    });
  const noise = ['definition', 'execute', 'noise'];
  const seed = (value: number) => `The seed ${value} is not a whole number from 0 to 2147483647.`;
  const cases: readonly [string, SubmitRequest, Refusal['code'], string, readonly string[]][] = [
    ['blank name', request({ name: ' \t\n' }), 'INVALID_INPUT', 'The name must not be blank.', ['name']],
    [
      'long name',
      request({ name: x(201) }),
      'LIMIT_EXCEEDED',
      'The name has 201 characters; at most 200 are allowed.',
      ['name'],
    ],
    [
      'long description',
      request({ description: x(2_001) }),
      'LIMIT_EXCEEDED',
      'The description has 2001 characters; at most 2000 are allowed.',
      ['description'],
    ],
    ['0 programs', programs(0), 'INVALID_INPUT', 'There are 0 programs; a job takes 1 to 300.', AT],
    ['301 programs', programs(301), 'LIMIT_EXCEEDED', 'There are 301 programs; a job takes 1 to 300.', AT],
    [
      'neither kind',
      request({ definition: {} }),
      'INVALID_INPUT',
      'Give either compile or execute.',
      ['definition'],
    ],
    [
      'both kinds',
      request({ definition: { compile: { programs: [PROGRAM] }, execute: { programs: [] } } }),
      'INVALID_INPUT',
      'Give either compile or execute.',
      ['definition'],
    ],
    [
      '0 shots',
      running({ shots: 0 }),
      'INVALID_INPUT',
      '0 shots: a whole number of at least 1 is needed.',
      [...FIRST, 'shots'],
    ],
    [
      'half a shot',
      running({ shots: 1.5 }),
      'INVALID_INPUT',
      '1.5 shots: a whole number of at least 1 is needed.',
      [...FIRST, 'shots'],
    ],
    ['negative seed', running({ seed: -1 }), 'INVALID_INPUT', seed(-1), [...FIRST, 'seed']],
    ['large seed', running({ seed: 2 ** 31 }), 'INVALID_INPUT', seed(2 ** 31), [...FIRST, 'seed']],
    [
      'maxCost 0',
      running({ maxCost: 0 }),
      'INVALID_INPUT',
      'maxCost is 0; it must be above 0.',
      [...FIRST, 'maxCost'],
    ],
    [
      'blank program name',
      running({ name: ' ' }),
      'INVALID_INPUT',
      'The program name must not be blank.',
      [...FIRST, 'name'],
    ],
    [
      'no language',
      running({ language: null }),
      'INVALID_INPUT',
      'The program needs a language: one of OPENQASM2, OPENQASM3, QSHARP.',
      [...FIRST, 'language'],
    ],
    [
      'no text',
      running({ source: ' \n' }),
      'INVALID_INPUT',
      'The program has no text.',
      [...FIRST, 'source'],
    ],
    [
      'above 4 MiB',
      running({ source: x(LIMITS.sourceBytes + 1) }),
      'LIMIT_EXCEEDED',
      'The source has 4194305 bytes; at most 4194304 are allowed.',
      [...FIRST, 'source'],
    ],
    [
      'text and an id',
      running({ programId: 'prog_1' }),
      'INVALID_INPUT',
      'Give either a programId, or language and source.',
      FIRST,
    ],
    [
      '51 properties',
      request({ properties: properties(51) }),
      'LIMIT_EXCEEDED',
      'There are 51 properties; at most 50 are allowed.',
      ['properties'],
    ],
    [
      'a property twice',
      request({
        properties: [
          { name: 'p', value: '1' },
          { name: 'p', value: '2' },
        ],
      }),
      'INVALID_INPUT',
      'The property "p" is given twice.',
      ['properties', '1', 'name'],
    ],
    [
      'blank property',
      request({ properties: [{ name: ' ', value: '' }] }),
      'INVALID_INPUT',
      'The property name must not be blank.',
      ['properties', '0', 'name'],
    ],
    [
      'long property name',
      request({ properties: [{ name: x(101), value: '' }] }),
      'LIMIT_EXCEEDED',
      'The property name has 101 characters; at most 100 are allowed.',
      ['properties', '0', 'name'],
    ],
    [
      'long property value',
      request({ properties: [{ name: 'p', value: x(1_001) }] }),
      'LIMIT_EXCEEDED',
      'The property value has 1001 characters; at most 1000 are allowed.',
      ['properties', '0', 'value'],
    ],
    [
      'blank key',
      request({ idempotencyKey: '' }),
      'INVALID_INPUT',
      'The idempotency key must not be blank.',
      ['idempotencyKey'],
    ],
    [
      'long key',
      request({ idempotencyKey: x(201) }),
      'LIMIT_EXCEEDED',
      'The idempotency key has 201 characters; at most 200 are allowed.',
      ['idempotencyKey'],
    ],
    [
      'a probability above 1',
      noisy({ loss: 1.1 }),
      'INVALID_INPUT',
      'loss is 1.1; it must be from 0 to 1.',
      [...noise, 'loss'],
    ],
    [
      'a negative probability',
      noisy({ pauliX: -0.1 }),
      'INVALID_INPUT',
      'pauliX is -0.1; it must be from 0 to 1.',
      [...noise, 'pauliX'],
    ],
    [
      'a sum above 1',
      noisy({ pauliX: 0.5, pauliZ: 0.75 }),
      'INVALID_INPUT',
      'pauliX + pauliY + pauliZ is 1.25; at most 1 is allowed.',
      noise,
    ],
    [
      'a job for a project',
      request({ projectId: 'job_1' }),
      'INVALID_INPUT',
      'job_1 is the id of a Job, not of a Project.',
      ['projectId'],
    ],
    [
      'no id of ours',
      request({ targetId: 'target' }),
      'NOT_FOUND',
      'There is no target with id target.',
      ['targetId'],
    ],
    [
      'a project for a program',
      running({ programId: 'proj_1', language: null, source: null }),
      'INVALID_INPUT',
      'proj_1 is the id of a Project, not of a Program.',
      [...FIRST, 'programId'],
    ],
  ];
  test.each(cases)('%s', (_, asked, code, message, path) => {
    expect(checkSubmission(asked, LIMITS)).toEqual([{ code, message, path }]);
  });

  test('everything that is wrong at once', () => {
    const found = checkSubmission(request({ name: '', projectId: '' }), LIMITS);
    expect(found.map(({ path }) => path)).toEqual([['projectId'], ['name']]);
  });
});

describe('a source is measured in bytes of UTF-8, exactly', () => {
  test('whatever its characters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
    );
    expect(utf8Length('a\ud800b\udc00')).toBe(Buffer.byteLength('a\ud800b\udc00', 'utf8'));
  });
  test.each(['é', '€', '😀'])('%s at the limit, and one byte above', (char) => {
    const limits = { ...LIMITS, sourceBytes: Buffer.byteLength(char) };
    expect(checkSource(char, limits, [])).toBeNull();
    expect(checkSource(`${char}a`, limits, [])?.code).toBe('LIMIT_EXCEEDED');
  });
});

describe('an id tells what it is of', () => {
  test.each([
    ['job_1', undefined],
    ['job', 'NOT_FOUND'],
    // Nothing stands between a prefix and an id but the underscore.
    ['jobx', 'NOT_FOUND'],
    ['', 'NOT_FOUND'],
    ['JOB_1', 'NOT_FOUND'],
    ['proj_1', 'INVALID_INPUT'],
    ['projx', 'NOT_FOUND'],
  ])('%s for a job: %s', (id, code) => {
    expect(checkIdType(id, 'Job', ['jobId'])?.code).toBe(code);
  });
});
