declare const isSql: unique symbol;
/** SQL that was written in the source and nowhere else. */
export type Sql = string & { readonly [isSql]: true };

export interface Statement<P extends readonly unknown[], R> {
  run(...values: P): unknown;
  get(...values: P): R | undefined;
  all(...values: P): R[];
}

type Transaction<A extends readonly unknown[], R> = ((...args: A) => R) & {
  /** Takes the write lock at the beginning, so that it cannot fail half-way for want of it. */
  readonly immediate: (...args: A) => R;
};

/** What is used of a connection. Attaching, extensions and the unsafe mode are not among it. */
export interface Db {
  readonly memory: boolean;
  prepare<P extends readonly unknown[], R>(text: Sql): Statement<P, R>;
  exec(text: Sql): unknown;
  pragma(text: string, options?: { readonly simple: true }): unknown;
  key(key: Buffer): unknown;
  transaction<A extends readonly unknown[], R>(work: (...args: A) => R): Transaction<A, R>;
  close(): unknown;
}

/**
 * The one way to write SQL. It takes no insertions: values are bound, and there are no others.
 */
export function sql(text: TemplateStringsArray, ...inserted: never[]): Sql {
  if (inserted.length > 0) throw new TypeError('SQL takes no insertions');
  return (text[0] ?? '') as Sql;
}
