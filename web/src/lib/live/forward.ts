import type { SubscriptionForwarder } from '@urql/core';
import type { Client } from 'graphql-ws';

/** What a subscription may pass as context, to go on where it stopped when the socket was lost. */
export interface ResumeContext {
  /** Variables to send at each connection in place of the first ones. */
  readonly resume?: () => Record<string, unknown>;
  /** Called when the server ends the subscription, or it was unsubscribed. */
  readonly ended?: () => void;
}

/** Carries the subscriptions of urql over a graphql-ws socket. */
export const forwardOver =
  (socket: Client): SubscriptionForwarder =>
  (body, operation) => ({
    subscribe: (sink) => {
      // urql types what callers add to a context as anything; `ResumeContext` is what ours add.
      const { resume, ended } = operation.context as ResumeContext;
      const payload = {
        ...body,
        query: body.query ?? '',
        // Read anew whenever the message is sent, and graphql-ws sends it again at each reconnect.
        get variables(): Record<string, unknown> {
          return { ...body.variables, ...resume?.() };
        },
      };
      const unsubscribe = socket.subscribe(payload, {
        next: ({ data, errors }) => sink.next({ data: data ?? null, ...(errors && { errors: [...errors] }) }),
        error: (error) => sink.error(error),
        complete: () => {
          ended?.();
          sink.complete();
        },
      });
      return { unsubscribe };
    },
  });
