import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import contentPolicyOfShell from '../resources/shell-content-policy.json' with { type: 'json' };

const at = (path: string) => resolve(import.meta.dirname, path);

/** The policy of the shell's page as main sends it, less what a meta element cannot carry. */
const CONTENT_POLICY = contentPolicyOfShell
  .filter((directive) => !directive.startsWith('frame-ancestors'))
  .join('; ');

/** While it is served from source, the development server writes styles into the page. */
const SERVED_NONCE = 'gallery';

function contentPolicy(): Plugin {
  return {
    name: 'content-policy',
    transformIndexHtml: {
      order: 'pre',
      handler: (_html, context) => {
        const content =
          context.server === undefined
            ? CONTENT_POLICY
            : CONTENT_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${SERVED_NONCE}'`)
                .replace("script-src 'self'", `script-src 'self' 'nonce-${SERVED_NONCE}'`)
                .replace("connect-src 'none'", "connect-src 'self' ws:")
                .replace("; require-trusted-types-for 'script'", '');
        const meta = (attrs: Record<string, string>) => ({
          tag: 'meta',
          attrs,
          injectTo: 'head-prepend' as const,
        });
        return [meta({ 'http-equiv': 'Content-Security-Policy', content })];
      },
    },
  };
}

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  plugins: [contentPolicy()],
  ...(command === 'serve' && { html: { cspNonce: SERVED_NONCE } }),
  server: { host: '127.0.0.1', port: 4173, open: false },
  preview: { host: '127.0.0.1', port: 4174, strictPort: true },
  build: {
    target: 'chrome130',
    outDir: at('../dist/gallery'),
    emptyOutDir: true,
    rollupOptions: {
      input: at('gallery.html'),
      onwarn: (warning, warn) => {
        // Fluent marks files for server rendering, which there is none of here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
}));
