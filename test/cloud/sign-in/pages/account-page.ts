import type { SimulatedAccount } from '../../estates/estate.ts';
import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { signInLayout } from './layout.ts';

/** Lets the operator keep the account of the session or take another one. */
export function accountPage(action: string, account: SimulatedAccount): Markup {
  return signInLayout(
    'Pick an account',
    html`<h1>Pick an account</h1>
      <form method="post" action="${action}" class="tiles">
        <button name="step" value="keep" type="submit" class="tile" data-testid="keep-account">
          <strong>${account.displayName}</strong>
          <span>${account.userPrincipalName}, signed in</span>
        </button>
        <button name="step" value="other" type="submit" class="tile" data-testid="other-account">
          Use another account
        </button>
      </form>`,
  );
}
