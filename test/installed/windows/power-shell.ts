import { join } from 'node:path';
import { systemTool } from '../installed-app.ts';

const SYSTEM = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32');
const POWER_SHELL = join(SYSTEM, 'WindowsPowerShell', 'v1.0', 'powershell.exe');

/** reg.exe of Windows itself, in the 64-bit view. */
export const reg = (...args: readonly string[]) =>
  systemTool(join(SYSTEM, 'reg.exe'), [...args, '/reg:64']);

/** Runs a script of Windows PowerShell; what it gives is handed over as JSON, a list always. */
export async function powerShell<T>(script: string, ...args: readonly string[]): Promise<T> {
  const block = `$found = & { ${script} } @args; ConvertTo-Json -Compress -Depth 4 -InputObject @($found)`;
  const quoted = args.map((arg) => `'${arg.replaceAll("'", "''")}'`).join(' ');
  const text = await systemTool(POWER_SHELL, [
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    `& { ${block} } ${quoted}`,
  ]);
  return JSON.parse(text) as T;
}
