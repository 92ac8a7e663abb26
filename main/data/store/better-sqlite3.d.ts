// The package's own types are not reachable through its `exports`. What is used of a connection is
// in `sql.ts`.
declare module 'better-sqlite3' {
  const Database: new (path: string, options: { readonly nativeBinding?: string }) => unknown;
  export default Database;
}
