type Cookie = { host: string; path: string; name: string; value: string; expiresAt: number | null };

/** The cookies of one browser session; enough of RFC 6265 for hosts that set no `Domain`. */
export type CookieJar = {
  store: (url: URL, setCookie: readonly string[]) => void;
  header: (url: URL) => string;
  /** Leaves what outlives a browser that is closed. */
  restart: () => void;
  /** Takes over the cookies of another jar. */
  adopt: (other: CookieJar) => void;
  all: () => readonly Cookie[];
};

function parse(url: URL, text: string): Cookie {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const attribute = (name: string): string | undefined =>
    attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const maxAge = attribute('max-age');
  const expires = attribute('expires');
  return {
    host: url.hostname,
    path: attribute('path') ?? '/',
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    expiresAt:
      maxAge !== undefined
        ? Date.now() + Number(maxAge) * 1000
        : expires !== undefined
          ? Date.parse(expires)
          : null,
  };
}

function isFor(cookie: Cookie, url: URL): boolean {
  const isBelow =
    url.pathname === cookie.path ||
    url.pathname.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`);
  const isAlive = cookie.expiresAt === null || cookie.expiresAt > Date.now();
  return cookie.host === url.hostname && isBelow && isAlive;
}

export function createCookieJar(): CookieJar {
  let cookies: Cookie[] = [];
  return {
    store: (url, setCookie) => {
      for (const text of setCookie) {
        const cookie = parse(url, text);
        cookies = cookies.filter(
          (each) =>
            each.host !== cookie.host || each.path !== cookie.path || each.name !== cookie.name,
        );
        cookies.push(cookie);
      }
    },
    header: (url) =>
      cookies
        .filter((cookie) => isFor(cookie, url))
        .map((cookie) => `${cookie.name}=${cookie.value}`)
        .join('; '),
    restart: () => {
      cookies = cookies.filter((cookie) => cookie.expiresAt !== null);
    },
    adopt: (other) => {
      cookies = [...other.all()];
    },
    all: () => cookies,
  };
}
