import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFaults, expectNoSideways, startBench, type Bench } from './browser.ts';

/** Groups, roles and teams, by the pages of the dashboard alone. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(async ({ task }) => {
  await bench.endTest(task.result?.state === 'fail' ? task.name : null);
  expect(bench.faults.splice(0)).toEqual([]);
});
afterAll(() => bench.close());

const SHOTS = process.env['SHOTS'];
/** No fault of axe, not wider than the window; a picture where one is asked for. */
async function look(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([]);
  await expectNoSideways(page);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Looks at a page as it is with the other colours and on a narrow screen. */
async function lookNarrow(path: string, ready: string, name: string): Promise<void> {
  const narrow = await bench.open(path, { colorScheme: 'dark', width: 390 });
  await narrow.getByText(ready).first().waitFor();
  await look(narrow, name);
}

/** Somebody who accepts an invitation that an admin sent from the page of the organization. */
async function join(email: string, name: string): Promise<Page> {
  const admin = await bench.open('/organization');
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  await admin.getByLabel('E-mail').fill(email);
  await admin.getByRole('button', { name: 'Send the invitation' }).click();
  await admin.getByRole('button', { name: `Send the invitation of ${email} again` }).waitFor();
  const links = () => [
    ...bench
      .server()
      .output()
      .matchAll(/http[^\s"\\]+\/accept-invitation\?token=[\w-]+/g),
  ];
  await expect.poll(() => links().length).toBeGreaterThan(invited);
  invited = links().length;
  const page = await bench.open('/', { signedIn: false });
  await page.goto(links().at(-1)?.[0] ?? '');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password').fill('a password of the test');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`Account and appearance of ${name}`) }).waitFor();
  return page;
}
let invited = 0;

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const choose = async (page: Page, label: string, option: string | RegExp) => {
  await page.getByRole('button', { name: label }).or(page.getByLabel(label)).first().click();
  await page.getByRole('option', { name: option }).click();
};

test('a group, a priority, a role and a team: a colleague sees the project', async () => {
  const grace = await join('grace@lab.example', 'Grace');
  await grace.goto(`${bench.server().url}/projects`);
  await grace.getByText('No project yet').waitFor();

  // A group with a priority, and a colleague in it.
  const admin = await bench.open('/organization/groups', { width: 1440 });
  await admin.getByText('No group yet').waitFor();
  await admin.getByRole('button', { name: 'New group' }).click();
  await admin.getByLabel('Name').fill('Chemistry');
  await choose(admin, 'Priority', '2');
  await look(admin, 'group-dialog');
  await admin.getByRole('button', { name: 'Make the group' }).click();
  await admin.getByText('Priority 2').waitFor();
  await admin.getByRole('button', { name: 'Actions for Chemistry' }).click();
  await admin.getByRole('menuitem', { name: 'Add somebody' }).click();
  await admin.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill('grace');
  await admin.getByRole('radio', { name: /Grace/ }).check();
  await look(admin, 'group-add');
  await admin.getByRole('button', { name: 'Add', exact: true }).click();
  await admin.getByRole('list', { name: 'Members of Chemistry' }).getByText('Grace').waitFor();
  await look(admin, 'groups');

  // Her own priority.
  await admin.getByRole('link', { name: 'People', exact: true }).last().click();
  await row(admin, 'grace@lab.example').getByText('Chemistry').waitFor();
  await admin.getByRole('button', { name: 'Actions for Grace' }).click();
  await admin.getByRole('menuitem', { name: 'Edit' }).click();
  await choose(admin, 'Priority of Grace', '3');
  await look(admin, 'user-dialog');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => row(admin, 'grace@lab.example').innerText()).toMatch(/\b3\b/);
  await look(admin, 'people');
  const organization = admin
    .url()
    .replace(/\/people$/, '')
    .replace(bench.server().url, '');
  await lookNarrow(`${organization}/people`, 'grace@lab.example', 'people-narrow');
  await lookNarrow(`${organization}/groups`, 'Chemistry', 'groups-narrow');
  await lookNarrow(`${organization}/settings`, 'Name of the organization', 'settings-narrow');

  // A role: her project appears. Taken away, it is gone.
  await admin.goto(`${bench.server().url}/projects/${bench.projectId}/people`);
  await admin.getByRole('button', { name: 'Add a colleague' }).click();
  await admin.getByRole('searchbox', { name: 'Search by name or e-mail' }).fill('grace');
  await admin.getByRole('radio', { name: /Grace/ }).check();
  await choose(admin, 'Role', /Contributor/);
  await look(admin, 'role-dialog');
  await admin.getByRole('button', { name: 'Give the role' }).click();
  await admin.getByRole('combobox', { name: 'Role of Grace' }).waitFor();
  await look(admin, 'project-people');
  await grace.reload();
  await grace.getByRole('main').getByRole('link', { name: 'First project' }).waitFor();
  await admin.getByRole('button', { name: 'Take the role of Grace away' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Take the role away' }).click();
  await admin.getByText('Nobody has a role of their own here.').waitFor();
  await grace.reload();
  await grace.getByText('No project yet').waitFor();

  // Shared by a team instead.
  await admin.goto(`${bench.server().url}/teams`);
  await admin.getByRole('button', { name: 'New team' }).first().click();
  await admin.getByLabel('Name').fill('Cold atoms');
  await admin.getByRole('button', { name: 'Make the team' }).click();
  await admin.getByRole('button', { name: 'Actions for Cold atoms' }).click();
  await admin.getByRole('menuitem', { name: 'Invite somebody' }).click();
  await admin.getByLabel('E-mail').fill('Grace@lab.example');
  await look(admin, 'team-invite');
  await admin.getByRole('button', { name: 'Invite', exact: true }).click();
  await admin.getByText('grace@lab.example').first().waitFor();
  await look(admin, 'teams');
  await admin.goto(`${bench.server().url}/projects/${bench.projectId}/people`);
  await admin.getByRole('button', { name: 'Share with a team' }).click();
  await look(admin, 'share-dialog');
  await admin.getByRole('button', { name: 'Share', exact: true }).click();
  await admin.getByRole('combobox', { name: 'Role of Cold atoms' }).waitFor();

  await grace.goto(`${bench.server().url}/teams`);
  await look(grace, 'invitation');
  await grace.getByRole('button', { name: 'Join Cold atoms', exact: true }).click();
  await grace.getByRole('main').getByRole('link', { name: 'First project' }).click();
  await grace.getByRole('row').filter({ hasText: 'Examples, run' }).first().waitFor();
  await lookNarrow('/teams', 'Cold atoms', 'teams-narrow');
  await lookNarrow(`/projects/${bench.projectId}/people`, 'Cold atoms', 'project-people-narrow');
});

test('a platform admin makes an organization and invites its first admin', async () => {
  const admin = await bench.open('/organizations', { width: 1440 });
  await admin.getByRole('button', { name: 'New organization' }).click();
  await admin.getByLabel('Name').fill('Atoms Inc.');
  await admin.getByLabel('E-mail of its first admin').fill('eve@atoms.example');
  await look(admin, 'organization-dialog');
  await admin.getByRole('button', { name: 'Make and invite' }).click();
  await admin.getByRole('heading', { name: 'Atoms Inc.' }).waitFor();
  await admin.getByRole('button', { name: 'Send the invitation of eve@atoms.example again' }).waitFor();
  await lookNarrow('/organizations', 'Atoms Inc.', 'organizations-narrow');
});

test('who is disabled is signed out', async () => {
  const alan = await join('alan@lab.example', 'Alan');
  const admin = await bench.open('/organization/people', { colorScheme: 'dark', width: 1440 });
  await admin.getByRole('button', { name: 'Actions for Alan' }).click();
  await admin.getByRole('menuitem', { name: 'Disable' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await row(admin, 'alan@lab.example').getByText('disabled', { exact: true }).waitFor();
  await look(admin, 'people-dark');
  await alan.getByRole('heading', { name: 'Sign in' }).waitFor();
});
