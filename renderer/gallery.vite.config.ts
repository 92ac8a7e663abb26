import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/**
 * The policy of the shell's page, as main sends it, less what a meta element cannot carry. Fluent
 * adds style elements that are empty and fills them rule by rule, which no policy forbids: the
 * hash of nothing is all that it needs, and no style with content passes.
 */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

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
