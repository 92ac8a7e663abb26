import { describe, expect, it } from 'vitest';
import { filesBelow, shippedCode, type SourceFile, withoutComments } from './source-tree.ts';

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Files in which it is allowed. */
  readonly except?: RegExp;
  /** Only files that this fits are looked at. */
  readonly inside?: RegExp;
}

const RULES: readonly Rule[] = [
  {
    name: 'markup from text',
    pattern:
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|srcDoc|createContextualFragment)\b|\bsrcdoc\s*=|\bdocument\.write/,
  },
  {
    name: 'code from text',
    pattern: /\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*['"`]/,
  },
  { name: 'code into a page’s own world', pattern: /\bexecuteJavaScript\s*\(|\binsertCSS\s*\(/ },
  {
    name: 'code into an isolated world',
    pattern: /\bexecuteJavaScriptInIsolatedWorld\b/,
    except: /^main\/tenants\/(?:portal-view|saved-place)\.ts$/,
  },
  {
    name: 'the operating system',
    pattern: /\.(?:openExternal|openPath|showItemInFolder|trashItem|writeShortcutLink)\s*\(/,
  },
  {
    name: 'a preference that gives a page more',
    pattern:
      /\b(?:nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures|plugins)\s*:\s*true|\b(?:sandbox|contextIsolation|webSecurity)\s*:\s*false|\bcommandLineSwitches\b/,
  },
  {
    name: 'a window or view made outside its factory',
    pattern: /\bnew\s+(?:BrowserWindow|WebContentsView|BaseWindow|BrowserView)\s*\(/,
    except: /^main\/app\/(?:shell-window|portal-pages|print-page)\.ts$/,
  },
  {
    name: 'a session made outside its factory',
    pattern: /\bfromPartition\s*\(|\bfromPath\s*\(|\bdefaultSession\b/,
    except: /^main\/app\/(?:compose|open-shell|compartment-sessions|portal-pages|services)\.ts$/,
  },
  {
    name: 'a guard’s hook set outside the guards',
    pattern:
      /\bsetWindowOpenHandler\b|\bwebRequest\b|\bsetPermission\w+Handler\b|\bsetDevicePermissionHandler\b|\bsetCertificateVerifyProc\b|\bsetSSLConfig\b|\.(?:on|once|addListener)\(\s*['"](?:will-download|select-client-certificate|certificate-error|login)['"]/,
    except: /^main\/security\//,
  },
  {
    name: 'switches set outside the list of them',
    pattern: /\bappendSwitch\s*\(|\bappendArgument\s*\(/,
    except: /^main\/index\.ts$/,
  },
  {
    // By the name of the executable, which whoever copies the folder chooses.
    name: 'Electron asked whether this is a release',
    pattern: /\bisPackaged\b|\bdefaultApp\b/,
    except: /^main\/security\/release\.ts$/,
  },
  {
    name: 'a channel that is not the door',
    pattern:
      /\bipcMain\s*\.\s*on\b|\bipcMain\s*\.\s*once\b|\bsendSync\b|\bipcRenderer\s*\.\s*send\b/,
  },
  {
    name: 'the network from the page',
    pattern:
      /\bfetch\s*\(\s*[^)\s]|\bXMLHttpRequest\b|\bnew\s+(?:WebSocket|EventSource|Worker|SharedWorker)\b|\bsendBeacon\b/,
    inside: /^renderer\//,
  },
  {
    name: 'storage of the page',
    pattern: /\b(?:localStorage|sessionStorage|indexedDB)\b|\bdocument\.cookie\b/,
    inside: /^renderer\//,
  },
  { name: 'checks of certificates switched off', pattern: /\brejectUnauthorized\s*:\s*false/ },
  {
    name: 'a schema that may throw',
    // What is no schema has `parse` as well: JSON, and dates.
    pattern: /\bsafe(?:Parse|Decode|Encode)\w*|(?<!\b(?:JSON|Date))\.parse(?:Async)?\s*\(/,
    except: /^main\/security\/parse-guarded\.ts$/,
  },
];

function found({ pattern, except, inside }: Rule, files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => (inside?.test(path) ?? true) && except?.test(path) !== true)
    .flatMap(({ path, text }) => {
      const hit = pattern.exec(withoutComments(text));
      return hit === null ? [] : `${path}: ${hit[0]}`;
    });
}

describe('shipped code', () => {
  const files = shippedCode();

  it.each(RULES.map((rule) => [rule.name, rule] as const))('has nowhere else %s', (_name, rule) => {
    expect(found(rule, files)).toEqual([]);
  });

  it.each([
    'element.innerHTML = name',
    'document.write(name)',
    'eval (name)',
    'new Function(name)',
    "setTimeout('x', 1)",
    'contents.executeJavaScript(code)',
    'shell.openExternal(url)',
    'shell.openPath(path)',
    'const preferences = { nodeIntegrationInWorker: true }',
    'const preferences = { sandbox: false }',
    'new BrowserWindow({})',
    'contents.setWindowOpenHandler(() => undefined)',
    'session.webRequest.onBeforeRequest(null)',
    "app.on('certificate-error', accept)",
    'ipcMain.on(channel, listener)',
    "app.commandLine.appendSwitch('x')",
    'if (app.isPackaged) start()',
    'const { isPackaged } = app',
    'contents.executeJavaScriptInIsolatedWorld(1, [])',
    'session.fromPartition(name)',
    'const options = { rejectUnauthorized: false }',
    'Policy.safeParse(value)',
    'z.safeParseAsync(Policy, value)',
    'z.object({})\n  .parse(value)',
  ])('would be found with %j in it', (text) => {
    const files = [{ path: 'main/tenants/x.ts', text }];

    expect(RULES.flatMap((rule) => found(rule, files))).toHaveLength(1);
  });

  it.each(['await fetch(url)', 'new WebSocket(url)', "localStorage.setItem('a', b)"])(
    'of the page would be found with %j in it',
    (text) => {
      const files = [{ path: 'renderer/features/x.tsx', text }];

      expect(RULES.flatMap((rule) => found(rule, files))).toHaveLength(1);
    },
  );
});

describe('the repository', () => {
  it('never switches the sandbox off', () => {
    const files = filesBelow(
      ['main', 'preload', 'renderer', 'scripts', 'test'],
      /\.(?:ts|tsx|mjs|js|json|sh)$/,
    );
    const off = new RegExp(['--no', 'sandbox'].join('-'));
    // Tests may say that the switch is refused; nobody may give it.
    const wrong = files.filter(
      ({ path, text }) =>
        off.test(withoutComments(text)) && !/^test\/(?:unit|security|e2e)\//.test(path),
    );

    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
