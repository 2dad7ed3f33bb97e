import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { JobStatus } from '../domain/status.ts';
import type { Store } from '../store/store.ts';

/** What is counted, in the form of Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly operations: Counter<'type' | 'transport' | 'outcome'>;
  readonly sockets: Gauge;
  readonly subscriptions: Gauge<'field'>;
  /** Counts an item that reached a final status. */
  itemFinished(status: JobStatus, targetId: string): void;
}

export interface MetricsOptions {
  readonly store: Pick<Store, 'listTargets' | 'queueStats'>;
}

export function createMetrics({ store }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const finished = new Counter({
    name: 'shotboard_items_finished_total',
    help: 'Items that reached a final status.',
    labelNames: ['status', 'target'] as const,
    registers,
  });
  new Gauge({
    name: 'shotboard_queue_items',
    help: 'Items of each target that wait or run.',
    labelNames: ['target', 'state'] as const,
    registers,
    // Asked of the store when somebody looks, so that nothing has to be kept in step.
    async collect() {
      const ids = (await store.listTargets()).map((target) => target.id);
      const stats = await store.queueStats(ids);
      ids.forEach((target, place) => {
        this.set({ target, state: 'waiting' }, stats[place]?.waiting ?? 0);
        this.set({ target, state: 'running' }, stats[place]?.running ?? 0);
      });
    },
  });
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'shotboard_http_request_seconds',
      help: 'How long HTTP requests took.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    operations: new Counter({
      name: 'shotboard_graphql_operations_total',
      help: 'GraphQL operations.',
      labelNames: ['type', 'transport', 'outcome'] as const,
      registers,
    }),
    sockets: new Gauge({ name: 'shotboard_websockets_open', help: 'Open websockets.', registers }),
    subscriptions: new Gauge({
      name: 'shotboard_subscriptions_open',
      help: 'Open subscriptions.',
      labelNames: ['field'] as const,
      registers,
    }),
    itemFinished: (status, target) => finished.inc({ status, target }),
  };
}
