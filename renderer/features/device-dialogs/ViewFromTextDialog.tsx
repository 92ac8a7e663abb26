import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import type { ListPlace } from '../../stores/device-list-store.ts';
import { openDeviceView, readDeviceView, saveDeviceView } from '../../stores/device-views-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

interface ViewFromTextDialogProps {
  readonly place: ListPlace;
  readonly onClose: () => void;
}

/** Takes in a view that somebody shared as text: shows it, and keeps it if wanted. */
export function ViewFromTextDialog({ place, onClose }: ViewFromTextDialogProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const read = text.trim() === '' ? null : readDeviceView(text);
  const open = async (isKept: boolean) => {
    if (read === null) return setProblem('Paste the text of a view.');
    if (!read.ok) return setProblem(read.message);
    const failure = isKept ? await saveDeviceView(read.view, place) : null;
    if (failure !== null) return setProblem(failure);
    openDeviceView(read.view, place);
    onClose();
  };
  return (
    <ModalDialog
      title="View from text"
      onClose={onClose}
      onSubmit={() => void open(true)}
      actions={
        <>
          <Button type="submit" appearance="primary">
            Save and show
          </Button>
          <Button onClick={() => void open(false)}>Only show</Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <Field
        label="Text of a view"
        hint="As “Copy as text” makes it. It says what to show, and holds no devices."
        validationMessage={problem}
        validationState={problem === null ? 'none' : 'error'}
      >
        <TextArea
          autoFocus
          rows={6}
          maxLength={40_000}
          spellCheck={false}
          value={text}
          onChange={(next) => {
            setText(next);
            setProblem(null);
          }}
        />
      </Field>
      {read?.ok === true && (
        <p role="status">
          This is “<Plain>{read.view.name}</Plain>” with {read.view.columns.length} columns.
        </p>
      )}
    </ModalDialog>
  );
}
