import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { isSameViewName } from '../../lib/view-name.ts';
import { type ListPlace, listOf } from '../../stores/device-list-store.ts';
import { saveDeviceView, useDeviceViewsStore, viewOf } from '../../stores/device-views-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';

interface SaveViewDialogProps {
  readonly place: ListPlace;
  readonly onClose: () => void;
}

/** Keeps filter, order and columns under a name. */
export function SaveViewDialog({ place, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState(listOf(place).viewName ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const views = useDeviceViewsStore((state) => state.views);
  const trimmed = name.trim();
  const isThere = views.some((view) => isSameViewName(view.name, trimmed));
  const save = async () => {
    if (trimmed === '') return setProblem('Give the view a name.');
    const failure = await saveDeviceView(viewOf(place, trimmed), place);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return (
    <ModalDialog
      size="small"
      title="Save view"
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="submit" appearance="primary">
            {isThere ? 'Replace' : 'Save'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <Field
        label="Name"
        hint={
          isThere
            ? 'A view of this name is there. It is replaced.'
            : 'Filter, order and columns are kept under this name.'
        }
        validationMessage={problem}
        validationState={problem === null ? 'none' : 'error'}
      >
        <Input
          autoFocus
          value={name}
          maxLength={80}
          onChange={(_event, data) => {
            setName(data.value);
            setProblem(null);
          }}
        />
      </Field>
    </ModalDialog>
  );
}
