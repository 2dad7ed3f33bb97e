import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const DOCUMENTS = 500;
/** Of all texts together. What is made of a text by parsing takes up to 140 times as many bytes. */
const CHARACTERS = 256 * 1024;

/** Things kept for documents: so many, and only for so much text, since that decides what they take in memory. */
export function documentCache<Key extends object | string, Value extends object>(
  documentOf: (value: Value, key: Key) => DocumentNode,
  max = DOCUMENTS,
): LRUCache<Key, Value> {
  return new LRUCache({
    max,
    maxSize: CHARACTERS,
    sizeCalculation: (value, key) => Math.max(1, documentOf(value, key).loc?.source.body.length ?? 1),
  });
}
