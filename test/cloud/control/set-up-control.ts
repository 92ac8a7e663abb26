import { actInTenant } from '../set-up/act-in-tenant.ts';
import type { SetUpBook } from '../set-up/set-up-book.ts';
import type { SetUp } from '../set-up/set-up.ts';

/** Something that an administrator of the tenant does, without anybody being told. */
export type SetUpEdit = {
  tenantId: string;
  /** Name of an action in `set-up/*-actions.ts`. */
  action: string;
  fields: Readonly<Record<string, string>>;
  /** Who does it, where that matters; somebody of the tenant otherwise. */
  accountName?: string;
};

export type SetUpControl = {
  of: (tenantId: string) => SetUp;
  /** Says what was done; throws when it could not be. */
  edit: (edit: SetUpEdit) => string;
};

export function createSetUpControl(book: SetUpBook): SetUpControl {
  const { directory } = book;
  return {
    of: (tenantId) => book.of(tenantId),
    edit: ({ tenantId, action, fields, accountName }) => {
      const tenant = directory.tenant(tenantId);
      const account =
        accountName === undefined
          ? directory.accountsOf(tenantId)[0]
          : directory.accountByName(accountName);
      if (!tenant || !account) throw new Error(`no tenant ${tenantId} or nobody in it`);
      const { ok, said } = actInTenant(book, { tenant, account, portal: null }, action, fields);
      if (!ok) throw new Error(said);
      return said;
    },
  };
}
