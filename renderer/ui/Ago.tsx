import { agoText, exactText } from '../lib/moments.ts';
import { useNow } from './use-now.ts';

/** How long ago something was, with date, time and zone on hover. */
export function Ago({ iso }: { readonly iso: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={exactText(iso)}>
      {agoText(iso, now)}
    </time>
  );
}
