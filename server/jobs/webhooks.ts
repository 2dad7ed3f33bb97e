import type { AuditAction, Deed } from '../domain/audit.ts';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import { refusesWebhookUrl, type Delivery, type Webhook } from '../domain/notification.ts';
import { administrates, maySeeOrganization } from '../domain/organizations.ts';
import { checkIdType, checkName } from '../domain/submission.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { webhookNotFound } from './notifications.ts';
import { newSecret } from './secrets.ts';

/** The most webhooks of one user or organization. */
const MOST_WEBHOOKS = 20;

/** Adds a webhook of the viewer, or of an organization they look after. Its secret is told once. */
export async function addWebhook(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly organizationId?: string | null | undefined;
    readonly name: string;
    readonly url: string;
    readonly onlyFailures?: boolean | null | undefined;
  },
): Promise<Outcome<{ readonly webhook: Webhook; readonly secret: string }>> {
  const organizationId = input.organizationId ?? null;
  const wrong =
    checkName(input.name, ctx.limits, ['name']) ??
    refusesWebhookUrl(input.url, ctx.webhookHosts) ??
    refusesOwner(viewer, organizationId) ??
    checkKey(ctx);
  if (wrong) return refuse(wrong);
  const owner = organizationId === null ? { userId: viewer.user.id } : { organizationId };
  const own = await ctx.store.webhooksOf(owner);
  if (own.length >= MOST_WEBHOOKS) {
    return refuse(
      refusal('LIMIT_EXCEEDED', `There are ${own.length} webhooks; at most ${MOST_WEBHOOKS} are allowed.`),
    );
  }
  const webhook: Webhook = {
    id: ctx.newId('Webhook'),
    name: input.name,
    url: input.url,
    organizationId: organizationId ?? viewer.user.organizationId,
    userId: organizationId === null ? viewer.user.id : null,
    onlyFailures: input.onlyFailures ?? false,
    isActive: true,
    createdAt: ctx.now(),
  };
  const secret = newSecret();
  await audited(
    ctx,
    viewer,
    () => ctx.store.addWebhook(webhook, ctx.providers.sealText(webhook.id, secret)),
    () => deed('WEBHOOK_ADDED', null, webhook),
  );
  return done({ webhook, secret });
}

/** Changes a webhook; what is not given stays. */
export async function changeWebhook(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly webhookId: string;
    readonly name?: string | null | undefined;
    readonly url?: string | null | undefined;
    readonly onlyFailures?: boolean | null | undefined;
    readonly isActive?: boolean | null | undefined;
  },
): Promise<Outcome<Webhook>> {
  const seen = await ownWebhook(ctx, viewer, input.webhookId);
  if (!seen.ok) return seen;
  const { name, url, onlyFailures, isActive } = input;
  const wrong =
    (name == null ? null : checkName(name, ctx.limits, ['name'])) ??
    (url == null ? null : refusesWebhookUrl(url, ctx.webhookHosts));
  if (wrong) return refuse(wrong);
  let before = seen.value;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeWebhook(input.webhookId, (stored) => {
        before = stored;
        return {
          ...stored,
          name: name ?? stored.name,
          url: url ?? stored.url,
          onlyFailures: onlyFailures ?? stored.onlyFailures,
          isActive: isActive ?? stored.isActive,
        };
      }),
    (told) => {
      if (!told || 'code' in told || JSON.stringify(told) === JSON.stringify(before)) return null;
      return deed('WEBHOOK_CHANGED', before, told);
    },
  );
  if (!answer) return refuse(webhookNotFound(input.webhookId));
  return 'code' in answer ? refuse(answer) : done(answer);
}

/** Removes a webhook: what is on its way to it is not sent. */
export async function removeWebhook(
  ctx: Context,
  viewer: Viewer,
  input: { readonly webhookId: string },
): Promise<Outcome<{ readonly webhookId: string }>> {
  const seen = await ownWebhook(ctx, viewer, input.webhookId);
  if (!seen.ok) return seen;
  await audited(
    ctx,
    viewer,
    () => ctx.store.removeWebhook(input.webhookId),
    (told) => told && deed('WEBHOOK_REMOVED', told, null),
  );
  return done(input);
}

/** Sends a delivery once more, under the same id. */
export async function redeliver(
  ctx: Context,
  viewer: Viewer,
  input: { readonly deliveryId: string },
): Promise<Outcome<Delivery>> {
  const unknown = notFound('delivery', input.deliveryId, ['deliveryId']);
  const [delivery] = await ctx.store.deliveries([input.deliveryId]);
  if (!delivery?.webhookId) return refuse(unknown);
  const seen = await ownWebhook(ctx, viewer, delivery.webhookId);
  const sent = seen.ok ? await ctx.store.redeliver(delivery.id, ctx.now()) : null;
  return sent ? done(sent) : refuse(unknown);
}

/** Whether somebody sees and changes a webhook: their own, or one of an organization they look after. */
export function mayUseWebhook({ user }: Viewer, { userId, organizationId }: Webhook): boolean {
  return userId === null ? administrates(user, organizationId) : userId === user.id;
}

async function ownWebhook(ctx: Context, viewer: Viewer, id: string): Promise<Outcome<Webhook>> {
  const wrong = checkIdType(id, 'Webhook', ['webhookId']);
  if (wrong) return refuse(wrong);
  const [webhook] = await ctx.store.webhooks([id]);
  return webhook && mayUseWebhook(viewer, webhook) ? done(webhook) : refuse(webhookNotFound(id));
}

function refusesOwner({ user }: Viewer, organizationId: string | null): Refusal | null {
  if (organizationId === null || administrates(user, organizationId)) return null;
  return maySeeOrganization(user, organizationId)
    ? refusal('FORBIDDEN', "The organization's webhooks are looked after by its admins.", ['organizationId'])
    : notFound('organization', organizationId, ['organizationId']);
}

function checkKey({ providers }: Context): Refusal | null {
  return providers.canSeal
    ? null
    : refusal(
        'SECRET_KEY_MISSING',
        'This server has no key to keep the secret of a webhook with. Start it with SHOTBOARD_SECRET_KEY set; README.md tells how.',
      );
}

function deed(action: AuditAction, before: Webhook | null, after: Webhook | null): Deed | null {
  const webhook = after ?? before;
  if (!webhook) return null;
  // Of the address its origin alone: paths of webhooks often hold a secret of the receiver.
  const stateOf = ({ name, url, onlyFailures, isActive, userId }: Webhook) => ({
    name,
    origin: new URL(url).origin,
    onlyFailures,
    isActive,
    owner: userId === null ? 'ORGANIZATION' : 'USER',
  });
  return {
    action,
    subject: { type: 'Webhook', id: webhook.id, name: webhook.name },
    organizationId: webhook.organizationId,
    before: before && stateOf(before),
    after: after && stateOf(after),
  };
}
