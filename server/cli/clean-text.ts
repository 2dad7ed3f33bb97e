import { stripVTControlCharacters } from 'node:util';

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
const CONTROLS_BUT_LAYOUT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Marks that reorder text, with which one name can look like another, and separators that break lines. */
const REORDERING = /[\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/g;
/** Valid in JSON as they are, and yet commands to some terminals. */
const UNESCAPED_BY_JSON = /[\u007f-\u009f\u2028\u2029]/g;

/**
 * A text of one line that can be shown on a terminal, whoever wrote it: without ANSI escapes, control characters
 * and marks that reorder text.
 */
export function cleanLine(text: string): string {
  return stripVTControlCharacters(text.replace(/[\r\n\t]+/g, ' '))
    .replace(CONTROLS, '')
    .replace(REORDERING, '');
}

/** As {@link cleanLine}, with line ends and tabs kept. */
export function cleanBlock(text: string): string {
  return stripVTControlCharacters(text.replace(/\r\n/g, '\n'))
    .replace(CONTROLS_BUT_LAYOUT, '')
    .replace(REORDERING, '');
}

/** A JSON document on one line; what a terminal could take for a command is escaped, the value stays the same. */
export function jsonLine(document: unknown): string {
  const json = JSON.stringify(document).replace(
    UNESCAPED_BY_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
