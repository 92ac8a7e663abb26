import type { WebContents } from 'electron';
import type { Role } from '../../preload/contract/index.ts';

/**
 * The pages that may call main, by WebContents id. Only the window factory enrols; a page is
 * struck off when it is destroyed, so a recycled id starts with nothing.
 */
export interface SenderRegistry {
  enrol(contents: WebContents, role: Role): void;
  roleOf(contentsId: number): Role | undefined;
  /** Everyone with that role that is still alive. */
  withRole(role: Role): readonly WebContents[];
}

export function createSenderRegistry(): SenderRegistry {
  const enrolled = new Map<number, { contents: WebContents; role: Role }>();
  return {
    enrol(contents, role) {
      const { id } = contents;
      enrolled.set(id, { contents, role });
      contents.once('destroyed', () => enrolled.delete(id));
    },
    roleOf: (contentsId) => enrolled.get(contentsId)?.role,
    withRole: (role) =>
      [...enrolled.values()]
        .filter((entry) => entry.role === role && !entry.contents.isDestroyed())
        .map((entry) => entry.contents),
  };
}
