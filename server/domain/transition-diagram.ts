import { FINAL_STATUSES, JOB_STATUSES, type JobStatus } from './status.ts';
import type { Transition } from './transitions.ts';

/** What stands around the diagram in CONTRIBUTING.md. */
export const DIAGRAM_BEGIN = '<!-- transitions:begin -->';
export const DIAGRAM_END = '<!-- transitions:end -->';

/**
 * A table of transitions as a Mermaid state diagram: one arrow from each status to each that may follow it,
 * named by what happens. An item begins in SUBMITTED and rests in a final status, unless it is retried.
 */
export function transitionDiagram(transitions: readonly Transition[]): string {
  const arrows = JOB_STATUSES.flatMap((from) =>
    JOB_STATUSES.flatMap((to) => {
      const happenings = namesOf(transitions, from, to);
      return happenings.length === 0 ? [] : [`${from} --> ${to}: ${happenings.join(', ')}`];
    }),
  );
  const ends = FINAL_STATUSES.map((status) => `${status} --> [*]`);
  const lines = ['[*] --> SUBMITTED', ...arrows, ...ends];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}

function namesOf(transitions: readonly Transition[], from: JobStatus, to: JobStatus): readonly string[] {
  return transitions.filter((one) => one.to === to && one.from.includes(from)).map((one) => one.happening);
}

/** The diagram as a block of Markdown, with a table that says when each thing happens. */
export function transitionBlock(transitions: readonly Transition[]): string {
  const rows = transitions.map(({ happening, from, to, when }) => [happening, from.join(', '), to, when]);
  return [
    '```mermaid',
    transitionDiagram(transitions),
    '```',
    '',
    ...markdownTable(['happening', 'from', 'to', 'when'], rows),
  ].join('\n');
}

/** A table with its columns aligned, as Prettier leaves it. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
