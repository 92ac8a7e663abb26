import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { signInLayout } from './layout.ts';

export function signedOutPage(): Markup {
  return signInLayout(
    'Signed out',
    html`<h1 data-testid="signed-out">You signed out of your account</h1>
      <p>
        The session at this sign-in service has ended, for every tenant that used it in this
        browser. Portals may stay open until their own session ends.
      </p>`,
  );
}
