import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startOpenIdProvider, type OpenIdProvider } from '../../server/test/openid-provider.ts';
import { axeFaults, startBench, type Bench } from './browser.ts';

/** Single sign-on in a real browser, against a real OpenID provider. */
let provider: OpenIdProvider;
let bench: Bench;
beforeAll(async () => {
  provider = await startOpenIdProvider({
    grace: { email: 'grace@example.org', email_verified: true, name: 'Grace' },
    nobody: { email: 'nobody@example.org', email_verified: true },
  });
  bench = await startBench({
    SHOTBOARD_OIDC_ISSUER: provider.issuer,
    SHOTBOARD_OIDC_CLIENT_ID: provider.clientId,
    SHOTBOARD_OIDC_CLIENT_SECRET: provider.clientSecret,
    SHOTBOARD_OIDC_NAME: 'Lab login',
  });
  provider.allow(`${bench.server().url}/auth/callback/oidc`);
});
afterEach(({ task }) => bench.endTest(task.result?.state === 'fail' ? task.name : null));
afterAll(async () => {
  await bench.close();
  await provider.close();
});

test('whoever is invited signs on; whoever is not is told so', async () => {
  const { viewer } = await bench
    .server()
    .ask<{ viewer: { organization: { id: string } } }>('{ viewer { organization { id } } }');
  await bench.change('inviteUser', { organizationId: viewer.organization.id, email: 'grace@example.org' });

  for (const account of ['nobody', 'grace']) {
    const page = await bench.open('/', { signedIn: false });
    await page.goto(`${bench.server().url}/sign-in`);
    await page.getByRole('button', { name: 'Continue with Lab login' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue with Lab login' }).click();
    await page.locator('input[name=login]').fill(account);
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    if (account === 'nobody') await page.getByText('Nobody here has this e-mail.').waitFor();
    else await page.getByRole('button', { name: /Account and appearance of Grace/ }).waitFor();
    const shots = process.env['SHOTS'];
    if (shots) await page.screenshot({ path: `${shots}/sign-on-${account}.png` });
  }
  // What the provider's pages load, and what goes wrong in them, is their own affair.
  const ours = bench.faults.filter(
    (fault) => /^(?:error|policy):/.test(fault) && !fault.includes(provider.issuer),
  );
  expect(ours).toEqual([]);
});
