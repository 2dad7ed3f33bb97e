/** What the tab of the browser tells while one works elsewhere. */
export interface TabCounts {
  readonly running: number;
  readonly failed: number;
}

/** "3 running, 1 failed · Jobs of Chemistry"; without either, only the rest. */
export function tabTitle(title: string, { running, failed }: TabCounts): string {
  const parts = [running > 0 && `${running} running`, failed > 0 && `${failed} failed`].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')} · ${title}` : title;
}

/** The icon of the tab with a dot for what runs at the lower right and one for what failed at the upper right. */
export function tabIcon(icon: string, { running, failed }: TabCounts): string {
  const dots =
    (failed > 0 ? dot(24.5, 7.5, '#d5333b') : '') + (running > 0 ? dot(24.5, 24.5, '#2f7df6') : '');
  return `data:image/svg+xml,${encodeURIComponent(icon.replace('</svg>', `${dots}</svg>`))}`;
}

const dot = (x: number, y: number, colour: string) =>
  `<circle cx="${x}" cy="${y}" r="6.5" fill="${colour}" stroke="#fff" stroke-width="2"/>`;
