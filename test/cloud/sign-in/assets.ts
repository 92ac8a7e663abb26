import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../server/exchange.ts';
import { sendAsset } from '../server/respond.ts';

const ASSETS: Readonly<Record<string, { file: string; type: string }>> = {
  '/simulated/sign-in.css': { file: 'sign-in.css', type: 'text/css; charset=utf-8' },
  '/simulated/sign-in.js': { file: 'sign-in.js', type: 'text/javascript; charset=utf-8' },
};

/** Style and script of the sign-in pages; false when the path is none of them. */
export function serveSignInAsset({ res, url }: Exchange): boolean {
  const asset = ASSETS[url.pathname];
  if (!asset) return false;
  const path = join(import.meta.dirname, 'pages', 'assets', asset.file);
  sendAsset(res, asset.type, readFileSync(path, 'utf8'));
  return true;
}
