import { bridge } from '../bridge/bridge.ts';

/**
 * Listens for links of other programs. What they need is read with the first one, since most days
 * there is none.
 */
export function followLinks(): void {
  bridge().app.onLinkOpened(({ link }) => {
    void import('../stores/deep-links.ts').then(({ receiveLink }) => receiveLink(link));
  });
}
