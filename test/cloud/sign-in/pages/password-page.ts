import type { SimulatedAccount } from '../../estates/estate.ts';
import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { accountHints } from './account-hints.ts';
import { signInLayout } from './layout.ts';

export type PasswordPage = {
  action: string;
  account: SimulatedAccount;
  error: string | null;
};

/** Asks for the password, and whether the session shall last beyond this window. */
export function passwordPage({ action, account, error }: PasswordPage): Markup {
  return signInLayout(
    'Enter password',
    html`<p class="who" id="displayName">${account.userPrincipalName}</p>
      <h1>Enter password</h1>
      <form method="post" action="${action}">
        <input type="hidden" name="login" value="${account.userPrincipalName}" />
        <label for="i0118">Password</label>
        <input
          id="i0118"
          name="passwd"
          type="password"
          autocomplete="current-password"
          required
          autofocus
          aria-describedby="passwordError"
        />
        <p id="passwordError" class="error" role="alert">${error}</p>
        <label class="check">
          <input type="checkbox" name="KMSI" value="1" checked />
          Stay signed in
        </label>
        <button id="idSIButton9" type="submit" class="primary">Sign in</button>
      </form>
      <form method="post" action="${action}">
        <button name="step" value="other" type="submit" class="link">Use another account</button>
      </form>`,
    accountHints([account], true),
  );
}
