/** What a record of the journal is about; the page filters by it. */
export const JOURNAL_TOPICS = [
  'pages',
  'sign-in',
  'tenants',
  'files',
  'onboarding',
  'collection',
  'settings',
  'refusals',
  'journal',
] as const;
