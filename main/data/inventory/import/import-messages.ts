import { cutText } from '../../../text-files/cut-text.ts';

export interface LineMessage {
  readonly line: number;
  readonly message: string;
}

const MAX_MESSAGES = 1_000;
const MAX_LENGTH = 300;
/** Notes on the file as a whole; there are a few, and one for each column at the most. */
const MAX_NOTES = 250;

/** What is said of a file and its rows: the notes on the whole first, then the first rows. */
export class ImportMessages {
  readonly #notes: LineMessage[] = [];
  readonly #rows: LineMessage[] = [];
  #more = 0;

  note(line: number, message: string): void {
    if (this.#notes.length < MAX_NOTES) this.#notes.push(entry(line, message));
  }

  row(line: number, message: string): void {
    if (this.#rows.length < MAX_MESSAGES) this.#rows.push(entry(line, message));
    else this.#more += 1;
  }

  get all(): { readonly messages: LineMessage[]; readonly moreMessages: number } {
    const messages = [...this.#notes, ...this.#rows].slice(0, MAX_MESSAGES);
    const left = this.#notes.length + this.#rows.length - messages.length;
    return { messages, moreMessages: this.#more + left };
  }
}

function entry(line: number, message: string): LineMessage {
  return { line, message: detached(cutText(message, MAX_LENGTH)) };
}

/** A text of its own: a part of a larger one would keep all of that in memory. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
