/** Of a new passphrase, in characters. Shorter ones are guessed, whatever each guess costs. */
export const PASSPHRASE_LENGTH = { min: 12, max: 1_024 } as const;
