import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { copyOfInstalled, installedProgram, startOnce, turnOneBit } from '../installed-app.ts';
import { powerShell } from './power-shell.ts';

// T24 on Windows. Not run where Bulkhead was built: docs/abuse-tests.md.

interface Signed {
  readonly path: string;
  readonly status: string;
  readonly publisher: string | null;
}

test('an archive in which a bit was turned does not start', async () => {
  const copy = await copyOfInstalled();
  try {
    // Else nothing is shown by the second one.
    expect((await startOnce(copy.program)).policy).not.toBeNull();

    await turnOneBit(copy.archive);
    expect(await startOnce(copy.program)).toMatchObject({ policy: null, hasEnded: true });
  } finally {
    await copy.remove();
  }
});

test('every program and native part is signed by one publisher', async () => {
  const dir = dirname(await installedProgram());
  const signed = await powerShell<readonly Signed[]>(
    `@(Get-ChildItem -LiteralPath $args[0] -Recurse -File -Include *.exe,*.dll,*.node | ForEach-Object {
       $found = Get-AuthenticodeSignature -LiteralPath $_.FullName
       @{ path = $_.FullName; status = "$($found.Status)"; publisher = $found.SignerCertificate.Subject }
     })`,
    dir,
  );

  expect(signed.length).toBeGreaterThan(5);
  expect(signed.filter(({ status }) => status !== 'Valid')).toEqual([]);
  expect(new Set(signed.map(({ publisher }) => publisher)).size).toBe(1);
});

test('nobody but administrators may write where it is installed', async () => {
  const dir = dirname(await installedProgram());
  const others = await powerShell<readonly string[]>(
    `$own = 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
     $writes = [int][System.Security.AccessControl.FileSystemRights]'Write, Delete, DeleteSubdirectoriesAndFiles, ChangePermissions, TakeOwnership'
     @(Get-Item -LiteralPath $args[0]; Get-ChildItem -LiteralPath $args[0] -Recurse) | ForEach-Object {
       $path = $_.FullName
       (Get-Acl -LiteralPath $path).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier]) |
         Where-Object { $_.AccessControlType -eq 'Allow' -and ([int]$_.FileSystemRights -band $writes) -and $own -notcontains $_.IdentityReference.Value } |
         ForEach-Object { "$path $($_.IdentityReference.Value)" }
     }`,
    dir,
  );

  expect(others).toEqual([]);
});
