import { Failure } from '../ipc/failure.ts';
import type { OnboardingIpcDeps } from './onboarding-ipc.ts';

/** What printing needs of a page; made, guarded and ended by the factory of it. */
export interface PrintPage {
  /** Settles when the document and its pictures are there. */
  readonly load: () => Promise<void>;
  readonly toPdf: () => Promise<Uint8Array>;
  /** Ends the page's process; may be called at any time, and twice. */
  readonly end: () => void;
}

const LIMIT_MS = 60_000;

/**
 * Prints documents, one after the other: each gets a page of its own that ends with it.
 * @param open makes a page for a document without script and without a network
 * @returns throws Failure `not-available` when it fails or takes more than a minute
 */
export function createPrintPdf(
  open: (html: string) => Promise<PrintPage>,
  limitMs = LIMIT_MS,
): OnboardingIpcDeps['printPdf'] {
  let before: Promise<unknown> = Promise.resolve();

  const print = async (html: string): Promise<Uint8Array> => {
    const page = await open(html);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const error = new Failure('not-available', 'The PDF took too long. Export HTML instead.');
      timer = setTimeout(() => reject(error), limitMs);
    });
    try {
      return await Promise.race([page.load().then(() => page.toPdf()), late]);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure('not-available', 'The PDF could not be made. Export HTML instead.');
    } finally {
      clearTimeout(timer);
      page.end();
    }
  };

  return (html) => {
    const mine = before.then(() => print(html));
    before = mine.catch(() => undefined);
    return mine;
  };
}
