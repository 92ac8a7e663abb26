import type { SimulatedTenant } from '../estates/estate.ts';
import type { PortalKey } from '../hosts/portal-hosts.ts';
import type { Exchange } from '../server/exchange.ts';
import { formOf } from '../server/exchange.ts';
import { html } from '../server/markup.ts';
import type { Markup } from '../server/markup.ts';
import { redirect } from '../server/respond.ts';
import { actInTenant } from '../set-up/act-in-tenant.ts';
import type { SetUpBook } from '../set-up/set-up-book.ts';
import { portalPath } from './portal-address.ts';
import type { PortalSession } from './portal-session.ts';
import { bladesOf } from './set-up-blades.ts';
import type { Blade } from './set-up-blades.ts';
import { formMarkup } from './set-up-form.ts';

type Where = {
  portal: PortalKey;
  tenant: SimulatedTenant;
  session: PortalSession;
  /** Path without the tenant. */
  path: string;
};

/** A blade for `/` is on every path. */
const isOnPath = ({ paths = [] }: Blade, path: string): boolean =>
  paths.some((one) => path.startsWith(one));

function menuLink({ fragments, paths, title }: Blade, { portal, tenant, path }: Where): Markup {
  const [fragment] = fragments ?? [];
  const href =
    fragment === undefined
      ? portalPath(portal, tenant, paths?.[0] ?? '/')
      : `${portalPath(portal, tenant, path)}#view/Microsoft_AAD_IAM/${fragment}`;
  return html`<li><a href="${href}">${title}</a></li>`;
}

function bladeMarkup(blade: Blade, where: Where, back: string): Markup {
  const { title, fragments = [], lines, forms } = blade;
  const isShown = isOnPath(blade, where.path);
  return html`<section
    aria-label="${title}"
    data-blade="${fragments.join(' ')}"
    ${isShown ? html`data-on-path` : html`hidden`}
  >
    <h3>${title}</h3>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${forms.map((form) => formMarkup(form, back))}
  </section>`;
}

/** What an administrator can set up in this portal; null where nothing can be. */
export function setUpCard(book: SetUpBook, where: Where, url: URL): Markup | null {
  const account = book.directory.accountByName(where.session.accountName);
  if (!account) return null;
  const blades = bladesOf(where.portal, { book, tenant: where.tenant, account });
  if (blades.length === 0) return null;
  const back = `${url.pathname}${url.search}`;
  const said = url.searchParams.get('said');
  const problem = url.searchParams.get('problem');
  return html`<section class="card wide set-up" aria-labelledby="set-up">
    <h2 id="set-up">Settings of ${where.tenant.name}</h2>
    ${said === null ? null : html`<p role="status" data-testid="said">${said}</p>`}
    ${problem === null ? null : html`<p role="alert" data-testid="problem">${problem}</p>`}
    <nav aria-label="Settings">
      <ul class="chips">
        ${blades.map((blade) => menuLink(blade, where))}
      </ul>
    </nav>
    <p><a href="${back}" data-refresh>Refresh</a></p>
    ${blades.map((blade) => bladeMarkup(blade, where, back))}
  </section>`;
}

/** Where the browser goes after a form: back to the page, which says what came of it. */
function backTo(exchange: Exchange, back: string, name: 'said' | 'problem', text: string): string {
  const here = `https://${exchange.host}`;
  const url = URL.canParse(back, here) ? new URL(back, here) : new URL(here);
  url.searchParams.delete('said');
  url.searchParams.delete('problem');
  url.searchParams.set(name, text);
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Takes the form of a signed-in account. */
export function takeSetUpForm(
  book: SetUpBook,
  exchange: Exchange,
  { portal, tenant, session }: Omit<Where, 'path'>,
): void {
  const form = formOf(exchange);
  const account = book.directory.accountByName(session.accountName);
  const { ok, said } = account
    ? actInTenant(
        book,
        { tenant, account, portal },
        form.get('action') ?? '',
        Object.fromEntries(form),
      )
    : { ok: false, said: 'Nobody is signed in.' };
  const back = form.get('back') ?? '/';
  redirect(exchange.res, backTo(exchange, back, ok ? 'said' : 'problem', said), [], 303);
}
