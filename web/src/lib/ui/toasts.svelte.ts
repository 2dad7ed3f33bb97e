export interface Toast {
  readonly id: number;
  readonly kind: 'success' | 'error' | 'info';
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
}

const SHOWN_MS = { success: 5_000, info: 6_000, error: 12_000 } as const;
const MOST = 4;

let shown = $state.raw<readonly Toast[]>([]);
let last = 0;

/** Short messages at the edge of the page. */
export const toasts = {
  get shown() {
    return shown;
  },
  show(kind: Toast['kind'], text: string, link?: Toast['link']): void {
    const toast: Toast = { id: ++last, kind, text, ...(link && { link }) };
    shown = [...shown, toast].slice(-MOST);
    setTimeout(() => toasts.dismiss(toast.id), SHOWN_MS[kind]);
  },
  dismiss(id: number): void {
    shown = shown.filter((each) => each.id !== id);
  },
};
