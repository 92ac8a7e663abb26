import { Button, Field, Input } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { TenantId } from '../../../preload/contract/index.ts';
import { parameterProblem } from '../../lib/parameter-check.ts';
import { PURPOSE_ORDER, PURPOSE_WORDS, type Purpose } from '../../lib/onboarding-words.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { loadRecords, recordIn, saveRecord, useRecordsStore } from '../../stores/records-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Add20Regular, Delete20Regular } from '../../ui/icons.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';

interface RecordDialogProps {
  readonly tenantId: TenantId;
  readonly onClose: () => void;
}

interface LinkDraft {
  readonly key: number;
  readonly label: string;
  readonly url: string;
}

const MOST_LINKS = 20;

/** What the operator knows of a tenant: purpose, owner, licences, durable links. */
export function RecordDialog({ tenantId, onClose }: RecordDialogProps) {
  const status = useRecordsStore((state) => state.status);
  useEffect(() => void loadRecords(), []);
  // What is there is shown, never an empty form over a record that was not read yet.
  return status === 'ready' ? <RecordForm tenantId={tenantId} onClose={onClose} /> : null;
}

function RecordForm({ tenantId, onClose }: RecordDialogProps) {
  const tenant = useEstateStore(selectTenant(tenantId));
  const [record] = useState(() => recordIn(useRecordsStore.getState().byTenant, tenantId));
  const [purpose, setPurpose] = useState<Purpose>(record.purpose);
  const [owner, setOwner] = useState(record.owner);
  const [licences, setLicences] = useState(record.licences);
  const [note, setNote] = useState(record.note);
  const [links, setLinks] = useState<readonly LinkDraft[]>(() =>
    record.links.map(({ label, url }, key) => ({ key, label, url })),
  );
  const { problem, setProblem, isWorking, send } = useSend(onClose);
  const changeLink = (key: number, said: Partial<LinkDraft>) => {
    setLinks(links.map((link) => (link.key === key ? { ...link, ...said } : link)));
    setProblem(null);
  };
  const save = async () => {
    const kept = links
      .map(({ label, url }) => ({ label: label.trim(), url: url.trim() }))
      .filter(({ label, url }) => label !== '' || url !== '');
    const wrong = kept
      .map(({ url }) => (url === '' ? 'A link needs an address.' : linkProblem(url)))
      .find((words) => words !== null);
    if (wrong !== undefined && wrong !== null) return setProblem(wrong);
    await send(() =>
      saveRecord({
        tenantId,
        purpose,
        owner: owner.trim(),
        licences: licences.trim(),
        note: note.trim(),
        links: kept,
      }),
    );
  };
  return (
    <ModalDialog
      title="Record of the tenant"
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      {tenant !== null && <TenantLine tenant={tenant} />}
      <div className={styles['fields']}>
        <div className={styles['two']}>
          <Field label="Purpose">
            <Select<Purpose>
              value={purpose}
              options={PURPOSE_ORDER.map((value) => ({ value, name: PURPOSE_WORDS[value] }))}
              onChange={setPurpose}
            />
          </Field>
          <Field label="Owner">
            <Input
              value={owner}
              maxLength={256}
              onChange={(_event, data) => setOwner(data.value)}
            />
          </Field>
        </div>
        <Field label="Licences">
          <TextArea rows={2} maxLength={1_000} value={licences} onChange={setLicences} />
        </Field>
        <Field label="Note">
          <TextArea rows={2} maxLength={4_000} value={note} onChange={setNote} />
        </Field>
        <fieldset className={styles['links']}>
          <legend>Durable links</legend>
          {links.map(({ key, label, url }, at) => (
            <div key={key} className={styles['link']}>
              <Input
                aria-label={`Name of link ${String(at + 1)}`}
                placeholder="Name"
                maxLength={160}
                value={label}
                onChange={(_event, data) => changeLink(key, { label: data.value })}
              />
              <Input
                aria-label={`Address of link ${String(at + 1)}`}
                placeholder="https://"
                maxLength={1_000}
                value={url}
                onChange={(_event, data) => changeLink(key, { url: data.value })}
              />
              <IconButton
                label={`Remove link ${String(at + 1)}`}
                icon={<Delete20Regular />}
                onClick={() => setLinks(links.filter((link) => link.key !== key))}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<Add20Regular />}
            disabled={links.length >= MOST_LINKS}
            onClick={() =>
              setLinks([
                ...links,
                { key: Math.max(-1, ...links.map(({ key }) => key)) + 1, label: '', url: '' },
              ])
            }
          >
            Add a link
          </Button>
        </fieldset>
        {problem !== null && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
      </div>
    </ModalDialog>
  );
}

const linkProblem = (url: string) => parameterProblem({ kind: 'link', differsFrom: [] }, url, []);
