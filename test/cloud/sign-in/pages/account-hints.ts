import type { SimulatedAccount } from '../../estates/estate.ts';
import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';

const SHOWN = 6;

/** The made-up accounts a person may use here; a click fills the form in. */
export function accountHints(accounts: readonly SimulatedAccount[], withPassword: boolean): Markup {
  return html`<aside class="hints" aria-label="Simulated accounts" data-testid="account-hints">
    <h2>Accounts of this simulation</h2>
    <ul>
      ${accounts.slice(0, SHOWN).map(
        (account) =>
          html`<li>
            <button
              type="button"
              class="hint"
              data-name="${account.userPrincipalName}"
              data-password="${withPassword ? account.password : ''}"
            >
              <strong>${account.userPrincipalName}</strong>
              <span>password <code>${account.password}</code></span>
              ${account.isDisabled ? html`<span>disabled account</span>` : null}
              ${account.hasMfaMethod ? null : html`<span>no second factor registered</span>`}
            </button>
          </li>`,
      )}
    </ul>
    ${accounts.length > SHOWN ? html`<p>and ${accounts.length - SHOWN} more</p>` : null}
  </aside>`;
}
