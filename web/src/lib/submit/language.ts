import type { ProgramLanguage } from '../graphql/graphql.ts';

export const LANGUAGES = ['OPENQASM2', 'OPENQASM3', 'QSHARP'] as const satisfies readonly ProgramLanguage[];

export const LANGUAGE_LABEL: Readonly<Record<ProgramLanguage, string>> = {
  OPENQASM2: 'OpenQASM 2',
  OPENQASM3: 'OpenQASM 3',
  QSHARP: 'Q#',
};

/** Comments and blank space may stand before the header. */
const HEADER = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*OPENQASM\s+(\d)/;
const ONLY_IN_3 = /\b(?:qubit|bit)\s*(?:\[|[a-z_])|\bstdgates\.inc\b|\bdef\s+\w+\s*\(/i;

/** The version that the header of an OpenQASM program names; null without a header. */
export function languageOfHeader(source: string): ProgramLanguage | null {
  switch (HEADER.exec(source)?.[1]) {
    case '2':
      return 'OPENQASM2';
    case '3':
      return 'OPENQASM3';
    default:
      return null;
  }
}

/** The language of a file: by its extension, and for OpenQASM by its header, else by what only version 3 has. @returns null for a file of another kind */
export function languageOfFile(name: string, source: string): ProgramLanguage | null {
  switch (extensionOf(name)) {
    case 'qs':
      return 'QSHARP';
    case 'qasm':
      return languageOfHeader(source) ?? (ONLY_IN_3.test(source) ? 'OPENQASM3' : 'OPENQASM2');
    default:
      return null;
  }
}

/** In lower case and without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
