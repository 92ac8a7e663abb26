import { useRunStore } from '../stores/run-store.ts';
import { type EstatePage, useShellStore } from '../stores/shell-store.ts';
import { useWorkspaceStore } from '../stores/workspace-store.ts';

/** The page of the estate that is in front; null while a tenant or a run is. */
export function useEstatePage(): EstatePage | null {
  const page = useShellStore((shell) => shell.page);
  const hasTenant = useWorkspaceStore(({ selectedTenantId }) => selectedTenantId !== null);
  const hasRun = useRunStore(({ openId }) => openId !== null);
  return hasTenant || hasRun ? null : page;
}
