import type { SimulatedAccount } from '../../estates/estate.ts';
import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { accountHints } from './account-hints.ts';
import { signInLayout } from './layout.ts';

export type NamePage = {
  /** Where the form goes; hidden fields travel with it. */
  action: string;
  method: 'get' | 'post';
  hidden: Readonly<Record<string, string>>;
  tenantName: string | null;
  appName: string;
  name: string;
  error: string | null;
  hints: readonly SimulatedAccount[];
};

/** Asks who is signing in. Field names and element ids are those of Entra's page. */
export function namePage(page: NamePage): Markup {
  return signInLayout(
    'Sign in',
    html`<h1>Sign in</h1>
      <p>
        to continue to <strong>${page.appName}</strong>${
          page.tenantName
            ? html` in <strong data-testid="sign-in-tenant">${page.tenantName}</strong>`
            : null
        }
      </p>
      <form method="${page.method}" action="${page.action}">
        ${Object.entries(page.hidden).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <label for="i0116">Account</label>
        <input
          id="i0116"
          name="loginfmt"
          type="email"
          autocomplete="username"
          required
          autofocus
          value="${page.name}"
          aria-describedby="usernameError"
        />
        <p id="usernameError" class="error" role="alert">${page.error}</p>
        <button id="idSIButton9" type="submit" class="primary">Next</button>
      </form>`,
    accountHints(page.hints, false),
  );
}
