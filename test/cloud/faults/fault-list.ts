import type { Fault, FaultEffect, FaultKind, FaultRule, FaultTarget } from './fault.ts';

export type FaultList = {
  add: (rule: FaultRule) => Fault;
  remove: (id: string) => boolean;
  list: () => Fault[];
  clear: () => void;
  /** The first matching fault of one of the kinds, counted as hit. */
  take: <Kind extends FaultKind>(
    kinds: readonly Kind[],
    target: FaultTarget,
  ) => Extract<FaultEffect, { kind: Kind }> | undefined;
};

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.host === undefined || fault.host === target.host) &&
    (fault.tenantId === undefined || fault.tenantId === target.tenantId) &&
    (fault.pathPrefix === undefined || target.path.startsWith(fault.pathPrefix)) &&
    (fault.method === undefined || fault.method === target.method) &&
    (fault.times === undefined || fault.hits < fault.times)
  );
}

export function createFaultList(): FaultList {
  let faults: Fault[] = [];
  let nextId = 1;
  return {
    add: (rule) => {
      const effect =
        rule.effect.kind === 'claims-challenge'
          ? { ...rule.effect, sinceMs: rule.effect.sinceMs ?? Date.now() }
          : { ...rule.effect };
      const fault: Fault = { ...rule, effect, id: `fault-${nextId++}`, hits: 0 };
      faults.push(fault);
      return fault;
    },
    remove: (id) => {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear: () => {
      faults = [];
    },
    take: <Kind extends FaultKind>(kinds: readonly Kind[], target: FaultTarget) => {
      const wanted: readonly FaultKind[] = kinds;
      const found = faults.find(
        (fault) => wanted.includes(fault.effect.kind) && matches(fault, target),
      );
      if (!found) return undefined;
      found.hits += 1;
      return found.effect as Extract<FaultEffect, { kind: Kind }>;
    },
  };
}
