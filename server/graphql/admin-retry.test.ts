import { afterAll, beforeAll, expect, test } from 'vitest';
import { changed } from '../domain/change.ts';
import { completeStep, contentOf, failStep, startStep, submit } from '../test/job-builder.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

/** RULES "Retry", over the API: who may retry which job, and what needs to be accepted. */

let server: TestServer;
const WHO: Record<string, As> = {};
beforeAll(async () => {
  server = await startTestServer({ worker: false });
  WHO['member'] = await server.person({ id: 'user_m' }, { proj_1: 'CONTRIBUTOR' });
  WHO['admin'] = await server.person({ id: 'user_a', isOrganizationAdmin: true });
  WHO['admin elsewhere'] = await server.person({
    id: 'user_e',
    organizationId: 'org_2',
    isOrganizationAdmin: true,
  });
  WHO['platform admin'] = { token: server.token };
});
afterAll(() => server.close());

type End = 'ERROR' | 'CANCELLED' | 'COMPLETED';
let made = 0;
async function job(type: 'COMPILE' | 'EXECUTE', end: End): Promise<string> {
  const id = `job_${(made += 1)}`;
  const { store } = server;
  await submit(store, { id, job: { type } });
  if (end === 'CANCELLED') {
    await server.ask(`mutation { cancelJob(input: { jobId: "${id}" }) { errors { code } } }`);
    return id;
  }
  await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
  const content = contentOf('{}');
  await store.changeJob(
    id,
    'all',
    (shown) =>
      changed(shown, 3_000, [end === 'ERROR' ? failStep(shown, 'No.') : completeStep(shown, content.id)]),
    { contents: [content] },
  );
  return id;
}

const REFUSED = 'refused';
test.each([
  ['COMPILE', 'ERROR', 'DEFAULT', 'ok', 'ok'],
  ['EXECUTE', 'ERROR', 'DEFAULT', REFUSED, 'ok'],
  ['COMPILE', 'CANCELLED', 'DEFAULT', REFUSED, 'ok'],
  ['EXECUTE', 'CANCELLED', 'ALLOW_RESUBMIT', REFUSED, 'ok'],
  ['EXECUTE', 'ERROR', 'FULL_RESTART', REFUSED, 'CONFIRMATION_REQUIRED'],
  ['COMPILE', 'ERROR', 'FULL_RESTART', 'CONFIRMATION_REQUIRED', 'CONFIRMATION_REQUIRED'],
  ['EXECUTE', 'COMPLETED', 'DEFAULT', REFUSED, REFUSED],
  ['EXECUTE', 'COMPLETED', 'FULL_RESTART', REFUSED, 'CONFIRMATION_REQUIRED'],
] as const)('%s in %s by %s: members %s, admins %s', async (type, end, strategy, member, admin) => {
  const retry = async (who: string, accept: boolean) => {
    const id = await job(type, end);
    const { data } = await server.ask(
      `mutation { retryJob(input: { jobId: "${id}", itemStatuses: [${end}], strategy: ${strategy}, acceptDuplicates: ${accept} })
        { job { status } errors { code preview { itemCount } } } }`,
      {},
      WHO[who] ?? {},
    );
    return data.retryJob as { job: object | null; errors: { code: string; preview: object | null }[] };
  };
  for (const [who, expected] of [
    ['member', member],
    ['admin', admin],
    ['platform admin', admin],
    ['admin elsewhere', 'NOT_FOUND'],
  ] as const) {
    const { errors } = await retry(who, false);
    const [first] = errors;
    if (expected === REFUSED) expect(first?.code, who).toMatch(/NOT_ALLOWED$/);
    else expect(first?.code ?? 'ok', who).toBe(expected);
    if (expected !== 'CONFIRMATION_REQUIRED') continue;
    expect(first?.preview).toEqual({ itemCount: 1 });
    expect((await retry(who, true)).errors).toEqual([]);
  }
});
