/** Ends the run on a system that these tests are not for. */
export default function checkSystem(): void {
  if (process.platform === 'win32' || process.platform === 'darwin') return;
  throw new Error('These tests are of a Bulkhead that is installed on Windows or macOS.');
}
