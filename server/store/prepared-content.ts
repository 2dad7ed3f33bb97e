import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { PreparedContent } from '../domain/content.ts';

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/** Shorter texts gain nothing from being compressed. */
const LEAST_COMPRESSED = 512;

/** A text as every store keeps it: compressed where that helps, known by its SHA-256. */
export async function prepareContent(text: string): Promise<PreparedContent> {
  const plain = Buffer.from(text, 'utf8');
  const id = createHash('sha256').update(plain).digest('hex');
  if (plain.length >= LEAST_COMPRESSED) {
    const bytes = await deflated(plain);
    if (bytes.length < plain.length * 0.9) return { id, bytes, codec: 'deflate', size: plain.length };
  }
  return { id, bytes: plain, codec: 'plain', size: plain.length };
}

/** The text that `prepareContent` was given. */
export async function textOfContent(codec: PreparedContent['codec'], bytes: Buffer): Promise<string> {
  const plain = codec === 'deflate' ? await inflated(bytes) : bytes;
  return plain.toString('utf8');
}
