/** What the bundler does with files: only the forms that are used here. */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly eager: true; readonly query: '?raw'; readonly import: 'default' },
  ): Record<string, string>;
}
