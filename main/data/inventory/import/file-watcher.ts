import { type TimeField, TIME_FIELDS } from '../device.ts';
import type { FileColumn } from './file-columns.ts';
import { DateEvidence, type DateOrder, type ParsedDate } from './file-dates.ts';
import { detached, type ImportMessages } from './import-messages.ts';
import type { Layout } from './layout.ts';
import type { DateOrders, RowWatcher } from './row-facts.ts';

/** Different new values that are pointed out. */
const MAX_NEW_WORDS = 50;

/** Collects what is doubtful in the rows of a file, and what they together show of its dates. */
export class FileWatcher implements RowWatcher {
  /** Line of the row that is read. */
  line = 1;
  readonly #messages: ImportMessages;
  readonly #layout: Layout;
  readonly #newWords = new Set<string>();
  readonly #dates = new Map(TIME_FIELDS.map((column) => [column, new DateEvidence()] as const));

  constructor(messages: ImportMessages, layout: Layout) {
    this.#messages = messages;
    this.#layout = layout;
  }

  problem(column: FileColumn, message: string): void {
    this.#messages.row(this.line, `${this.#title(column)}: ${message}.`);
  }

  newWord(column: FileColumn, value: string): void {
    if (this.#newWords.size >= MAX_NEW_WORDS) return;
    const key = `${column}\n${value}`;
    if (this.#newWords.has(key)) return;
    this.#newWords.add(detached(key));
    const message = `${this.#title(column)}: “${value.slice(0, 60)}” is not a known value and kept as it is.`;
    this.#messages.row(this.line, message);
  }

  date(column: TimeField, date: ParsedDate): void {
    this.#dates.get(column)?.add(date, this.line);
  }

  /**
   * Decides how dates are read that can be read two ways: as the others of their column, else as
   * the other columns of the file, else as the older of both, and says so.
   */
  decideDates(headLine: number): DateOrders {
    const shown = new Set([...this.#dates.values()].flatMap(({ order }) => order ?? []));
    const [ofFile] = shown.size === 1 && !shown.has('mixed') ? shown : [];
    const orders: Partial<Record<TimeField, DateOrder>> = {};
    for (const [column, evidence] of this.#dates) {
      const { order, ambiguous, line } = evidence;
      if (ambiguous === 0 || order === 'day-first' || order === 'month-first') {
        if (ambiguous > 0 && order !== null && order !== 'mixed') orders[column] = order;
        continue;
      }
      const count = ambiguous.toLocaleString('en');
      if (order === null && ofFile !== undefined && ofFile !== 'mixed') {
        orders[column] = ofFile;
        const how = ofFile === 'day-first' ? 'day' : 'month';
        const message = `${this.#title(column)}: ${count} dates are read with the ${how} first, as the other columns show it.`;
        this.#messages.note(line, message);
        continue;
      }
      const message = `${this.#title(column)}: in ${count} dates the first number may be the day or the month, and the file does not show which. The older of both is taken, so that no device looks fresher than it is.`;
      this.#messages.note(line, message);
    }
    const zoneless = [...this.#dates].filter(([, { hasZoneless }]) => hasZoneless);
    if (zoneless.length > 0) {
      const titles = zoneless.map(([column]) => this.#title(column)).join(', ');
      this.#messages.note(headLine, `Times without a time zone are taken as UTC: ${titles}.`);
    }
    return orders;
  }

  #title(column: FileColumn): string {
    const [place] = this.#layout.places.get(column) ?? [];
    const header = place === undefined ? undefined : this.#layout.headers[place];
    return `“${(header ?? column).slice(0, 60)}”`;
  }
}
