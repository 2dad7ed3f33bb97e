/**
 * A line of the log as a terminal may show it: JSON escapes the control characters below space, but not those from
 * 0x7f to 0x9f, of which some terminals take one for the beginning of a command.
 */
export function printableLine(line: string): string {
  return line.replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
