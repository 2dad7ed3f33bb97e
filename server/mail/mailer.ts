import { createTransport } from 'nodemailer';

/** A mail in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mails. */
export interface Mailer {
  /** Whether mails leave this server; otherwise they stand in its log. */
  readonly sends: boolean;
  /** Resolves when the mail server has taken it. */
  send(mail: Mail): Promise<void>;
  /** The same without waiting; a failure is told to whoever made the mailer. */
  post(mail: Mail): void;
  close(): void;
}

/** What a connection that hangs may take, in milliseconds. */
const TIMEOUT_MS = 15_000;

/**
 * Sends mails by SMTP.
 *
 * @param url - `smtp://` or `smtps://`, with user and password where the server asks for them
 * @param from - the sender's address
 * @param onFailure - told of mails that were posted and not taken
 */
export function smtpMailer(
  url: string,
  from: string,
  onFailure: (error: unknown, to: string) => void,
): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send = async (mail: Mail): Promise<void> => {
    await transport.sendMail({ from, ...mail });
  };
  return {
    sends: true,
    send,
    post: (mail) => void send(mail).catch((error: unknown) => onFailure(error, mail.to)),
    close: () => transport.close(),
  };
}

/**
 * Prints mails instead: on a server without SMTP its operator hands the links on.
 *
 * @param print - takes one line
 */
export function printedMailer(print: (mail: Mail) => void): Mailer {
  return {
    sends: false,
    send: (mail) => Promise.resolve(print(mail)),
    post: print,
    close: () => undefined,
  };
}
