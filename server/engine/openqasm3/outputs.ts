import { tokenize, type Token } from '../openqasm/tokens.ts';
import type { OutputDeclaration } from './front.ts';

const CLASSICAL_TYPES = new Set([
  'bit',
  'int',
  'uint',
  'float',
  'angle',
  'bool',
  'complex',
  'creg',
  'duration',
  'array',
]);

/**
 * The classical variables at the top level of an OpenQASM 3 program, in order: what a run returns.
 * When one is declared `output`, only such are returned.
 */
export function readOutputs(source: string): OutputDeclaration[] {
  const { tokens } = tokenize(source);
  const all: OutputDeclaration[] = [];
  const marked: OutputDeclaration[] = [];
  let depth = 0;
  let start = true;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (depth === 0 && start) {
      const declared = declaration(tokens, i);
      if (declared !== null) (declared.output ? marked : all).push({ name: declared.name });
    }
    if (token.text === '{' || token.text === '(') depth += 1;
    if (token.text === '}' || token.text === ')') depth -= 1;
    start = depth === 0 && (token.text === ';' || token.text === '}');
  }
  return marked.length > 0 ? marked : all;
}

function declaration(tokens: readonly Token[], at: number): { name: string; output: boolean } | null {
  let i = at;
  const output = tokens[i]?.text === 'output';
  if (output || tokens[i]?.text === 'const') i += 1;
  const type = tokens[i]?.text;
  if (type === undefined || !CLASSICAL_TYPES.has(type)) return null;
  i += 1;
  if (tokens[i]?.text === '[')
    for (let depth = 0; i < tokens.length; i += 1) {
      if (tokens[i]?.text === '[') depth += 1;
      if (tokens[i]?.text === ']') depth -= 1;
      if (depth === 0) {
        i += 1;
        break;
      }
    }
  const name = tokens[i];
  return name?.kind === 'name' ? { name: name.text, output } : null;
}
