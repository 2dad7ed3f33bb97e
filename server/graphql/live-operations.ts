import {
  BREAK,
  GraphQLError,
  Kind,
  TypeInfo,
  createSourceEventStream,
  execute,
  getOperationAST,
  isAbstractType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import type { Identity } from '../auth/auth.ts';
import type { Viewer } from '../jobs/context.ts';
import { Message } from '../live/channel.ts';
import type { Operation } from '../live/channels.ts';
import type { LiveStream, Topic } from '../live/live.ts';
import { requestContext, type RequestContext, type Shared } from './context.ts';
import { FrameSubscriber, type Frame, type FrameWriter } from './frame-subscriber.ts';
import type { LiveConnection, LiveConnections } from './live-connections.ts';

/** What a subscription needs of the connection it comes by. */
export interface LiveSeat {
  readonly shared: Shared;
  readonly connections: LiveConnections;
  readonly connection: LiveConnection;
  readonly writer: FrameWriter;
  readonly frame: Frame;
  readonly requestId: string;
  /** Who watches, as known now. */
  readonly viewer: () => Viewer;
  /** Makes a result fit to leave the server. */
  readonly format: (result: ExecutionResult) => FormattedExecutionResult;
}

/** Begins a subscription, whose frames then go to the connection by themselves; or tells why there is none. */
export async function subscribeLive(
  args: ExecutionArgs,
  seat: LiveSeat,
): Promise<FrameSubscriber | ExecutionResult> {
  const { shared, connections, connection, viewer, requestId } = seat;
  const topic = await topicOf(args);
  if (!('kind' in topic)) return topic;
  const subscriber = new FrameSubscriber(seat.writer, seat.frame, viewer);
  try {
    const done = connections.subscribed(connection);
    subscriber.ended.then(done, done);
    const contextFor = (someone: Viewer) => requestContext(shared, watching(someone), requestId);
    const operation = liveOperation(args, topic, contextFor, seat.format);
    subscriber.joined(await shared.channels.watch(topic, operation, subscriber));
    return subscriber;
  } catch (error) {
    subscriber.end();
    return { errors: [asGraphqlError(error)] };
  }
}

/** Whoever watches reads; by which session or token is checked where the connection is. */
function watching(viewer: Viewer): Identity {
  return { viewer, sessionId: null, tokenId: null, scopes: ['READ'] };
}

export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) });
}

/** What a subscription is about; or why there is none. */
async function topicOf(args: ExecutionArgs): Promise<Topic | ExecutionResult> {
  const stream = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in stream)) return stream;
  // The resolvers of subscriptions give streams of `Live`; here only what they are about is needed.
  const { topic, return: close } = stream as LiveStream<unknown>;
  await close(undefined);
  return topic;
}

/**
 * How an operation answers the events it subscribed to.
 *
 * @param contextFor - makes the context of an event for somebody
 * @param format - makes a result fit to leave the server
 */
function liveOperation(
  args: ExecutionArgs,
  topic: Topic,
  contextFor: (viewer: Viewer) => RequestContext,
  format: (result: ExecutionResult) => FormattedExecutionResult,
): Operation {
  return {
    key: operationKey(args, topic),
    isPersonal: isPersonal(args),
    render: async (event, viewer) =>
      // Each event has a context of its own, so that no loader answers with what it loaded for an earlier one.
      new Message(format(await execute({ ...args, rootValue: event, contextValue: contextFor(viewer) }))),
  };
}

/** What is told of these goes by who asks, but for the fields that name them. */
const TOLD_BY_VIEWER: ReadonlySet<string> = new Set([
  'User',
  'Organization',
  'Group',
  'Team',
  'Viewer',
  'ProviderCredential',
]);
const NAMING: ReadonlySet<string> = new Set(['id', 'name', '__typename']);
/** Goes by the credentials of who asks. */
const TARGET_SUBMIT = 'Target.submit';

/** Whether an operation asks for what viewers with the same rights in a project are told differently. */
function isPersonal({ schema, document }: ExecutionArgs): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType();
        if (!parent || NAMING.has(name.value)) return undefined;
        // Of an interface nobody knows here what stands behind it.
        found =
          TOLD_BY_VIEWER.has(parent.name) ||
          `${parent.name}.${name.value}` === TARGET_SUBMIT ||
          isAbstractType(parent);
        return found ? BREAK : undefined;
      },
    }),
  );
  return found;
}

function operationKey({ document, operationName, variableValues }: ExecutionArgs, topic: Topic): string {
  // Where a reader stands is its own affair, unless the operation uses the variable for something else too.
  const after = topic.kind === 'job' ? afterVariable(document, operationName) : null;
  const variables = Object.fromEntries(
    Object.entries(variableValues ?? {}).filter(([name]) => name !== after),
  );
  const source = document.loc?.source.body ?? '';
  return `${operationName ?? ''}\n${JSON.stringify(sorted(variables))}\n${source}`;
}

/** The variable that is the `after` of the root field and nothing else. */
function afterVariable(document: DocumentNode, operationName: string | null | undefined): string | null {
  const operation = getOperationAST(document, operationName);
  const [root] = operation?.selectionSet.selections ?? [];
  if (root?.kind !== Kind.FIELD) return null;
  const value = root.arguments?.find((argument) => argument.name.value === 'after')?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => {
      if (variable.name.value === value.name.value) uses += 1;
    },
  });
  return uses === 1 ? value.name.value : null;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
