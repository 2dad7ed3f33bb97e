/** A value remembered in this browser; without storage it is simply not remembered. */
export const stored = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set(name: string, value: string): void {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Storage may be full or forbidden: what is remembered is a comfort, not a need.
    }
  },
};
