import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';
import { signInLayout } from './layout.ts';

/** Shown when a client asks for it with `prompt=consent`. */
export function consentPage(action: string, appName: string, scopes: readonly string[]): Markup {
  return signInLayout(
    'Permissions requested',
    html`<h1>Permissions requested</h1>
      <p><strong>${appName}</strong> would like to:</p>
      <ul>
        ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
      </ul>
      <form method="post" action="${action}">
        <button name="step" value="accept" type="submit" class="primary">Accept</button>
        <button name="step" value="decline" type="submit" class="link">Cancel</button>
      </form>`,
  );
}
