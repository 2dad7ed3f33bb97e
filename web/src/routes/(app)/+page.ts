import { redirect } from '@sveltejs/kit';
import { stored } from '$lib/session/stored.ts';

export function load(): never {
  const last = stored.get('last-project');
  redirect(307, last ? `/projects/${encodeURIComponent(last)}` : '/projects');
}
