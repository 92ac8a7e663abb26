import type { PolicySummary, StartProblem } from '../../../preload/contract/index.ts';

type Rule = PolicySummary['rules'][number];

const rule = (key: string, name: string, value: string, isManaged: boolean): Rule => ({
  key,
  name,
  value,
  isManaged,
});

/** Nobody decided anything: what holds then. */
export const NO_POLICY: PolicySummary = {
  state: 'absent',
  source: '/etc/bulkhead/policy.json',
  rules: [
    rule('tenants', 'Tenants', 'Every tenant', false),
    rule('downloads', 'Downloads', 'Refused', false),
    rule('export', 'Export to files', 'Allowed', false),
    rule('deviceCode', 'Sign-in by device code', 'Not allowed', false),
  ],
};

/** Some of it decided, with words as long as they get. */
export const DECIDED: Rule[] = [
  rule('tenants', 'Tenants', 'Only 12 listed tenants', true),
  rule(
    'additionalHosts',
    'Hosts beyond the shipped lists',
    'sts.contoso.example, *.cdn.contoso.example, signin.a-very-long-name-of-a-federated-provider.contoso.example',
    true,
  ),
  rule('permissions', 'Copy buttons of portals', 'May write to the clipboard', false),
  rule('downloads', 'Downloads', 'Allowed, into /srv/exports', true),
  rule('export', 'Export to files', 'Not allowed', true),
  rule('managedBrowser', 'Managed browser', 'Microsoft Edge, else Google Chrome', false),
  rule('collection', 'Collection', 'When the inventory is older than 60 minutes', true),
  rule('deviceCode', 'Sign-in by device code', 'Not allowed', false),
  rule(
    'updates',
    'Updates',
    'Installed by your administrator; Bulkhead does not look for them',
    false,
  ),
];

/** What holds while a policy cannot be used. */
export const STRICTEST: Rule[] = [
  rule('tenants', 'Tenants', 'None', true),
  rule('downloads', 'Downloads', 'Refused', true),
  rule('export', 'Export to files', 'Not allowed', true),
  rule('collection', 'Collection', 'Only when you ask for it', true),
];

export const REJECTED_POLICY: StartProblem = {
  what: 'policy',
  state: 'rejected',
  message:
    'The policy in /etc/bulkhead/policy.json can be written by others than root. Until it can be used nothing is opened, signed in to, collected, downloaded or exported; what is kept can be read. Ask your administrator to correct it, then start Bulkhead again.',
  keptAs: null,
};
