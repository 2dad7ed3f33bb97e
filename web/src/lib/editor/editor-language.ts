import type { ProgramLanguage } from '../graphql/graphql.ts';
import type { EditorLanguage } from './modes.ts';

const LANGUAGE = { OPENQASM2: 'openqasm', OPENQASM3: 'openqasm', QSHARP: 'qsharp' } as const;

/** How the editor highlights a program. */
export function editorLanguage(language: ProgramLanguage): EditorLanguage {
  return LANGUAGE[language];
}
