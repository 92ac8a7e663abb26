import { useEffect, useState } from 'react';
import type { DeviceId, TenantId } from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';

export interface SuggestedDevice {
  readonly id: DeviceId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** The value in which the text was found, when it is not the name. */
  readonly found: string | null;
}

const NONE: readonly SuggestedDevice[] = [];
const SHORTEST = 2;
const MOST = 8;

/** Devices that answer a text; none while they are on the way, so that no old one is chosen. */
export function useSuggestedDevices(text: string): readonly SuggestedDevice[] {
  const [answer, setAnswer] = useState({ text: '', devices: NONE });
  const asked = text.trim();
  useEffect(() => {
    if (asked.length < SHORTEST) return undefined;
    let isCurrent = true;
    void bridge()
      .devices.suggest({ text: asked, count: MOST })
      .then((found) => {
        if (isCurrent && found.ok) setAnswer({ text: asked, devices: found.value.devices });
      });
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  return answer.text === asked ? answer.devices : NONE;
}
