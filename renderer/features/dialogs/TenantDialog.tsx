import { Button, Field, Input } from '@fluentui/react-components';
import { useMemo, useRef, useState } from 'react';
import type { BridgeError, Tenant } from '../../../preload/contract/index.ts';
import { failureWords } from '../../bridge/failure-words.ts';
import { isPunycode, readDomain } from '../../lib/domain.ts';
import { readTenantId } from '../../lib/guid.ts';
import {
  ACCESS_NAMES,
  ACCESS_ORDER,
  CLOUD_HINTS,
  CLOUD_NAMES,
  CLOUD_ORDER,
  HAND_OFF_NAMES,
  HAND_OFF_ORDER,
} from '../../lib/tenant-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { addTenant, updateTenant, useEstateStore } from '../../stores/estate-store.ts';
import { goToTenant } from '../../stores/navigation.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { ColourField } from './ColourField.tsx';
import {
  changeOf,
  draftOf,
  emptyForm,
  formOf,
  problemsOf,
  suggestedInitials,
  type TenantForm,
} from './tenant-form.ts';
import styles from './tenant-dialog.module.css';

interface TenantDialogProps {
  /** The tenant to edit, or null to add one. */
  readonly tenant: Tenant | null;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Adds a tenant or changes one. What is wrong stands at the field it concerns. */
export function TenantDialog({ tenant, id, name, onClose }: TenantDialogProps) {
  const { byId, groups } = useEstateStore();
  const others = useMemo(
    () => Object.values(byId).filter((one) => one.id !== tenant?.id),
    [byId, tenant],
  );
  const [form, setForm] = useState(() => (tenant === null ? emptyForm(id, name) : formOf(tenant)));
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<BridgeError | null>(null);
  const fields = useRef<HTMLDivElement>(null);

  const problems = problemsOf(form, others);
  const shown = isChecked ? problems : {};
  const change = (said: Partial<TenantForm>) => {
    setForm({ ...form, ...said });
    setFailure(null);
  };

  const save = async () => {
    setChecked(true);
    const tenantId = readTenantId(form.id);
    if (Object.keys(problems).length > 0 || tenantId === null) {
      queueMicrotask(() =>
        fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    if (tenant === null) {
      const answer = await addTenant(draftOf(form, tenantId));
      if (!answer.ok) return setFailure(answer.error);
      onClose();
      await goToTenant(answer.value.id);
      return;
    }
    const changed = changeOf(form, tenant);
    if (changed !== null) {
      const answer = await updateTenant(changed);
      if (!answer.ok) return setFailure(answer.error);
    }
    onClose();
  };

  const initials =
    form.initials.trim() === '' ? suggestedInitials(form.name) : form.initials.trim();
  const colour = /^#[0-9a-f]{6}$/i.test(form.colour) ? form.colour : '#616161';
  return (
    <ModalDialog
      title={tenant === null ? 'Add tenant' : `Edit ${visibleText(tenant.name)}`}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="submit" appearance="primary">
            {tenant === null ? 'Add' : 'Save'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div ref={fields} className={styles['form']}>
        {tenant === null ? (
          <IdField form={form} problem={shown.id} onChange={change} />
        ) : (
          <p className={styles['whole']}>
            Tenant id <span className={styles['fixedId']}>{tenant.id}</span>
            <br />
            <span className={styles['hint']}>
              A tenant keeps its id. To change it, forget the tenant and add it anew.
            </span>
          </p>
        )}
        <Field label="Name" required className={styles['half'] ?? ''} {...validation(shown.name)}>
          <Input
            value={form.name}
            maxLength={120}
            onChange={(_event, data) => change({ name: data.value })}
          />
        </Field>
        <DomainField form={form} problem={shown.domain} onChange={change} />
        <Field label="Cloud" className={styles['third'] ?? ''} hint={CLOUD_HINTS[form.cloud]}>
          <Select
            value={form.cloud}
            options={CLOUD_ORDER.map((value) => ({ value, name: CLOUD_NAMES[value] }))}
            onChange={(cloud) => change({ cloud })}
          />
        </Field>
        <Field label="Your access" className={styles['third'] ?? ''} hint="As far as you know">
          <Select
            value={form.accessPath}
            options={ACCESS_ORDER.map((value) => ({ value, name: ACCESS_NAMES[value] }))}
            onChange={(accessPath) => change({ accessPath })}
          />
        </Field>
        <Field label="Group" className={styles['third'] ?? ''}>
          <Select
            value={form.groupId ?? ''}
            options={[
              { value: '', name: 'No group' },
              ...groups.map((group) => ({ value: group.id, name: visibleText(group.name) })),
            ]}
            onChange={(value) => change({ groupId: value === '' ? null : value })}
          />
        </Field>
        <Field
          label="Managed browser"
          className={styles['whole'] ?? ''}
          hint="Edge or Chrome of this device can prove the device to a sign-in. Pages here cannot."
        >
          <Select
            value={form.handOff}
            options={HAND_OFF_ORDER.map((value) => ({ value, name: HAND_OFF_NAMES[value] }))}
            onChange={(handOff) => change({ handOff })}
          />
        </Field>
        <div className={styles['look']}>
          <TenantTile initials={initials} colour={colour} size="large" />
          <Field label="Initials" hint="Up to three" {...validation(shown.initials)}>
            <Input
              className={styles['initials'] ?? ''}
              value={form.initials}
              maxLength={3}
              placeholder={suggestedInitials(form.name)}
              onChange={(_event, data) => change({ initials: data.value })}
            />
          </Field>
          <ColourField
            value={form.colour}
            problem={shown.colour}
            others={others}
            onChange={(next) => change({ colour: next })}
          />
        </div>
        <Field
          label="Notes"
          hint="Plain text, kept on this device only."
          className={styles['whole'] ?? ''}
        >
          <TextArea
            value={form.notes}
            maxLength={4000}
            rows={2}
            onChange={(notes) => change({ notes })}
          />
        </Field>
        {failure !== null && (
          <p role="alert" className={styles['failure']}>
            {failureWords(failure)}
          </p>
        )}
      </div>
    </ModalDialog>
  );
}

interface PartProps {
  readonly form: TenantForm;
  readonly problem: string | undefined;
  readonly onChange: (said: Partial<TenantForm>) => void;
}

function IdField({ form, problem, onChange }: PartProps) {
  const normal = readTenantId(form.id);
  return (
    <Field
      label="Tenant id"
      required
      className={styles['whole'] ?? ''}
      hint="Paste it in any form."
      {...validation(problem)}
    >
      <Input
        className={styles['id'] ?? ''}
        value={form.id}
        maxLength={100}
        spellCheck={false}
        placeholder="00000000-0000-0000-0000-000000000000"
        onChange={(_event, data) => onChange({ id: data.value })}
        onBlur={() => {
          if (normal !== null && normal !== form.id) onChange({ id: normal });
        }}
      />
    </Field>
  );
}

function DomainField({ form, problem, onChange }: PartProps) {
  const stored = readDomain(form.domain);
  const hint =
    stored !== null && stored !== form.domain.trim()
      ? isPunycode(stored)
        ? `Letters of another script: kept as ${stored}. Check that it is the domain you mean.`
        : `Kept as ${stored}.`
      : 'The primary domain of the tenant.';
  return (
    <Field
      label="Domain"
      required
      className={styles['half'] ?? ''}
      hint={hint}
      {...validation(problem)}
    >
      <Input
        dir="ltr"
        value={form.domain}
        maxLength={300}
        spellCheck={false}
        placeholder="contoso.com"
        onChange={(_event, data) => onChange({ domain: data.value })}
      />
    </Field>
  );
}

function validation(problem: string | undefined) {
  return problem === undefined
    ? {}
    : { validationState: 'error' as const, validationMessage: problem };
}
