import { type ComponentType, useEffect, useState } from 'react';

/** A part of the page that comes with a file of its own. */
interface LatePart {
  readonly Part: ComponentType;
  readonly fetch: () => Promise<void>;
}

/**
 * A component that is fetched later. Once fetched it is drawn in the same frame as it is asked
 * for; `lazy` would show its fallback first and then wait, while the operator is already typing.
 */
function latePart(fetchPart: () => Promise<ComponentType>): LatePart {
  let Fetched: ComponentType | null = null;
  const fetch = async () => {
    Fetched ??= await fetchPart();
  };
  function Part() {
    const [, setFetched] = useState(Fetched !== null);
    useEffect(() => {
      if (Fetched === null) void fetch().then(() => setFetched(true));
    }, []);
    return Fetched === null ? null : <Fetched />;
  }
  return { Part, fetch };
}

const palette = latePart(async () => (await import('../features/palette/index.ts')).Palette);
const dialogs = latePart(async () => (await import('../features/dialogs/index.ts')).Dialogs);
const settings = latePart(async () => (await import('../features/settings/index.ts')).SettingsPage);
const about = latePart(async () => (await import('../features/about/index.ts')).AboutPage);
const refusedHosts = latePart(
  async () => (await import('../features/refused-hosts/index.ts')).RefusedHostsPage,
);

export const Palette = palette.Part;
export const Dialogs = dialogs.Part;
export const SettingsPage = settings.Part;
export const AboutPage = about.Part;
export const RefusedHostsPage = refusedHosts.Part;

/** Fetches them in the first idle moment, so that they are there before a hand asks for them. */
export function fetchLateParts(): void {
  requestIdleCallback(() => {
    for (const part of [palette, dialogs, settings, about, refusedHosts]) void part.fetch();
  });
}
