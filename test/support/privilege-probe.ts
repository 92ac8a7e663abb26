import type { Page } from '@playwright/test';
import type { Cloud } from '../cloud/start-cloud.ts';

/** What a script finds and gets away with in one place. */
export type ProbeReport = {
  /** Everything that can be named there, `chrome.x` and `navigator.x` included. */
  readonly names: readonly string[];
  /** What it tried, with `failed` or else what came of it. */
  readonly attempts: Readonly<Record<string, string>>;
};

/** Where scripts of a page can run. */
export const PROBE_PLACES = [
  'main frame',
  'iframe',
  'iframe of another host',
  'srcdoc',
  'about:blank',
  'sandboxed iframe',
  'pop-up',
  'dedicated worker',
  'shared worker',
  'service worker',
] as const;

const HOST = 'security.microsoft.com';
const SIBLING = 'entra.microsoft.com';
export const PROBE_PAGE = `https://${HOST}/probe/`;

/**
 * Puts a page under a portal's own origin that looks around in every place it can run in.
 * @param tries whether it also tries to get at what it must not; elsewhere that starts programs
 */
export function serveProbe({ contents }: Pick<Cloud, 'contents'>, tries: boolean): void {
  const put = (host: string, path: string, body: string, type: string) =>
    contents.put({ host, path: `/probe/${path}`, body, headers: { 'content-type': type } });
  for (const host of [HOST, SIBLING]) {
    put(host, 'probe.js', `const TRIES = ${String(tries)};${PROBE}`, 'text/javascript');
    put(host, 'frame', `<!doctype html><script src="/probe/probe.js"></script>`, 'text/html');
  }
  put(HOST, 'worker.js', WORKER, 'text/javascript');
  put(HOST, '', `<!doctype html><title>Probe</title><script src="probe.js"></script>`, 'text/html');
  put(HOST, 'page.js', PAGE, 'text/javascript');
}

/** Looks around from a page that shows `PROBE_PAGE`. */
export async function probeAll(page: Page): Promise<Readonly<Record<string, ProbeReport>>> {
  await page.addScriptTag({ url: '/probe/page.js' });
  return page.evaluate(() => {
    const run = Reflect.get(globalThis, 'probeEverywhere') as () => Promise<never>;
    return run();
  });
}

/** Runs in any place; frames and pop-ups send what they found to whoever made them. */
const PROBE = `
  const SECRETS = ['app://bulkhead/index.html', 'app://bulkhead/', 'file:///etc/passwd'];
  const CODE = ['require("fs")', 'process.version', 'module.constructor', 'global.process',
    'electron.ipcRenderer', 'ipcRenderer.send("x")', 'bulkhead.tenants.get({})',
    'chrome.runtime.id', 'chrome.ipcRenderer.send("x")', 'Buffer.from("x")', '__dirname',
    'globalThis.constructor.constructor("return process")()',
    'this.constructor.constructor("return require")()("fs")'];

  function namesOf(thing, prefix) {
    const names = [];
    for (let at = thing; at !== null && at !== undefined; at = Object.getPrototypeOf(at))
      for (const key of Reflect.ownKeys(at)) names.push(prefix + String(key));
    return names;
  }

  const within = (promise, otherwise) => Promise.race([
    promise, new Promise((resolve) => setTimeout(() => resolve(otherwise), 10_000))]);
  const failed = () => 'failed';

  async function attemptAll() {
    const attempts = {};
    for (const code of CODE) {
      try {
        const type = typeof (0, eval)(code);
        attempts[code] = type === 'undefined' ? 'failed' : type;
      } catch { attempts[code] = 'failed'; }
    }
    for (const url of SECRETS) {
      attempts['fetch ' + url] = await within(fetch(url).then((r) => r.text(), failed), 'failed');
      attempts['no-cors fetch ' + url] =
        await within(fetch(url, { mode: 'no-cors' }).then((r) => r.type, failed), 'failed');
      attempts['import ' + url] = await within(import(url).then(() => 'imported', failed), 'failed');
      if (typeof XMLHttpRequest === 'function') {
        const request = new XMLHttpRequest();
        try { request.open('GET', url, false); request.send(); attempts['request ' + url] = request.responseText; }
        catch { attempts['request ' + url] = 'failed'; }
      }
      if (typeof importScripts === 'function') {
        try { importScripts(url); attempts['scripts ' + url] = 'imported'; }
        catch { attempts['scripts ' + url] = 'failed'; }
      }
      if (typeof Worker === 'function') {
        attempts['worker ' + url] = await within(new Promise((resolve) => {
          try { new Worker(url).addEventListener('error', () => resolve('failed')); }
          catch { resolve('failed'); }
        }), 'no error');
      }
      if (typeof document === 'object') {
        attempts['image ' + url] = await within(new Promise((resolve) => {
          const image = new Image();
          image.addEventListener('error', () => resolve('failed'));
          image.addEventListener('load', () => resolve('loaded'));
          image.src = url;
        }), 'failed');
        await framed(url);
        const opened = window.open(url);
        attempts['open ' + url] = opened === null ? 'failed' : 'opened';
        opened?.close();
      }
    }
    return attempts;
  }

  /** Whether anything was shown is seen from outside, by the addresses of frames. */
  async function framed(url) {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.documentElement.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 100));
    frame.remove();
  }

  async function probe() {
    const names = [
      ...namesOf(globalThis, ''),
      ...namesOf(globalThis.chrome, 'chrome.'),
      ...namesOf(globalThis.navigator, 'navigator.'),
      ...namesOf(globalThis.external, 'external.'),
    ];
    return { names: [...new Set(names)].sort(), attempts: TRIES ? await attemptAll() : {} };
  }

  if (typeof document === 'object' && (parent !== globalThis || opener !== null)) {
    void probe().then((report) => (opener ?? parent).postMessage({ place: name, report }, '*'));
  }
`;

