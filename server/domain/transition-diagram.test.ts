import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIAGRAM_BEGIN, DIAGRAM_END, transitionBlock, transitionDiagram } from './transition-diagram.ts';
import { ITEM_TRANSITIONS } from './transitions.ts';

test('an arrow for each pair of statuses, named by all that leads from one to the other', () => {
  expect(
    transitionDiagram([
      { happening: 'start', from: ['QUEUED'], to: 'RUNNING', when: '' },
      { happening: 'cancel', from: ['QUEUED', 'CANCELLING'], to: 'CANCELLED', when: '' },
      { happening: 'confirmCancel', from: ['CANCELLING'], to: 'CANCELLED', when: '' },
    ]).split('\n'),
  ).toEqual([
    'stateDiagram-v2',
    '  [*] --> SUBMITTED',
    '  QUEUED --> RUNNING: start',
    '  QUEUED --> CANCELLED: cancel',
    '  CANCELLING --> CANCELLED: cancel, confirmCancel',
    '  COMPLETED --> [*]',
    '  ERROR --> [*]',
    '  CANCELLED --> [*]',
    '  TERMINATED --> [*]',
    '  DEPLETED --> [*]',
  ]);
});

test('CONTRIBUTING.md shows the table of transitions as it is', () => {
  const text = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
  const shown = text.split(DIAGRAM_BEGIN)[1]?.split(DIAGRAM_END)[0]?.trim();
  // When this fails, put the expected text between the two marks.
  expect(shown).toBe(transitionBlock(ITEM_TRANSITIONS));
});
