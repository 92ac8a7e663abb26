import { type ComponentType, useEffect, useState } from 'react';

const fetchers: (() => Promise<void>)[] = [];

/**
 * A component that comes with a file of its own and is fetched later. Once fetched it is drawn in
 * the same frame as it is asked for; `lazy` would show its fallback first and then wait, while the
 * operator is already typing.
 */
export function latePart<P extends object>(
  fetchPart: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let Fetched: ComponentType<P> | null = null;
  const fetch = async () => {
    Fetched ??= await fetchPart();
  };
  fetchers.push(fetch);
  return function Part(props: P) {
    const [, setFetched] = useState(Fetched !== null);
    useEffect(() => {
      if (Fetched === null) void fetch().then(() => setFetched(true));
    }, []);
    return Fetched === null ? null : <Fetched {...props} />;
  };
}

/** Fetches all of them in the first idle moment, so that they are there before a hand asks. */
export function fetchLateParts(): void {
  requestIdleCallback(() => {
    for (const fetch of fetchers) void fetch();
  });
}
