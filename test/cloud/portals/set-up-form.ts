import { html } from '../server/markup.ts';
import type { Markup } from '../server/markup.ts';

export const SET_UP_PATH = '/simulated/set-up';

type Field =
  | { kind: 'text' | 'date' | 'number'; name: string; label: string; value?: string }
  | { kind: 'tick'; name: string; label: string; isTicked?: boolean }
  | {
      kind: 'choice';
      name: string;
      label: string;
      options: readonly (readonly [value: string, label: string])[];
      value?: string;
    }
  | { kind: 'hidden'; name: string; value: string };

export type SetUpForm = {
  /** Accessible name of the form. */
  title: string;
  action: string;
  fields: readonly Field[];
  button: string;
};

let nextId = 0;

function fieldMarkup(field: Field): Markup {
  if (field.kind === 'hidden') {
    return html`<input type="hidden" name="${field.name}" value="${field.value}" />`;
  }
  nextId += 1;
  const id = `set-up-${nextId}`;
  if (field.kind === 'tick') {
    return html`<p>
      <input
        type="checkbox"
        id="${id}"
        name="${field.name}"
        ${field.isTicked ? html`checked` : null}
      />
      <label for="${id}">${field.label}</label>
    </p>`;
  }
  if (field.kind === 'choice') {
    return html`<p>
      <label for="${id}">${field.label}</label>
      <select id="${id}" name="${field.name}">
        ${field.options.map(
          ([value, label]) =>
            html`<option value="${value}" ${value === field.value ? html`selected` : null}>
              ${label}
            </option>`,
        )}
      </select>
    </p>`;
  }
  return html`<p>
    <label for="${id}">${field.label}</label>
    <input
      id="${id}"
      type="${field.kind}"
      name="${field.name}"
      value="${field.value ?? ''}"
      autocomplete="off"
    />
  </p>`;
}

/** @param back path of the page that it is on; the page's script adds what follows `#` */
export function formMarkup({ title, action, fields, button }: SetUpForm, back: string): Markup {
  return html`<form method="post" action="${SET_UP_PATH}" aria-label="${title}" data-set-up>
    <h4>${title}</h4>
    <input type="hidden" name="action" value="${action}" />
    <input type="hidden" name="back" value="${back}" />
    ${fields.map(fieldMarkup)}
    <button type="submit">${button}</button>
  </form>`;
}
