export interface CircuitOperation {
  readonly gate: string;
  /** Places in the list of qubits. */
  readonly targets: readonly number[];
  readonly controls: readonly number[];
  readonly args: readonly string[];
}

/** An operation with its place in the drawing. */
export interface PlacedOperation {
  readonly label: string;
  /** Parameters and conditions, written out. */
  readonly args: string;
  readonly x: number;
  readonly width: number;
  readonly targets: readonly number[];
  readonly controls: readonly number[];
  /** The uppermost and the lowest wire it touches. */
  readonly from: number;
  readonly to: number;
  readonly shape: 'box' | 'plus' | 'swap' | 'measure' | 'reset';
}

/** A stretch of a circuit that is drawn as one. */
export interface CircuitLine {
  readonly operations: readonly PlacedOperation[];
  readonly width: number;
}

const GAP = 14;
const LETTER = 7.4;
const SMALL_LETTER = 6.1;
const LEAST = 30;
const PADDING = 12;

/** Places the columns of a circuit side by side, each as wide as its widest operation. Lengths are in pixels. */
export function layOut(columns: readonly (readonly CircuitOperation[])[]): CircuitLine {
  return linesOf(columns, Infinity)[0] ?? { operations: [], width: GAP };
}

/** The same in lines of at most `most` pixels, as a page of paper needs it; a column wider than that has its own. */
export function linesOf(
  columns: readonly (readonly CircuitOperation[])[],
  most: number,
): readonly CircuitLine[] {
  const lines: CircuitLine[] = [];
  let operations: PlacedOperation[] = [];
  let x = GAP;
  for (const column of columns) {
    const sized = column.map(sizedOf);
    const width = Math.max(LEAST, ...sized.map((each) => each.width));
    if (operations.length > 0 && x + width + GAP > most) {
      lines.push({ operations, width: x });
      operations = [];
      x = GAP;
    }
    operations.push(...sized.map((each) => ({ ...each, x: x + (width - each.width) / 2 })));
    x += width + GAP;
  }
  return operations.length === 0 && lines.length > 0 ? lines : [...lines, { operations, width: x }];
}

/** The operations that a window onto the drawing shows. */
export function within(line: CircuitLine, left: number, right: number): readonly PlacedOperation[] {
  return line.operations.filter(({ x, width }) => x + width >= left && x <= right);
}

function sizedOf({ gate, targets, controls, args }: CircuitOperation): Omit<PlacedOperation, 'x'> {
  const shape = shapeOf(gate.toLowerCase(), controls.length);
  const text = args.join(', ');
  const wires = [...targets, ...controls];
  const label = shape === 'box' ? gate.length * LETTER + PADDING : LEAST;
  return {
    label: gate,
    args: text,
    width: Math.max(LEAST, label, text === '' ? 0 : text.length * SMALL_LETTER + PADDING),
    targets,
    controls,
    from: Math.min(...wires),
    to: Math.max(...wires),
    shape,
  };
}

function shapeOf(gate: string, controls: number): PlacedOperation['shape'] {
  if (gate === 'measure' || gate === 'swap' || gate === 'reset') return gate;
  return gate === 'x' && controls > 0 ? 'plus' : 'box';
}

/** An operation in words: "Rx(0.7) on q[2]", "X on q[1], controlled by q[0]". */
export function operationWords(operation: CircuitOperation, qubits: readonly string[]): string {
  const { gate, targets, controls, args } = operation;
  const names = (wires: readonly number[]) => wires.map((wire) => qubits[wire] ?? `${wire}`).join(', ');
  const what = `${gate}${args.length > 0 ? `(${args.join(', ')})` : ''} on ${names(targets)}`;
  return controls.length > 0 ? `${what}, controlled by ${names(controls)}` : what;
}
