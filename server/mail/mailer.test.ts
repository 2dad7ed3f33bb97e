import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { printedMailer, smtpMailer, type Mail } from './mailer.ts';

const MAIL: Mail = { to: 'ada@example.org', subject: 'Reset “it”', text: 'Open this:\nhttps://host/x?y=1\n' };
const failed: string[] = [];
const tell = (_error: unknown, to: string) => failed.push(to);
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

test('a mail reaches a real SMTP server, signed in and in plain text', async () => {
  const taken: { user: unknown; from: string; to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, callback) =>
      password === 'pass word' ? callback(null, { user: username }) : callback(new Error('no')),
    onData: (stream, { user, envelope }, callback) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        taken.push({ user, from, to: envelope.rcptTo.map(({ address }) => address), text });
        callback();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => server.close());
  const { port } = server.server.address() as AddressInfo;

  const mailer = smtpMailer(`smtp://bot:pass%20word@127.0.0.1:${port}`, 'shotboard@example.org', tell);
  closing.push(() => mailer.close());
  expect(mailer.sends).toBe(true);
  await mailer.send(MAIL);
  expect(taken).toMatchObject([{ user: 'bot', from: 'shotboard@example.org', to: ['ada@example.org'] }]);
  // The body may come as quoted-printable, which writes each equals sign as `=3D`.
  expect(taken[0]?.text.replaceAll('=3D', '=')).toContain('https://host/x?y=1');

  const wrong = smtpMailer(`smtp://bot:no@127.0.0.1:${port}`, 'shotboard@example.org', tell);
  closing.push(() => wrong.close());
  await expect(wrong.send(MAIL)).rejects.toThrow();
  wrong.post(MAIL);
  await expect.poll(() => failed).toEqual([MAIL.to]);
});

test('without a server mails are printed', async () => {
  const printed: Mail[] = [];
  const mailer = printedMailer((mail) => printed.push(mail));
  await mailer.send(MAIL);
  expect(printed).toEqual([MAIL]);
  expect(mailer.sends).toBe(false);
});
