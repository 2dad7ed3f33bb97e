import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFaults, expectNoSideways, startBench, type Bench } from './browser.ts';

/** Invitation, joining, signing in, a token, and a program that uses it. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(({ task }) => bench.endTest(task.result?.state === 'fail' ? task.name : null));
afterAll(() => bench.close());

const PASSWORD = 'a password of the test';
const SHOTS = process.env['SHOTS'];
async function look(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  await expectNoSideways(page);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** The last link of a kind that the server printed. */
const printed = (page: string): string =>
  [
    ...bench
      .server()
      .output()
      .matchAll(new RegExp(`http[^\\s"\\\\]+/${page}\\?token=[\\w-]+`, 'g')),
  ].at(-1)?.[0] ?? '';

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  const email = `grace.${colorScheme}@example.org`;

  test('from the invitation to a program that uses a token', async () => {
    const before = printed('accept-invitation');
    const { viewer } = await bench
      .server()
      .ask<{ viewer: { organization: { id: string } } }>('{ viewer { organization { id } } }');
    const admin = await bench.open(`/organizations/${viewer.organization.id}/people`, { colorScheme });
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    await admin.getByLabel('E-mail').fill(email);
    await look(admin, `${colorScheme}-invite`);
    await admin.getByRole('button', { name: 'Send the invitation' }).click();
    await admin.getByRole('button', { name: `Send the invitation of ${email} again` }).waitFor();
    await look(admin, `${colorScheme}-invitations`);
    await expect.poll(() => printed('accept-invitation')).not.toBe(before);

    const page = await bench.open('/', { colorScheme, width: 390, signedIn: false });
    await page.goto(printed('accept-invitation'));
    await page.getByRole('heading', { name: 'Join My organization' }).waitFor();
    expect(page.url()).not.toContain('token');
    await page.getByLabel('Your name').fill('Grace');
    await page.getByLabel('Password').fill(PASSWORD);
    await look(page, `${colorScheme}-join`);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'Navigation' }).click();
    await page.getByRole('button', { name: /Account and appearance of Grace/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();

    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('E-mail and password do not match.').waitFor();
    await look(page, `${colorScheme}-sign-in`);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Navigation' }).click();
    await page.getByRole('button', { name: /Account and appearance of Grace/ }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    await look(page, `${colorScheme}-account-narrow`);

    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('dialog').getByLabel(/^Name/).fill('Notebook');
    await page.getByRole('radio', { name: /Read/ }).check();
    await look(page, `${colorScheme}-token`);
    await page.getByRole('button', { name: 'Make the token' }).click();
    const secret = await page.getByRole('textbox', { name: 'The token' }).inputValue();
    await look(page, `${colorScheme}-secret`);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Notebook').waitFor();
    expect(await page.content()).not.toContain(secret);

    const asked = () =>
      fetch(`${bench.server().url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { user { email } scopes } }' }),
      });
    expect(await (await asked()).json()).toMatchObject({
      data: { viewer: { user: { email }, scopes: ['READ'] } },
    });
    await page.getByRole('button', { name: 'Revoke Notebook' }).click();
    await page.getByRole('button', { name: 'Revoke the token' }).click();
    await page.getByText('No tokens yet.').waitFor();
    expect((await asked()).status).toBe(401);
    expect(bench.faults).toEqual([]);
  });

  test('a forgotten password is set anew by the link', async () => {
    const before = printed('reset-password');
    const page = await bench.open('/', { colorScheme, signedIn: false });
    await page.goto(`${bench.server().url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    // The page before has a field of the same name.
    await page.getByRole('heading', { name: 'Forgot the password?' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await look(page, `${colorScheme}-forgot`);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('is on its way').waitFor();
    await expect.poll(() => printed('reset-password')).not.toBe(before);
    await page.goto(printed('reset-password'));
    await page.getByLabel('New password').fill('another password of it');
    await look(page, `${colorScheme}-reset`);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('another password of it');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: /Account and appearance of Grace/ }).waitFor();
    expect(bench.faults).toEqual([]);
  });

  test('the own account: the first admin sets an e-mail and a password', async () => {
    const page = await bench.open('/account', { colorScheme, width: 1440 });
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    await page.getByLabel('E-mail').fill(`admin.${colorScheme}@example.org`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await look(page, `${colorScheme}-account`);
    expect(bench.faults).toEqual([]);
  });
});
