/** A colour to choose for a tenant, with the name a screen reader says. */
export interface PaletteColour {
  readonly colour: string;
  readonly name: string;
}

/**
 * The colours main chooses from when none is given (main/tenants/tenant-look.ts), in the same
 * order, so that the dialog can show which of them are taken. A test holds the two together.
 */
export const TENANT_PALETTE: readonly PaletteColour[] = [
  { colour: '#0f6cbd', name: 'Blue' },
  { colour: '#f98924', name: 'Orange' },
  { colour: '#800515', name: 'Maroon' },
  { colour: '#ce88f7', name: 'Lilac' },
  { colour: '#647520', name: 'Olive' },
  { colour: '#5bc19d', name: 'Mint' },
  { colour: '#5a0b91', name: 'Purple' },
  { colour: '#de4670', name: 'Rose' },
  { colour: '#214856', name: 'Deep teal' },
  { colour: '#848eae', name: 'Blue grey' },
  { colour: '#7e4d8a', name: 'Plum' },
  { colour: '#846cf0', name: 'Periwinkle' },
  { colour: '#7c4d3c', name: 'Brown' },
  { colour: '#343eb9', name: 'Indigo' },
  { colour: '#2e8f83', name: 'Teal' },
  { colour: '#b8833b', name: 'Ochre' },
  { colour: '#b4ae69', name: 'Khaki' },
  { colour: '#ba9fcb', name: 'Mauve' },
  { colour: '#ad3e68', name: 'Raspberry' },
  { colour: '#8d1769', name: 'Berry' },
  { colour: '#6c709d', name: 'Slate' },
  { colour: '#3c8bd0', name: 'Sky' },
  { colour: '#5a3739', name: 'Umber' },
  { colour: '#a5220b', name: 'Brick' },
];
