import { roomOf, type Render, type Seat, type Subscriber } from './channel.ts';

/**
 * Tells one subscriber what nobody else is told, as fast as it is taken: the next event is asked for when the last one
 * has gone out, so that nothing gathers here.
 */
export function ownSeat<Event>(
  events: AsyncGenerator<Event, undefined>,
  render: Render<Event>,
  subscriber: Subscriber,
): Seat {
  let hasLeft = false;
  const tell = async (): Promise<void> => {
    for await (const event of events) {
      const message = await render(event, subscriber.viewer);
      while (subscriber.isFull && !hasLeft) await roomOf(subscriber);
      if (hasLeft) return;
      subscriber.deliver(message);
    }
  };
  const end = (error?: Error): void => {
    if (!hasLeft) subscriber.end(error);
  };
  void tell().then(
    () => end(),
    (error: unknown) => end(error instanceof Error ? error : new Error(String(error))),
  );
  return {
    leave: () => {
      hasLeft = true;
      void events.return(undefined);
    },
  };
}
