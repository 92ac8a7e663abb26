// Overrides, embeddings and isolates can reorder what stands around a name; zero-width characters
// make two names look the same. None of them belongs in a label, so they are shown as a mark.
const DECEIVING = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Text of a tenant or service with every invisible or reordering character made visible. */
export function visibleText(text: string): string {
  return text.replace(DECEIVING, '\ufffd');
}

/**
 * What a person can type for a name: without invisible characters, composed, single spaces. Two
 * names are the same to a reader when this is the same.
 */
export function typeableText(text: string): string {
  return text.replace(DECEIVING, '').normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Lower case without accents, for matching what is typed against names. */
export function foldedText(text: string): string {
  return typeableText(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
