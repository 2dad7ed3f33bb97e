import { itemId } from '../domain/ids.ts';
import type { Job, JobItem } from '../domain/job.ts';

/** Addresses of results on this server; `downloads.ts` serves them. */
export interface DownloadPaths {
  readonly json: string;
  readonly csv: string | null;
  readonly text: string | null;
}

/** Where all results of a job can be downloaded; null until there is one. */
export function jobDownloads(job: Job): DownloadPaths | null {
  if (job.counts.COMPLETED === 0) return null;
  const base = `/download/jobs/${job.id}`;
  return { json: `${base}.json`, csv: job.type === 'EXECUTE' ? `${base}.csv` : null, text: null };
}

/** Where an item's result can be downloaded; null until there is one. */
export function itemDownloads(item: JobItem, type: Job['type']): DownloadPaths | null {
  if (item.resultId === null) return null;
  const base = `/download/items/${itemId(item.jobId, item.index)}`;
  return {
    json: `${base}.json`,
    csv: type === 'EXECUTE' ? `${base}.csv` : null,
    text: type === 'COMPILE' ? `${base}.ll` : null,
  };
}
