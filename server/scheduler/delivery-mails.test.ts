import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { changed } from '../domain/change.ts';
import { smtpMailer } from '../mail/mailer.ts';
import { submit } from '../test/job-builder.ts';
import { startTestServer } from '../test/test-server.ts';
import { Deliveries } from './deliveries.ts';

test('who asked for it is mailed of an end, once the mail server takes it, and no name makes a header', async () => {
  const taken: { readonly to: readonly string[]; readonly text: string }[] = [];
  let isFull = true;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) => callback(isFull ? new Error('full') : null),
    onData: (stream, { envelope }, callback) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        taken.push({ to: envelope.rcptTo.map(({ address }) => address), text });
        callback();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo; // it listens by TCP
  const mailer = smtpMailer(`smtp://127.0.0.1:${port}`, 'shotboard@example.org', () => undefined);
  const server = await startTestServer({ worker: false, mailer });
  try {
    const ada = await server.person(
      { id: 'user_ada', name: 'Ada', email: 'ada@lab.example' },
      { proj_1: 'READER' },
    );
    const nobody = await server.person({ id: 'user_bob', name: 'Bob', email: null }, { proj_1: 'READER' });
    const follow = async (as: typeof ada) =>
      (
        await server.ask(
          `mutation { follow(input: { projectId: "proj_1", level: ALL, byEmail: true }) { errors { code path } } }`,
          {},
          as,
        )
      ).data.follow.errors;
    expect(await follow(ada)).toEqual([]);
    expect(await follow(nobody)).toEqual([{ code: 'INVALID_INPUT', path: ['byEmail'] }]);

    await submit(server.store, { id: 'job_1', job: { name: 'Bell\r\nBcc: eve@atoms.example' } });
    for (const [kind, happening] of [
      ['STARTED', 'start'],
      ['FINISHED', 'complete'],
    ] as const) {
      await server.store.changeJob('job_1', 'all', (snapshot) =>
        changed(snapshot, Date.now(), [
          { kind, actor: null, message: null, items: [{ index: 0, happening }] },
        ]),
      );
    }
    let now = Date.now();
    const ctx = { ...server.ctx, now: () => now };
    const deliveries = new Deliveries(ctx, pino({ level: 'silent' }), { pollMs: 60_000 });
    await deliveries.pass();
    expect(taken).toEqual([]);
    isFull = false;
    now += 60_000;
    await deliveries.pass();
    await deliveries.pass();
    expect(taken.map(({ to }) => to)).toEqual([['ada@lab.example']]);
    expect(taken[0]?.text).toContain('Subject: Bell Bcc: eve@atoms.example: completed');
    expect(taken[0]?.text).not.toMatch(/^Bcc:/m);
  } finally {
    mailer.close();
    smtp.close();
    await server.close();
  }
});
