import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { nodePart } from './node.ts';

test('a node runs as many items as it has engine processes, of the targets it names', () => {
  expect(nodePart(readConfig({ SHOTBOARD_WORKERS: '3', SHOTBOARD_TARGETS: 'simulator' }))).toEqual({
    slots: 3,
    targetIds: ['target_simulator'],
  });
  expect(nodePart(readConfig({})).targetIds.length).toBeGreaterThan(3);
});

test('an API node runs none', () => {
  expect(nodePart(readConfig({ SHOTBOARD_ROLE: 'api' }))).toEqual({ slots: 0, targetIds: [] });
  const named = readConfig({ SHOTBOARD_ROLE: 'api', SHOTBOARD_TARGETS: 'Simulator' });
  expect(() => nodePart(named)).toThrow(/SHOTBOARD_TARGETS="Simulator": an API node runs no items/);
});

test('a target that is none is refused by its name, with those there are', () => {
  const attempt = () => nodePart(readConfig({ SHOTBOARD_TARGETS: 'Simulator, Simulatr' }));
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(/SHOTBOARD_TARGETS="Simulatr": .* there are Simulator, Noisy emulator/);
});
