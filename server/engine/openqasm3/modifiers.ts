import { parseExpression, type NameLookup } from '../openqasm/expression.ts';
import type { BodySyntax, Modifier } from '../openqasm/gates.ts';
import type { TokenStream } from '../openqasm/token-stream.ts';
import { spanOf } from '../openqasm/tokens.ts';

/** The most controls one modifier adds. */
const MAX_CONTROLS = 1000;

/** Parses `ctrl @ inv @ pow(2) @` when they are there. */
export function parseModifiers(stream: TokenStream, lookup: NameLookup): Modifier[] {
  const found: Modifier[] = [];
  for (;;) {
    const word = stream.peek();
    switch (word.kind === 'name' ? word.text : '') {
      case 'ctrl':
      case 'negctrl': {
        stream.next();
        let count = 1;
        if (stream.accept('(')) {
          const value = parseExpression(stream, lookup, 'typed');
          count = value.constant ? value.evaluate([]) : NaN;
          const close = stream.expect(')');
          if (!Number.isInteger(count) || count < 1 || count > MAX_CONTROLS)
            stream.fail(
              spanOf(word, close),
              'OpenQasm.Controls',
              `the number of controls must be a constant from 1 to ${MAX_CONTROLS}`,
            );
        }
        found.push({ kind: word.text === 'ctrl' ? 'ctrl' : 'negctrl', count });
        break;
      }
      case 'inv':
        stream.next();
        found.push({ kind: 'inv' });
        break;
      case 'pow':
        stream.next();
        stream.expect('(');
        found.push({ kind: 'pow', exponent: parseExpression(stream, lookup, 'fraction') });
        stream.expect(')');
        break;
      default:
        return found;
    }
    stream.expect('@');
  }
}

/** How a gate's body is read in OpenQASM 3. */
export function gateBody(constants: NameLookup): BodySyntax {
  return { arithmetic: 'typed', constants, modifiers: parseModifiers };
}
