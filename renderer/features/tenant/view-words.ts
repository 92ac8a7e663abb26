import type { View } from '../../../preload/contract/index.ts';
import { ATTENTION_WORDS, attentionOfView } from '../../lib/attention.ts';
import { visibleText } from '../../lib/visible-text.ts';

/** Name of a page for its tab: what the portal calls itself, or its host while it says nothing. */
export function viewTitle(view: View): string {
  return visibleText(view.title.trim() === '' ? addressOf(view.shownUrl).host : view.title);
}

/** A tab in words: title, whether it is a pop-up, and what is wrong with it. */
export function viewLabel(view: View): string {
  const parts = [viewTitle(view)];
  if (view.portalId === null) parts.push('pop-up');
  const attention = attentionOfView(view);
  if (attention !== 'open') parts.push(ATTENTION_WORDS[attention]);
  return parts.join(', ');
}

/** Host and the rest of an address, for showing the host first. */
export function addressOf(shownUrl: string): { readonly host: string; readonly path: string } {
  const bare = shownUrl.replace(/^https:\/\//, '');
  const at = bare.search(/[/?#]/);
  if (at < 0) return { host: bare, path: '' };
  return { host: bare.slice(0, at), path: bare.slice(at) };
}

const ZOOM_STEPS: readonly number[] = [
  25, 33, 50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400, 500,
];

/** The next zoom step up or down, in percent; the ends stay where they are. */
export function nextZoom(percent: number, direction: 1 | -1): number {
  const candidates = ZOOM_STEPS.filter((step) => (step - percent) * direction > 0);
  const [next] = direction > 0 ? candidates : candidates.toReversed();
  return next ?? percent;
}
