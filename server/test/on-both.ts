import { RawSocket } from './raw-socket.ts';
import type { TestServer } from './test-server.ts';

interface Told {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The errors that HTTP and a websocket tell of the same operation. */
export async function onBoth(
  server: TestServer,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<readonly (readonly Told[] | undefined)[]> {
  const { errors } = await server.ask(query, variables);
  const raw = await new RawSocket(server.url).ready({ authorization: `Bearer ${server.token}` });
  raw.send({ id: '1', type: 'subscribe', payload: { query, variables } });
  const { type, payload } = await raw.next('error', 'next');
  raw.socket.close();
  await raw.closed;
  return [errors, type === 'error' ? payload : payload.errors];
}