const WORKER = `
  importScripts('/probe/probe.js');
  const answer = (port) => probe().then((report) => port.postMessage(report));
  if ('onconnect' in globalThis) onconnect = ({ ports: [port] }) => void answer(port);
  else if ('clients' in globalThis) onmessage = (event) => event.waitUntil(answer(event.source));
  else void answer(globalThis);
`;

const PAGE = `
  async function probeEverywhere() {
    const reports = { 'main frame': await probe() };
    const waiting = new Map();
    const arrival = (place) => new Promise((resolve) => waiting.set(place, resolve));
    addEventListener('message', ({ data }) => waiting.get(data.place)?.(data.report));

    const framed = async (place, prepare) => {
      const frame = document.createElement('iframe');
      frame.name = place;
      const arrived = arrival(place);
      prepare(frame);
      document.body.append(frame);
      reports[place] = await arrived;
      frame.remove();
    };
    await framed('iframe', (frame) => (frame.src = '/probe/frame'));
    await framed('iframe of another host', (frame) => (frame.src = 'https://${SIBLING}/probe/frame'));
    await framed('srcdoc', (frame) => (frame.srcdoc = '<script src="/probe/probe.js"></script>'));
    await framed('sandboxed iframe', (frame) => {
      frame.sandbox = 'allow-scripts allow-popups';
      frame.src = '/probe/frame';
    });
    const blank = document.createElement('iframe');
    document.body.append(blank);
    const script = blank.contentDocument.createElement('script');
    script.src = '/probe/probe.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    blank.name = blank.contentWindow.name = 'about:blank';
    const arrivedBlank = arrival('about:blank');
    blank.contentDocument.body.append(script);
    await loaded;
    reports['about:blank'] = await arrivedBlank;

    const arrivedPopup = arrival('pop-up');
    const popup = open('/probe/frame', 'pop-up');
    reports['pop-up'] = await arrivedPopup;
    popup.close();

    const heard = (port) => new Promise((resolve) =>
      port.addEventListener('message', ({ data }) => resolve(data), { once: true }));
    reports['dedicated worker'] = await heard(new Worker('/probe/worker.js'));
    const { port } = new SharedWorker('/probe/worker.js');
    port.start();
    reports['shared worker'] = await heard(port);
    await navigator.serviceWorker.register('/probe/worker.js');
    const { active } = await navigator.serviceWorker.ready;
    const answered = heard(navigator.serviceWorker);
    navigator.serviceWorker.startMessages();
    active.postMessage('probe');
    reports['service worker'] = await answered;
    return reports;
  }
`;
