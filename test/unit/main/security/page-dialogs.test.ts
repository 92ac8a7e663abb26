import { describe, expect, it } from 'vitest';
import { createPageDialogs } from '../../../../main/security/page-dialogs.ts';
import { FakeGuardedContents } from '../../../support/fake-guarded-contents.ts';

type Answer = (isAccepted: boolean, text: string) => void;

/** A page with what Electron does for it: a message on the screen is answered, or taken off. */
function aPage() {
  const contents = new FakeGuardedContents();
  const onScreen = new Map<string, Answer>();
  contents.on('-run-dialog', (what: { readonly messageText: string }, answer: Answer) =>
    onScreen.set(what.messageText, answer),
  );
  contents.on('-cancel-dialogs', () => onScreen.clear());
  const answers: string[] = [];
  return {
    contents,
    answers,
    shown: () => [...onScreen.keys()],
    ask: (messageText: string) =>
      contents.emit('-run-dialog', { messageText }, (isAccepted: boolean) =>
        answers.push(`${messageText} ${String(isAccepted)}`),
      ),
    click(messageText: string, isAccepted: boolean) {
      onScreen.get(messageText)?.(isAccepted, '');
      onScreen.delete(messageText);
    },
  };
}

function watched() {
  const dialogs = createPageDialogs();
  const page = aPage();
  dialogs.watch(page.contents.asContents());
  return { dialogs, page };
}

describe('what pages ask', () => {
  it('is on the screen at once while Bulkhead is open', () => {
    const { page } = watched();

    page.ask('Delete it?');
    page.click('Delete it?', true);

    expect(page.answers).toEqual(['Delete it? true']);
  });

  it('waits while it is locked, and is asked then', () => {
    const { dialogs, page } = watched();
    dialogs.setShut(true);

    page.ask('Delete it?');

    expect(page.shown()).toEqual([]);
    expect(page.answers).toEqual([]);
    dialogs.setShut(false);
    expect(page.shown()).toEqual(['Delete it?']);
    page.click('Delete it?', false);
    expect(page.answers).toEqual(['Delete it? false']);
  });

  it('leaves the screen with the lock, unanswered, and is asked again', () => {
    const { dialogs, page } = watched();
    page.ask('Delete it?');

    dialogs.setShut(true);

    expect(page.shown()).toEqual([]);
    expect(page.answers).toEqual([]);
    dialogs.setShut(false);
    page.click('Delete it?', true);
    expect(page.answers).toEqual(['Delete it? true']);
    // It is not asked once more.
    dialogs.setShut(true);
    dialogs.setShut(false);
    expect(page.shown()).toEqual([]);
  });

  it('takes an answer once, also where taking it off the screen answers it', () => {
    const { dialogs, page } = watched();
    page.contents.prependListener('-cancel-dialogs', () => page.click('Delete it?', false));
    page.ask('Delete it?');

    dialogs.setShut(true);
    dialogs.setShut(false);

    expect(page.answers).toEqual(['Delete it? false']);
    expect(page.shown()).toEqual([]);
  });

  it.each([
    ['has gone elsewhere', (contents: FakeGuardedContents) => contents.emit('-cancel-dialogs')],
    ['is gone', (contents: FakeGuardedContents) => contents.emit('destroyed')],
  ])('is forgotten when the page %s', (_what, leave) => {
    const { dialogs, page } = watched();
    dialogs.setShut(true);
    page.ask('Delete it?');

    leave(page.contents);
    dialogs.setShut(false);

    expect(page.shown()).toEqual([]);
  });

  it('waits in a page that is made while it is locked', () => {
    const dialogs = createPageDialogs();
    dialogs.setShut(true);
    const page = aPage();
    dialogs.watch(page.contents.asContents());

    page.ask('Look here');

    expect(page.shown()).toEqual([]);
  });

  it('is left alone where Electron does not ask in this way', () => {
    const contents = new FakeGuardedContents();

    createPageDialogs().watch(contents.asContents());

    expect(contents.eventNames()).toEqual([]);
  });
});
