import type { SimulatedTenant } from '../estates/estate.ts';
import { portalHost } from '../hosts/host-table.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import { html } from '../server/markup.ts';
import type { Markup } from '../server/markup.ts';
import { CATALOGUE } from './catalogue.ts';
import type { PortalView } from './catalogue.ts';
import { portalPath } from './portal-address.ts';
import type { PortalSession } from './portal-session.ts';
import type { SampleTable } from './sample-rows.ts';

export type PortalPage = {
  portal: PortalKey;
  view: PortalView;
  /** The tenant of the session, which is not always the one of the address. */
  tenant: SimulatedTenant;
  session: PortalSession;
  /** Others this account gets into, for the picker. */
  otherTenants: readonly SimulatedTenant[];
  table: SampleTable;
  /** What can be set up here; null where nothing can be. */
  setUp: Markup | null;
  /** Names and values as the server received them. */
  cookies: readonly (readonly [string, string])[];
};

function frame(title: string, portal: PortalKey, body: Markup): Markup {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} - ${CATALOGUE[portal].name} (simulated)</title>
      <link rel="stylesheet" href="/simulated/portal.css" />
      <script src="/simulated/portal.js" defer></script>
    </head>
    <body data-portal="${portal}">
      <p class="ribbon">Simulated portal. Everything here is made up.</p>
      ${body}
    </body>
  </html>`;
}

function header({ portal, tenant, session }: PortalPage): Markup {
  return html`<header>
    <strong data-testid="portal-name">${CATALOGUE[portal].name}</strong>
    <span class="tenant" data-testid="tenant-name">${tenant.name}</span>
    <span class="grow"></span>
    <span data-testid="account-name">${session.accountName}</span>
    <a href="/simulated/switch-account">Switch account</a>
    <a href="/signout" data-testid="sign-out">Sign out</a>
  </header>`;
}

function navigation({ portal, tenant, view }: PortalPage): Markup {
  return html`<nav aria-label="Pages">
    ${CATALOGUE[portal].views.map(
      (each) =>
        html`<a
          href="${portalPath(portal, tenant, each.path)}"
          ${each.path === view.path ? html`aria-current="page"` : null}
          >${each.title}</a
        >`,
    )}
  </nav>`;
}

function sessionCard({ tenant, session }: PortalPage): Markup {
  return html`<section class="card" aria-labelledby="session">
    <h2 id="session">Signed in to</h2>
    <dl>
      <dt>Tenant</dt>
      <dd>${tenant.name}</dd>
      <dt>Tenant id</dt>
      <dd><code data-testid="tenant-id">${tenant.id}</code></dd>
      <dt>Domain</dt>
      <dd data-testid="tenant-domain">${tenant.domain}</dd>
      <dt>Cloud</dt>
      <dd data-testid="tenant-cloud">${tenant.cloud}</dd>
      <dt>Account</dt>
      <dd>${session.displayName} (${session.accountName})</dd>
      <dt>Signed in with</dt>
      <dd data-testid="amr">${session.amr.join(', ')}</dd>
      <dt>Since</dt>
      <dd data-testid="signed-in-at">${session.signedInAt}</dd>
    </dl>
  </section>`;
}

function browserCard({ cookies }: PortalPage): Markup {
  return html`<section class="card" aria-labelledby="kept">
    <h2 id="kept">What this browser keeps here</h2>
    <dl>
      <dt>Visits</dt>
      <dd data-testid="visits">-</dd>
      <dt>Mark in localStorage</dt>
      <dd><code data-testid="mark-local-storage">-</code></dd>
      <dt>Mark in IndexedDB</dt>
      <dd><code data-testid="mark-indexed-db">-</code></dd>
      <dt>Address part after #</dt>
      <dd><code data-testid="fragment">-</code></dd>
    </dl>
    <h3>Cookies the server received</h3>
    <ul class="cookies" data-testid="cookies">
      ${cookies.map(
        ([name, value]) =>
          html`<li><code>${name}</code> <code class="soft">${value.slice(0, 24)}</code></li>`,
      )}
    </ul>
  </section>`;
}

function linksCard({ portal, tenant, view, otherTenants }: PortalPage): Markup {
  const others = (Object.keys(CATALOGUE) as PortalKey[]).flatMap((key) => {
    const host = key === portal ? undefined : portalHost(key, tenant.cloud);
    return host ? [{ key, href: `https://${host}${portalPath(key, tenant, '/')}` }] : [];
  });
  return html`<section class="card" aria-labelledby="links">
    <h2 id="links">Go somewhere else</h2>
    <h3>Another tenant in this portal</h3>
    <ul class="chips">
      ${otherTenants.map(
        (other) =>
          html`<li>
            <a href="${portalPath(portal, other, view.path)}" data-testid="switch-tenant"
              >${other.name}</a
            >
          </li>`,
      )}
    </ul>
    <h3>Another portal, in a new window</h3>
    <ul class="chips">
      ${others.map(
        ({ key, href }) =>
          html`<li><a href="${href}" target="_blank">${CATALOGUE[key].name}</a></li>`,
      )}
    </ul>
    <h3>To try what is allowed</h3>
    <ul class="chips">
      <li><button type="button" data-testid="open-popup">Open a pop-up</button></li>
      <li><a href="/simulated/report.csv" data-testid="download">Download a report</a></li>
      <li>
        <a href="https://attacker.example/" data-testid="disallowed-link"
          >A host that is not allowed</a
        >
      </li>
    </ul>
  </section>`;
}

function formCard(): Markup {
  return html`<section class="card" aria-labelledby="write">
    <h2 id="write">Write something</h2>
    <form method="post" action="/simulated/echo">
      <label for="comment">Comment</label>
      <input id="comment" name="comment" autocomplete="off" data-testid="comment" />
      <button type="submit">Send</button>
    </form>
    <label for="notes">Notes (kept in this page only)</label>
    <textarea id="notes" rows="4" data-testid="notes" spellcheck="true"></textarea>
  </section>`;
}

function tableCard({ table }: PortalPage): Markup {
  return html`<section class="card wide" aria-labelledby="rows">
    <h2 id="rows">${table.title}</h2>
    <ul class="counts">
      ${table.counts.map(([value, count]) => html`<li><strong>${count}</strong> ${value}</li>`)}
    </ul>
    <table>
      <thead>
        <tr>
          ${table.columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** The page of a portal for whoever is signed in. */
export function portalPage(page: PortalPage): Markup {
  return frame(
    `${page.view.title} - ${page.tenant.name}`,
    page.portal,
    html`${header(page)}
      <div class="columns">
        ${navigation(page)}
        <main>
          <h1 data-testid="view-title">${page.view.title}</h1>
          <div class="sheet">
            ${page.setUp} ${tableCard(page)}
            <div class="aside">
              ${sessionCard(page)} ${browserCard(page)} ${linksCard(page)} ${formCard()}
            </div>
          </div>
        </main>
      </div>`,
  );
}

/** A small page: a pop-up, an echo, a failed sign-in. */
export function portalNotice(
  portal: PortalKey,
  title: string,
  lines: readonly string[],
  back: string,
): Markup {
  return frame(
    title,
    portal,
    html`<main class="notice">
      <h1 data-testid="notice-title">${title}</h1>
      ${lines.map((line) => html`<p data-testid="notice-line">${line}</p>`)}
      <p><a href="${back}">Back to the portal</a></p>
    </main>`,
  );
}
