import { facetName } from '../../lib/device-words.ts';
import { type Picture, PICTURES } from '../../lib/device-pictures.ts';
import { Select } from '../../ui/Select.tsx';

interface PictureSelectProps {
  readonly value: Picture;
  readonly onChange: (picture: Picture) => void;
}

/** What the bars show. */
export function PictureSelect({ value, onChange }: PictureSelectProps) {
  return (
    <Select<Picture>
      isSmall
      aria-label="What the bars show"
      value={value}
      options={PICTURES.map((id) => ({ value: id, name: facetName(id) }))}
      onChange={onChange}
    />
  );
}
