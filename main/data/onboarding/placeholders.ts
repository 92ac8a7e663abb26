import type { EstateTenant } from '../status/estate-tenant.ts';

export type Values = ReadonlyMap<string, string>;

/** What `{name}` may stand for in values and addresses of a run: its tenants and its parameters. */
export function valuesOf(
  source: EstateTenant | null,
  target: EstateTenant | null,
  parameters: Values,
): Values {
  const of = (side: string, tenant: EstateTenant | null) =>
    tenant === null
      ? []
      : ([
          [`${side}Id`, tenant.id],
          [`${side}Name`, tenant.name],
          [`${side}Domain`, tenant.domain],
        ] as const);
  // A parameter does not take the place of a tenant.
  return new Map<string, string>([...parameters, ...of('source', source), ...of('target', target)]);
}

/** Null when it names something that is not known yet. */
export function fill(
  text: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string | null {
  let isWhole = true;
  const filled = text.replaceAll(/\{([A-Za-z][A-Za-z0-9-]*)\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined || value === '') isWhole = false;
    return encode(value ?? '');
  });
  return isWhole ? filled : null;
}
