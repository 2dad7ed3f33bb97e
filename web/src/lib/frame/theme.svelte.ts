import { stored } from '../session/stored.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const system = matchMedia('(prefers-color-scheme: dark)');
let theme = $state<Theme>(THEMES.find((each) => each === stored.get('theme')) ?? 'system');

function apply(): void {
  const isDark = theme === 'dark' || (theme === 'system' && system.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}
system.addEventListener('change', apply);

/** Light, dark, or as the system has it; `static/theme.js` does the same before the first paint. */
export const appearance = {
  get theme() {
    return theme;
  },
  set theme(next: Theme) {
    theme = next;
    stored.set('theme', next);
    apply();
  },
};
