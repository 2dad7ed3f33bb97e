import { emailOf } from '../domain/account.ts';
import type { AuditAction, Deed } from '../domain/audit.ts';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import { INVITATION_LIFE_MS, refusesInvitation, type Invitation } from '../domain/invitation.ts';
import { administrates, forbidsInOrganization, maySeeOrganization } from '../domain/organizations.ts';
import { checkIdType } from '../domain/submission.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { newSecret, secretHash } from './secrets.ts';

/** How many groups an invitation may name. */
const MOST_GROUPS = 100;

/** Whom to invite, and as what. */
export interface InvitationRequest {
  readonly organizationId: string;
  readonly email: string;
  readonly isOrganizationAdmin: boolean;
  readonly groupIds: readonly string[];
}

/** Invites somebody into an organization and sends them the link, which holds for 7 days. */
export async function inviteUser(
  ctx: Context,
  viewer: Viewer,
  request: InvitationRequest,
): Promise<Outcome<Invitation>> {
  const { organizationId } = request;
  const wrongType = checkIdType(organizationId, 'Organization', ['organizationId']);
  if (wrongType) return refuse(wrongType);
  if (!maySeeOrganization(viewer.user, organizationId)) {
    return refuse(notFound('organization', organizationId, ['organizationId']));
  }
  const no = forbidsInOrganization(viewer.user, organizationId, 'manageUsers');
  if (no) return refuse(no);
  const email = emailOf(request.email);
  if (email === null) {
    const given = request.email.slice(0, 100);
    return refuse(refusal('INVALID_INPUT', `“${given}” is not an e-mail address.`, ['email']));
  }
  const { length } = request.groupIds;
  if (length > MOST_GROUPS) {
    const message = `There are ${length} groups; at most ${MOST_GROUPS} can be named.`;
    return refuse(refusal('LIMIT_EXCEEDED', message, ['groupIds']));
  }
  const [organization] = await ctx.store.organizations([organizationId]);
  if (!organization) return refuse(notFound('organization', organizationId, ['organizationId']));
  const now = ctx.now();
  const invitation: Invitation = {
    id: ctx.newId('Invitation'),
    organizationId,
    email,
    isOrganizationAdmin: request.isOrganizationAdmin,
    groupIds: [...new Set(request.groupIds)],
    invitedBy: viewer.user.id,
    createdAt: now,
    expiresAt: now + INVITATION_LIFE_MS,
  };
  const secret = newSecret();
  const stored = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.addInvitation(invitation, secretHash(secret), (found) =>
        refusesInvitation(invitation, found),
      ),
    (answer) => deed('INVITATION_MADE', answer),
  );
  if ('code' in stored) return refuse(stored);
  await sendInvitation(ctx, viewer, stored, organization.name, secret);
  return done(stored);
}

/** Sends an invitation again, with a new link that holds for 7 days; the old link is no more. */
export async function resendInvitation(
  ctx: Context,
  viewer: Viewer,
  { invitationId }: { readonly invitationId: string },
): Promise<Outcome<Invitation>> {
  const secret = newSecret();
  const link = { hash: secretHash(secret), expiresAt: ctx.now() + INVITATION_LIFE_MS };
  const renewed = await audited(
    ctx,
    viewer,
    () => ctx.store.renewInvitation(invitationId, link, (invitation) => unseen(viewer, invitation)),
    (answer) => deed('INVITATION_SENT_AGAIN', answer),
  );
  if (!renewed) return refuse(notFound('invitation', invitationId, ['invitationId']));
  if ('code' in renewed) return refuse(renewed);
  const [organization] = await ctx.store.organizations([renewed.organizationId]);
  await sendInvitation(ctx, viewer, renewed, organization?.name ?? '', secret);
  return done(renewed);
}

/** Takes an invitation back: its link leads nowhere. */
export async function revokeInvitation(
  ctx: Context,
  viewer: Viewer,
  { invitationId }: { readonly invitationId: string },
): Promise<Outcome<Invitation>> {
  const removed = await audited(
    ctx,
    viewer,
    () => ctx.store.removeInvitation(invitationId, (invitation) => unseen(viewer, invitation)),
    (answer) => deed('INVITATION_REVOKED', answer),
  );
  if (!removed) return refuse(notFound('invitation', invitationId, ['invitationId']));
  return 'code' in removed ? refuse(removed) : done(removed);
}

/** What the audit keeps of an invitation; nothing of what was refused. */
function deed(action: AuditAction, answer: Invitation | Refusal | null): Deed | null {
  if (!answer || 'code' in answer) return null;
  const { id, email, organizationId, isOrganizationAdmin, groupIds } = answer;
  return {
    action,
    subject: { type: 'Invitation', id, name: email },
    organizationId,
    after: { email, isOrganizationAdmin, groupIds },
  };
}

/** Only admins see invitations; to everybody else there is none. */
function unseen(viewer: Viewer, { id, organizationId }: Invitation) {
  return administrates(viewer.user, organizationId) ? null : notFound('invitation', id, ['invitationId']);
}

/** Mails the link. Where that fails the invitation can be sent again. */
async function sendInvitation(
  ctx: Context,
  viewer: Viewer,
  { email }: Invitation,
  organization: string,
  secret: string,
): Promise<void> {
  // Of an e-mail that has an account nobody may learn by an invitation; its holder is told instead of invited.
  const holder = await ctx.store.userByEmail(email);
  const text = holder
    ? `${viewer.user.name} invites you to ${organization} on Shotboard. This address has an account in another ` +
      `organization, and an account belongs to one organization: ask to be invited with another address.\n`
    : `${viewer.user.name} invites you to ${organization} on Shotboard. Open this address within 7 days to join:\n\n` +
      `${ctx.publicUrl()}/accept-invitation?token=${secret}\n`;
  ctx.mailer.post({ to: email, subject: `Join ${oneLine(organization)} on Shotboard`, text });
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
