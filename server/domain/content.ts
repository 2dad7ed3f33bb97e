import type { ContentId } from './job.ts';

/** Text made ready to be stored: addressed by its SHA-256 and compressed where that pays. */
export interface PreparedContent {
  readonly id: ContentId;
  readonly bytes: Uint8Array;
  readonly codec: 'plain' | 'deflate';
  /** The size of the text in bytes (UTF-8). */
  readonly size: number;
}
