import { wordKey } from '../../../text-files/word-key.ts';
import type { FacetField } from '../device.ts';

/**
 * Values of the exports in the words of `DEVICE_VALUES`, the same that records of the services get.
 * Null is "does not know", which is no value. Sources: Defender device inventory field reference
 * (2026-04), "Key field values explained"; Graph managedDevice (complianceState,
 * managementAgentType, managedDeviceOwnerType). German and French are plain translations.
 */
type Words = Readonly<Record<string, string | null>>;

const UNKNOWN = ['unknown', 'unbekannt', 'inconnu', 'n/a', 'none reported'];

const LEVELS = {
  low: ['low', 'niedrig', 'faible'],
  medium: ['medium', 'mittel', 'moyen'],
  high: ['high', 'hoch', 'élevé'],
};
const YES = ['true', 'yes', 'wahr', 'ja', 'vrai', 'oui', '1'];
const NO = ['false', 'no', 'falsch', 'nein', 'faux', 'non', '0'];

function words(
  names: Readonly<Record<string, readonly string[]>>,
  unknown: readonly string[] = [],
): Words {
  return Object.fromEntries([
    ...[...UNKNOWN, ...unknown].map((name) => [wordKey(name), null] as const),
    ...Object.entries(names).flatMap(([word, all]) =>
      [word, ...all].map((name) => [wordKey(name), word] as const),
    ),
  ]);
}

export const FILE_WORDS: Readonly<Partial<Record<FacetField, Words>>> = {
  risk: words({
    none: ['no known risks', 'no known risk', 'keine bekannten risiken', 'aucun risque connu'],
    informational: ['information', 'informativ', 'pour information'],
    ...LEVELS,
  }),
  exposure: words({ none: [], ...LEVELS }, [
    'no data available',
    'keine daten verfügbar',
    'aucune donnée disponible',
  ]),
  criticality: words({ normal: ['standard', 'normale'], low: LEVELS.low, high: LEVELS.high }),
  health: words({
    active: ['aktiv', 'actif'],
    inactive: ['inaktiv', 'inactif'],
    'impaired-communication': [
      'impaired communications',
      'beeinträchtigte kommunikation',
      'communications altérées',
    ],
    'no-sensor-data': ['keine sensordaten', 'aucune donnée de capteur'],
    'no-sensor-data-impaired-communication': ['no sensor data, impaired communications'],
    misconfigured: ['falsch konfiguriert', 'mal configuré'],
  }),
  onboarding: words({
    onboarded: ['integriert', 'intégré'],
    'can-be-onboarded': ['kann integriert werden', 'peut être intégré'],
    unsupported: ['nicht unterstützt', 'non pris en charge'],
    'insufficient-info': [
      'insufficient information',
      'unzureichende informationen',
      'informations insuffisantes',
    ],
  }),
  // The export says this of every device. Source: "Explore devices in the device inventory", note.
  antivirus: words({ 'edr-block': ['edr in block mode', 'edr block mode'] }, ['not supported']),
  compliance: words(
    {
      compliant: ['konform', 'kompatibel', 'conforme'],
      noncompliant: ['not compliant', 'nicht konform', 'nicht kompatibel', 'non conforme'],
      'in-grace-period': ['in toleranzperiode', 'in der toleranzperiode', 'en période de grâce'],
      'config-manager': ['configmgr', 'configuration manager'],
      conflict: ['konflikt', 'conflit'],
      error: ['fehler', 'erreur'],
    },
    ['not evaluated', 'nicht ausgewertet', 'non évalué'],
  ),
  managedBy: words({
    intune: ['mdm', 'eas mdm', 'intune client', 'eas intune client', 'intune aosp'],
    'config-manager': ['configmgr', 'sccm', 'configuration manager client'],
    'co-managed': ['comanaged', 'co-verwaltet', 'cogéré', 'configuration manager client mdm'],
    defender: ['mde', 'ms sense', 'microsoft defender for endpoint', 'defender for endpoint'],
    other: [
      'eas',
      'jamf',
      'google cloud device policy controller',
      'microsoft365 managed mdm',
      'office 365 mobile',
    ],
  }),
  ownership: words({
    company: ['corporate', 'corporate owned', 'unternehmen', 'firmeneigen', 'entreprise'],
    personal: ['persönlich', 'privat', 'personnel'],
  }),
  joinType: words({
    'entra-joined': [
      'azure ad joined',
      'microsoft entra joined',
      'in azure ad eingebunden',
      'in microsoft entra eingebunden',
      'joint à azure ad',
      'joint à microsoft entra',
    ],
    'hybrid-joined': [
      'hybrid azure ad joined',
      'microsoft entra hybrid joined',
      'hybrid entra joined',
      'hybrid in azure ad eingebunden',
      'hybrid in microsoft entra eingebunden',
      'joint à azure ad hybride',
      'joint hybride à microsoft entra',
    ],
    registered: [
      'azure ad registered',
      'microsoft entra registered',
      'entra registered',
      'bei azure ad registriert',
      'bei microsoft entra registriert',
      'inscrit auprès d’azure ad',
      'inscrit auprès de microsoft entra',
    ],
    'not-registered': ['nicht registriert', 'non inscrit'],
  }),
  encryption: words({
    yes: [...YES, 'encrypted', 'verschlüsselt', 'chiffré'],
    no: [...NO, 'not encrypted', 'nicht verschlüsselt', 'non chiffré'],
  }),
  internetFacing: words({ yes: YES, no: NO }),
  enabled: words({
    yes: [...YES, 'enabled', 'aktiviert', 'activé'],
    no: [...NO, 'disabled', 'deaktiviert', 'désactivé'],
  }),
};

/** `NoSensorData` and `No sensor data` are `no-sensor-data`: how services' own new values are kept. */
export function kebab(text: string): string {
  return text
    .replaceAll(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})/gu, '-')
    .replaceAll(/[\s_-]+/gu, '-')
    .toLowerCase();
}
