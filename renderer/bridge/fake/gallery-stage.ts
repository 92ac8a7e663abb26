import type { Rect, Tenant, View } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import type { FakeStage } from './fake-compartments.ts';

/**
 * Stands in for the native page: an element over everything else, as a WebContentsView is, so that
 * whatever forgets to take the page away is seen to be under it.
 */
export function galleryStage(documentOfShell: Document): FakeStage {
  const element = documentOfShell.createElement('div');
  element.id = 'native-page';
  element.setAttribute('aria-hidden', 'true');
  const picture = documentOfShell.createElement('img');
  picture.alt = '';
  element.append(picture);
  Object.assign(element.style, { position: 'fixed', zIndex: '2147483647', display: 'none' });
  Object.assign(picture.style, { display: 'block', width: '100%', height: '100%' });
  documentOfShell.documentElement.append(element);

  return {
    place: (area, tenant, view) => {
      const isShown = tenant !== null && view !== null && area.width > 0;
      element.style.display = isShown ? 'block' : 'none';
      if (!isShown) return;
      Object.assign(element.style, {
        left: `${String(area.x)}px`,
        top: `${String(area.y)}px`,
        width: `${String(area.width)}px`,
        height: `${String(area.height)}px`,
      });
      picture.src = drawn(area, tenant, view);
    },
    still: drawn,
  };
}

/** A picture of a made-up portal page, plainly marked as simulated. */
function drawn(area: Rect, tenant: Tenant, view: View): string {
  const { width, height } = area;
  const text = (value: string) =>
    visibleText(value).replace(/[<>&"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
  const rows = Array.from({ length: Math.max(0, Math.floor((height - 190) / 36)) }, (_, at) => {
    const y = 190 + at * 36;
    const bar = (x: number, size: number) =>
      `<rect x="${String(x)}" y="${String(y + 12)}" width="${String(size)}" height="10" rx="5" fill="#d8dade"/>`;
    return `<path d="M230 ${String(y)}H${String(width - 30)}" stroke="#ececee"/>${bar(246, 70 + ((at * 37) % 60))}${bar(430, 90 + ((at * 53) % 50))}${bar(620, 50 + ((at * 29) % 70))}${bar(800, 60 + ((at * 41) % 40))}`;
  }).join('');
  const menu = Array.from(
    { length: 9 },
    (_, at) =>
      `<rect x="24" y="${String(84 + at * 34)}" width="${String(90 + ((at * 31) % 60))}" height="10" rx="5" fill="#c9ccd1"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" font-family="Segoe UI, Open Sans, sans-serif"><rect width="100%" height="100%" fill="#fff"/><rect width="100%" height="44" fill="#1b2a3d"/><text x="20" y="28" font-size="15" fill="#fff" font-weight="600">${text(view.title)}</text><text x="${String(width - 20)}" y="28" font-size="13" fill="#dfe5ee" text-anchor="end">operator@${text(tenant.domain)}</text><rect y="44" width="206" height="100%" fill="#f5f6f7"/>${menu}<text x="230" y="96" font-size="22" fill="#1f2328" font-weight="600">${text(tenant.name)}</text><text x="230" y="122" font-size="13" fill="#57606a">Simulated portal page, ${text(tenant.id)}</text><rect x="230" y="146" width="${String(Math.max(0, width - 260))}" height="36" fill="#f3f4f6"/>${rows}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
