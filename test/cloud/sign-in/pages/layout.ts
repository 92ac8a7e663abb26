import { html } from '../../server/markup.ts';
import type { Markup } from '../../server/markup.ts';

/** The frame of every sign-in page; says plainly what it is. */
export function signInLayout(title: string, content: Markup, aside: Markup | null = null): Markup {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} - simulated sign-in</title>
      <link rel="stylesheet" href="/simulated/sign-in.css" />
      <script src="/simulated/sign-in.js" defer></script>
    </head>
    <body>
      <p class="ribbon">Simulated sign-in. Not a Microsoft service: use the accounts below only.</p>
      <main>
        <section class="card">${content}</section>
        ${aside}
      </main>
    </body>
  </html>`;
}
