import type { JobStatus, StatusLegendQuery } from '../graphql/graphql.ts';

type StatusInfo = Pick<StatusLegendQuery['jobStatuses'][number], 'status' | 'final' | 'next'>;

export interface DiagramNode {
  readonly status: JobStatus;
  readonly final: boolean;
  /** The middle of its box. */
  readonly x: number;
  readonly y: number;
}

/** An arrow; the final statuses are drawn in one frame, and arrows to and from any of them meet that frame. */
export interface DiagramEdge {
  readonly from: JobStatus | 'final';
  readonly to: JobStatus | 'final';
  /** For the `d` of an SVG path. */
  readonly path: string;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** The frame around the final statuses. */
  readonly frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export const BOX = { width: 124, height: 34 } as const;
const COLUMN = 190;
const ROW = 130;
const FINAL_STEP = 42;
const TOP = 64;
const LEFT = 8 + BOX.width / 2;
const BOTTOM = 58;
/** How far apart arrows there and back run. */
const APART = 7;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Lays the statuses out: those of a job's life from left to right, by how soon they can be reached from the first;
 * those that only a retry leads to below; the final ones in a frame at the right.
 */
export function diagramOf(infos: readonly StatusInfo[]): Diagram {
  const open = infos.filter((each) => !each.final);
  const finals = infos.filter((each) => each.final);
  const columns = columnsOf(open);
  const lastColumn = Math.max(0, ...columns.values());
  const taken = new Map<number, number>();
  const nodes: DiagramNode[] = open.map(({ status, final }) => {
    const column = columns.get(status) ?? 0;
    const row = columns.has(status) ? (taken.get(column) ?? 0) : Math.max(1, taken.get(column) ?? 0);
    taken.set(column, row + 1);
    return { status, final, x: LEFT + column * COLUMN, y: TOP + row * ROW };
  });
  const frame = {
    x: LEFT + (lastColumn + 1) * COLUMN - BOX.width / 2 - 8,
    y: TOP - BOX.height / 2 - 8,
    width: BOX.width + 16,
    height: (finals.length - 1) * FINAL_STEP + BOX.height + 16,
  };
  finals.forEach(({ status, final }, place) =>
    nodes.push({ status, final, x: frame.x + frame.width / 2, y: TOP + place * FINAL_STEP }),
  );
  const lowest = Math.max(frame.y + frame.height, ...nodes.map((each) => each.y + BOX.height / 2));
  return {
    width: frame.x + frame.width + 8,
    height: lowest + BOTTOM,
    nodes,
    edges: edgesOf(infos, nodes, frame, lowest),
    frame,
  };
}

/** How many steps each status is from the first one, without a retry; those that need one are not in the map. */
function columnsOf(open: readonly StatusInfo[]): ReadonlyMap<JobStatus, number> {
  const columns = new Map<JobStatus, number>();
  let reached = open.slice(0, 1);
  for (let column = 0; reached.length > 0; column++) {
    for (const { status } of reached) columns.set(status, column);
    const next = new Set(reached.flatMap((each) => each.next));
    reached = open.filter((each) => next.has(each.status) && !columns.has(each.status));
  }
  return columns;
}

function edgesOf(
  infos: readonly StatusInfo[],
  nodes: readonly DiagramNode[],
  frame: Diagram['frame'],
  lowest: number,
): readonly DiagramEdge[] {
  const finals = new Set(infos.filter((each) => each.final).map((each) => each.status));
  const ends = new Map<string, readonly [DiagramEdge['from'], DiagramEdge['to']]>();
  for (const { status, next } of infos)
    for (const following of next) {
      const from = finals.has(status) ? 'final' : status;
      const to = finals.has(following) ? 'final' : following;
      if (from !== to) ends.set(`${from} ${to}`, [from, to]);
    }
  const boxOf = (name: DiagramEdge['from']): Box | undefined => {
    if (name === 'final') return { ...frame, x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    const node = nodes.find((each) => each.status === name);
    return node && { x: node.x, y: node.y, ...BOX };
  };
  return [...ends.values()].flatMap(([from, to]) => {
    const [source, target] = [boxOf(from), boxOf(to)];
    if (!source || !target) return [];
    const isBothWays = ends.has(`${to} ${from}`);
    return [{ from, to, path: pathOf(source, target, from, to, isBothWays, lowest) }];
  });
}

function pathOf(
  source: Box,
  target: Box,
  from: DiagramEdge['from'],
  to: DiagramEdge['to'],
  isBothWays: boolean,
  lowest: number,
): string {
  if (to === 'final') {
    const isNear = target.x - source.x < COLUMN * 1.5;
    const left = target.x - target.width / 2;
    // Straight when nothing stands between; else over the others, the farther the higher.
    if (isNear) return line(source.x + source.width / 2, source.y, left, source.y);
    const columns = Math.round((target.x - source.x) / COLUMN);
    if (source.y > target.y - target.height / 2 + BOX.height) {
      const [start, low] = [source.y + source.height / 2, source.y + source.height / 2 + 14];
      const x = source.x + 36;
      return `M ${x} ${start} C ${x} ${low}, ${x + 6} ${low}, ${x + 16} ${low} L ${left} ${low}`;
    }
    const rise = source.y - source.height / 2 - 12 * columns;
    const end = target.x + 24 * (columns - 2);
    return `M ${source.x} ${source.y - source.height / 2} C ${source.x} ${rise}, ${source.x + 10} ${rise}, ${source.x + 30} ${rise} L ${end - 30} ${rise} C ${end - 6} ${rise}, ${end} ${rise + 4}, ${end} ${target.y - target.height / 2}`;
  }
  if (from === 'final') {
    const [start, low] = [source.y + source.height / 2, lowest + 34];
    return `M ${source.x} ${start} C ${source.x} ${low}, ${source.x - 30} ${low}, ${source.x - 60} ${low} L ${target.x + 60} ${low} C ${target.x + 10} ${low}, ${target.x} ${low - 10}, ${target.x} ${target.y + target.height / 2}`;
  }
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  // To the left of the way it goes, so that there and back do not meet.
  const aside = isBothWays ? APART : 0;
  const [ax, ay] = [(dy / length) * aside, (-dx / length) * aside];
  const start = border(source, dx, dy, ax, ay);
  const end = border(target, -dx, -dy, ax, ay);
  return line(start.x, start.y, end.x, end.y);
}

const line = (x1: number, y1: number, x2: number, y2: number) =>
  `M ${round(x1)} ${round(y1)} L ${round(x2)} ${round(y2)}`;
const round = (value: number) => Math.round(value * 10) / 10;

/** Where a way leaves a box that begins this far aside of its middle. */
function border(
  { x, y, width, height }: Box,
  dx: number,
  dy: number,
  ax: number,
  ay: number,
): { readonly x: number; readonly y: number } {
  const share = Math.min(
    dx === 0 ? Infinity : (width / 2 - Math.sign(dx) * ax) / Math.abs(dx),
    dy === 0 ? Infinity : (height / 2 - Math.sign(dy) * ay) / Math.abs(dy),
  );
  return { x: x + ax + dx * share, y: y + ay + dy * share };
}
