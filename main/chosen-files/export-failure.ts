/** An expected end of an export. The message is for the operator; nothing was changed on the disk. */
export class ExportFailure extends Error {
  readonly code: 'cancelled' | 'storage-failed';

  constructor(code: ExportFailure['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
