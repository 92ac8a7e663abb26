import { beforeEach, describe, expect, it } from 'vitest';
import { createPrintPdf, type PrintPage } from '../../../../main/onboarding/print-pdf.ts';
import { aFailure } from '../tenants/a-registry.ts';

const PDF = new Uint8Array([37, 80, 68, 70]);

describe('printing', () => {
  let done: string[];
  let page: Pick<PrintPage, 'load' | 'toPdf'>;
  const open = async (html: string): Promise<PrintPage> => {
    done.push(`open ${html}`);
    return { ...page, end: () => void done.push(`end ${html}`) };
  };

  beforeEach(() => {
    done = [];
    page = { load: async () => undefined, toPdf: async () => PDF };
  });

  it('answers with the PDF, and its page ends', async () => {
    expect(await createPrintPdf(open)('a')).toEqual(PDF);
    expect(done).toEqual(['open a', 'end a']);
  });

  it('has one page at a time', async () => {
    const print = createPrintPdf(open);
    await Promise.all([print('a'), print('b')]);

    expect(done).toEqual(['open a', 'end a', 'open b', 'end b']);
  });

  it.each([
    ['is not loaded', { load: () => Promise.reject(new Error('ERR_BLOCKED')) }],
    ['is not printed', { toPdf: () => Promise.reject(new Error('no printer')) }],
  ])('says so when the document %s, and goes on with the next', async (_what, fault) => {
    const print = createPrintPdf(open);
    const whole = page;
    page = { ...page, ...fault };
    await expect(print('a')).rejects.toEqual(aFailure('not-available', 'could not be made'));
    page = whole;

    expect(await print('b')).toEqual(PDF);
    expect(done).toEqual(['open a', 'end a', 'open b', 'end b']);
  });

  it('ends a page that takes too long', async () => {
    page = { ...page, toPdf: () => new Promise(() => undefined) };

    await expect(createPrintPdf(open, 1)('a')).rejects.toEqual(
      aFailure('not-available', 'took too long'),
    );
    expect(done).toEqual(['open a', 'end a']);
  });
});
