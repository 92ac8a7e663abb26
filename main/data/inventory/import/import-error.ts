/**
 * Why an import does not go on, in words for the operator. What the database throws is not wrapped:
 * it says more about the store than about the file.
 */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: 'cancelled' | 'not-found' | 'invalid' | 'not-available';

  constructor(code: ImportError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
