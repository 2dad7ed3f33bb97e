/** An operation with its place in the drawing. */
export interface PlacedOperation {
  readonly label: string;
  readonly args: string;
  readonly x: number;
  readonly width: number;
  readonly targets: readonly number[];
  readonly controls: readonly number[];
  /** The uppermost and the lowest wire it touches. */
  readonly from: number;
  readonly to: number;
  readonly shape: 'box' | 'plus' | 'swap' | 'measure' | 'barrier';
}

interface Operation {
  readonly gate: string;
  readonly targets: readonly number[];
  readonly controls: readonly number[];
  readonly args: readonly string[];
}

const GAP = 14;
const LETTER = 7.2;
const LEAST = 30;

/** Places the columns of a circuit side by side, each as wide as its widest operation. Lengths are in pixels. */
export function layOut(columns: readonly (readonly Operation[])[]): {
  readonly operations: readonly PlacedOperation[];
  readonly width: number;
} {
  const operations: PlacedOperation[] = [];
  let x = GAP;
  for (const column of columns) {
    const placed = column.map((operation) => place(operation, x));
    const width = Math.max(LEAST, ...placed.map((each) => each.width));
    operations.push(...placed.map((each) => ({ ...each, x: x + (width - each.width) / 2 })));
    x += width + GAP;
  }
  return { operations, width: x };
}

function place({ gate, targets, controls, args }: Operation, x: number): PlacedOperation {
  const name = gate.toLowerCase();
  const isPlus = name === 'x' && controls.length > 0;
  const shape =
    name === 'measure'
      ? 'measure'
      : name === 'barrier'
        ? 'barrier'
        : name === 'swap'
          ? 'swap'
          : isPlus
            ? 'plus'
            : 'box';
  const text = args.join(', ');
  const wires = [...targets, ...controls];
  const letters = Math.max(gate.length, text.length * 0.8);
  return {
    label: gate,
    args: text,
    x,
    width: shape === 'box' ? Math.max(LEAST, letters * LETTER + 12) : LEAST,
    targets,
    controls,
    from: Math.min(...wires),
    to: Math.max(...wires),
    shape,
  };
}
