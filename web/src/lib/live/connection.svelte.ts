import { connection } from './socket.ts';
import type { ConnectionState } from './connection.ts';

let state = $state.raw<ConnectionState>(connection.state);
connection.listen((next) => (state = next));

/** The state of the live connection, for components. */
export const live = {
  get state(): ConnectionState {
    return state;
  },
};
