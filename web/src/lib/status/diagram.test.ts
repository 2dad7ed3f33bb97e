import { describe, expect, it } from 'vitest';
import type { JobStatus } from '../graphql/graphql.ts';
import { diagramOf } from './diagram.ts';

const info = (status: JobStatus, final: boolean, ...next: JobStatus[]) => ({ status, final, next });
const diagram = diagramOf([
  info('SUBMITTED', false, 'QUEUED', 'CANCELLED'),
  info('QUEUED', false, 'RUNNING', 'CANCELLED'),
  info('RUNNING', false, 'QUEUED', 'COMPLETED', 'ERROR'),
  info('RETRYING', false, 'QUEUED', 'CANCELLED'),
  info('COMPLETED', true, 'RETRYING'),
  info('ERROR', true, 'RETRYING'),
  info('CANCELLED', true),
]);
const at = (status: JobStatus) => {
  const node = diagram.nodes.find((each) => each.status === status);
  if (!node) throw new Error(`${status} is not drawn`);
  return node;
};

describe('the diagram of statuses', () => {
  it('draws each status once, inside of its edges', () => {
    expect(new Set(diagram.nodes.map((each) => each.status)).size).toBe(7);
    for (const { x, y } of diagram.nodes) {
      expect(x).toBeLessThan(diagram.width);
      expect(y).toBeLessThan(diagram.height);
    }
    expect(new Set(diagram.nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
  });
  it('goes from left to right, and puts what only a retry reaches below', () => {
    expect(at('SUBMITTED').x).toBeLessThan(at('QUEUED').x);
    expect(at('QUEUED').x).toBeLessThan(at('RUNNING').x);
    expect(at('RUNNING').x).toBeLessThan(at('ERROR').x);
    expect(at('RETRYING').y).toBeGreaterThan(at('SUBMITTED').y);
  });
  it('draws one arrow for each way, and one for all final statuses together', () => {
    expect(diagram.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'SUBMITTED QUEUED',
      'SUBMITTED final',
      'QUEUED RUNNING',
      'QUEUED final',
      'RUNNING QUEUED',
      'RUNNING final',
      'RETRYING QUEUED',
      'RETRYING final',
      'final RETRYING',
    ]);
  });
});
