/** Text that is HTML already. Made by `html` only, so that nothing gets in unescaped. */
export type Markup = { readonly markup: string };

type Part = string | number | Markup | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
  }
  if ('markup' in part) return part.markup;
  return part.map(render).join('');
}

/** Template tag: escapes every value that is not markup itself; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const markup = strings.reduce(
    (text, string, index) => text + string + (index < values.length ? render(values[index]) : ''),
    '',
  );
  return { markup };
}
