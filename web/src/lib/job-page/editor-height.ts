/** The height of an editor that only shows: what the text needs, within reason. */
export function editorHeight(text: string): string {
  const lines = text.split('\n', 20).length;
  if (lines <= 4) return 'h-28';
  if (lines <= 10) return 'h-60';
  return lines < 20 ? 'h-96' : 'h-[60vh]';
}
