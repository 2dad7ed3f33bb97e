import type { Logger } from 'pino';
import {
  endingMail,
  nextAttemptAt,
  toldOf,
  webhookBody,
  webhookWants,
  type Delivery,
  type JobEnding,
  type Notification,
} from '../domain/notification.ts';
import { accessTo } from '../domain/permissions.ts';
import type { Context } from '../jobs/context.ts';
import { postWebhook, type PostOptions } from '../mail/post-webhook.ts';
import { Loop } from './loop.ts';

export interface DeliveriesOptions {
  /** How often it looks without being told. */
  readonly pollMs: number;
  readonly post?: Omit<PostOptions, 'hosts'>;
  readonly random?: () => number;
}

/** Ends and deliveries that are taken at a time. */
const AT_A_TIME = 50;
/** Longer than any attempt may take: then another node tries. */
const LEASE_MS = 60_000;

/**
 * Tells people of jobs that ended. What is to be told was stored with each final event; here it becomes notifications
 * and deliveries, and those are sent until they arrive or a day has passed. Any number of nodes may do it side by side:
 * an end is taken by whoever stores what is told of it, a delivery is leased. A delivery may arrive twice, under one id.
 */
export class Deliveries {
  readonly #ctx: Context;
  readonly #logger: Logger;
  readonly #options: DeliveriesOptions;
  readonly #loop: Loop;
  #next: number | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(ctx: Context, logger: Logger, options: DeliveriesOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#options = options;
    this.#loop = new Loop(
      'telling of ends',
      () => this.pass(),
      () => this.#pause(),
      logger,
    );
  }

  start(): void {
    this.#unsubscribe = this.#ctx.bus.subscribe((notices) => {
      if (notices.some(({ finished }) => finished.length > 0)) this.#loop.wake();
    });
    this.#loop.start();
  }

  /** Looks for what is due, now. */
  wake(): void {
    this.#loop.wake();
  }

  /** Waits for what is being sent. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#loop.stop();
  }

  /** Tells and sends all that is due. */
  async pass(): Promise<void> {
    const { store, now } = this.#ctx;
    for (;;) {
      const endings = await store.endings(AT_A_TIME);
      for (const ending of endings) await this.#tell(ending);
      if (endings.length < AT_A_TIME) break;
    }
    for (;;) {
      const again = now() + LEASE_MS;
      const due = await store.takeDeliveries(now(), again, AT_A_TIME);
      await Promise.all(due.map((delivery) => this.#deliver(delivery, again)));
      if (due.length < AT_A_TIME) break;
    }
    this.#next = await store.nextDelivery();
  }

  #pause(): number {
    const { pollMs } = this.#options;
    return this.#next === null ? pollMs : Math.min(pollMs, Math.max(0, this.#next - this.#ctx.now()));
  }

  async #tell(ending: JobEnding): Promise<void> {
    const { store, bus, now, newId } = this.#ctx;
    const delivery = (webhookId: string | null, userId: string | null): Delivery => ({
      id: newId('Delivery'),
      webhookId,
      userId,
      ending,
      status: 'PENDING',
      attempts: 0,
      createdAt: now(),
      dueAt: now(),
      responseCode: null,
      trouble: null,
      deliveredAt: null,
    });
    const notifications: Notification[] = [];
    const deliveries: Delivery[] = [];
    for (const { userId, byEmail, byWebhook } of toldOf(
      ending,
      await store.followersOf(ending.projectId, ending.jobId),
    )) {
      if (!(await this.#maySee(userId, ending))) continue;
      notifications.push({ id: newId('Notification'), userId, ending, readAt: null });
      if (byEmail && this.#ctx.mailer.sends) deliveries.push(delivery(null, userId));
      const own = byWebhook ? await store.webhooksOf({ userId }) : [];
      for (const webhook of own)
        if (webhookWants(webhook, ending)) deliveries.push(delivery(webhook.id, userId));
    }
    for (const webhook of await store.webhooksOf({ organizationId: ending.organizationId })) {
      if (webhookWants(webhook, ending)) deliveries.push(delivery(webhook.id, null));
    }
    const isTold = await store.tell(ending.id, notifications, deliveries);
    if (isTold) bus.publishTold(notifications.map(({ userId }) => userId));
  }

  /** Whether a user may see the project of an end, now. */
  async #maySee(userId: string, { projectId }: JobEnding): Promise<boolean> {
    const { store } = this.#ctx;
    const [[user], [project], [roles]] = await Promise.all([
      store.users([userId]),
      store.projects([projectId]),
      store.projectRoles(userId, [projectId]),
    ]);
    return Boolean(user && project && accessTo(user, project, roles ?? []));
  }

  async #deliver(delivery: Delivery, takenUntil: number): Promise<void> {
    const { store, now } = this.#ctx;
    const { code, trouble, isOver } = await this.#send(delivery);
    const attempts = delivery.attempts + 1;
    const random = (this.#options.random ?? Math.random)();
    const next = trouble === null || isOver ? null : nextAttemptAt(delivery, attempts, now(), random);
    await store.noteDelivery(
      {
        ...delivery,
        attempts,
        responseCode: code,
        trouble,
        status: trouble === null ? 'DELIVERED' : next === null ? 'FAILED' : 'PENDING',
        dueAt: next,
        deliveredAt: trouble === null ? now() : null,
      },
      takenUntil,
    );
  }

  async #send(
    delivery: Delivery,
  ): Promise<{ readonly code: number | null; readonly trouble: string | null; readonly isOver?: boolean }> {
    const over = (trouble: string) => ({ code: null, trouble, isOver: true });
    const { userId, webhookId, ending } = delivery;
    if (userId !== null && !(await this.#maySee(userId, ending)))
      return over('They may no longer see the project.');
    try {
      return webhookId === null
        ? await this.#mail(userId ?? '', ending, over)
        : await this.#call(webhookId, delivery, over);
    } catch (error) {
      this.#logger.warn({ err: error, deliveryId: delivery.id }, 'a delivery failed');
      return { code: null, trouble: 'It could not be sent.' };
    }
  }

  async #mail<Over>(
    userId: string,
    ending: JobEnding,
    over: (trouble: string) => Over,
  ): Promise<Over | { readonly code: null; readonly trouble: null }> {
    const { store, mailer, publicUrl } = this.#ctx;
    const [user] = await store.users([userId]);
    if (!user?.email) return over('They have no e-mail address any more.');
    await mailer.send({ to: user.email, ...endingMail(ending, publicUrl()) });
    return { code: null, trouble: null };
  }

  async #call<Over>(webhookId: string, delivery: Delivery, over: (trouble: string) => Over) {
    const { store, providers, now, publicUrl, webhookHosts } = this.#ctx;
    const [[webhook], sealed] = await Promise.all([
      store.webhooks([webhookId]),
      store.sealedWebhookSecret(webhookId),
    ]);
    if (!webhook?.isActive || !sealed) return over('The webhook is switched off.');
    return postWebhook(
      {
        url: webhook.url,
        deliveryId: delivery.id,
        body: webhookBody(delivery, delivery.ending, publicUrl()),
        secret: providers.unsealText(webhookId, sealed),
        now: now(),
      },
      { hosts: webhookHosts, ...this.#options.post },
    );
  }
}
