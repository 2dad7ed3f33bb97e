import { expect, test } from 'vitest';
import { errorsOf, initialValues, isFilledIn, secretsInput } from './secrets.ts';

test('the fields of a provider become its input, trimmed; what is empty and optional is left out', () => {
  expect(secretsInput('IONQ', { apiKey: ' key ' })).toEqual({ ionq: { apiKey: 'key' } });
  const values = {
    ...initialValues('BRAKET'),
    accessKeyId: 'AKIA',
    secretAccessKey: 's',
    bucket: 'amazon-braket-x',
  };
  expect(secretsInput('BRAKET', values)).toEqual({
    braket: {
      accessKeyId: 'AKIA',
      secretAccessKey: 's',
      sessionToken: null,
      region: 'us-east-1',
      bucket: 'amazon-braket-x',
      prefix: 'shotboard',
    },
  });
});

test('nothing is sent before all that is needed is filled in', () => {
  expect(isFilledIn('IONQ', initialValues('IONQ'))).toBe(false);
  expect(isFilledIn('IONQ', { apiKey: 'k' })).toBe(true);
  expect(isFilledIn('BRAKET', initialValues('BRAKET'))).toBe(false);
  expect(isFilledIn('BRAKET', { ...initialValues('BRAKET'), accessKeyId: 'a', secretAccessKey: 's' })).toBe(
    true,
  );
});

test('a refusal stands at its field, or with the form', () => {
  const errors = errorsOf('BRAKET', [
    { path: ['secrets', 'braket', 'region'], message: 'no region' },
    { path: ['secrets'], message: 'not taken' },
  ]);
  expect([...errors]).toEqual([
    ['region', 'no region'],
    ['form', 'not taken'],
  ]);
});
