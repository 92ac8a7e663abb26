/** A colour to choose for a tenant, with the name a screen reader says. */
export interface PaletteColour {
  readonly colour: string;
  readonly name: string;
}

/**
 * Colours that are told apart side by side and from the grey of the shell. Red is left to states
 * that need a decision; any other colour can still be typed.
 */
export const TENANT_PALETTE: readonly PaletteColour[] = [
  { colour: '#0f6cbd', name: 'Blue' },
  { colour: '#00666d', name: 'Petrol' },
  { colour: '#107c41', name: 'Green' },
  { colour: '#8764b8', name: 'Lavender' },
  { colour: '#c239b3', name: 'Magenta' },
  { colour: '#ca5010', name: 'Rust' },
  { colour: '#e3a300', name: 'Gold' },
  { colour: '#69797e', name: 'Steel' },
  { colour: '#2b4a9b', name: 'Navy' },
  { colour: '#3aa0d8', name: 'Sky' },
  { colour: '#00b7a8', name: 'Turquoise' },
  { colour: '#6bb700', name: 'Lime' },
  { colour: '#4b5320', name: 'Olive' },
  { colour: '#5c2e91', name: 'Violet' },
  { colour: '#a4589c', name: 'Mauve' },
  { colour: '#e3008c', name: 'Pink' },
  { colour: '#8e562e', name: 'Brown' },
  { colour: '#f7894a', name: 'Apricot' },
  { colour: '#b8a100', name: 'Mustard' },
  { colour: '#243a5e', name: 'Midnight' },
  { colour: '#567c73', name: 'Sage' },
  { colour: '#9a7b64', name: 'Clay' },
  { colour: '#7a7574', name: 'Stone' },
  { colour: '#b4a0ff', name: 'Lilac' },
];
