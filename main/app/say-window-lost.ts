import { dialog } from 'electron';

/** Says that Bulkhead ends, in a window of the system's, which needs no page. Resolves when it was read. */
export async function sayWindowLost(): Promise<void> {
  await dialog.showMessageBox({
    type: 'error',
    title: 'Bulkhead',
    message: 'Bulkhead’s window cannot be shown',
    detail:
      'It ended several times within a few minutes. Bulkhead closes now. What was saved is kept.\n' +
      'Start it again. If it ends again, give your administrator the log in the profile folder.',
    buttons: ['Close Bulkhead'],
  });
}
