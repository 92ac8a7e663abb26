import { createRandom } from '../../estates/random.ts';

type Row = Record<string, unknown>;

const SOFTWARE = [
  ['contoso', 'agent', '1.2.3'],
  ['fabrikam', 'reader', '22.1.0'],
  ['northwind', 'browser', '131.0.6778.86'],
] as const;
const SEVERITIES = ['Low', 'Medium', 'Medium', 'High', 'High', 'Critical'] as const;
const MOST = 12;

/** Known vulnerabilities of a machine, as `machinesVulnerabilities` lists them; none for a fourth. */
export function vulnerabilitiesOf(seed: number, machineId: string): readonly Row[] {
  const random = createRandom(seed, `vulnerabilities/${machineId}`);
  const count = Math.max(0, random.integer(-4, MOST));
  return Array.from({ length: count }, (_, index) => {
    const [productVendor, productName, productVersion] = random.pick(SOFTWARE);
    const cveId = `CVE-2026-${1000 + index * 37 + random.integer(0, 30)}`;
    return {
      id: `${machineId}-_-${cveId}-_-${productVendor}-_-${productName}-_-${productVersion}-_-`,
      cveId,
      machineId,
      fixingKbId: null,
      productName,
      productVendor,
      productVersion,
      severity: random.pick(SEVERITIES),
    };
  });
}
