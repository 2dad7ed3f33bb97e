import { refusal, type Refusal } from './errors.ts';
import type { GroupId, OrganizationId, UserId } from './job.ts';
import type { User } from './people.ts';

/** How long an invitation holds, in milliseconds: 7 days. */
export const INVITATION_LIFE_MS = 7 * 24 * 60 * 60 * 1_000;
/** How many an organization may have pending. */
export const MOST_INVITATIONS = 500;

/** Somebody who was asked to join an organization and has not answered yet. */
export interface Invitation {
  readonly id: string;
  readonly organizationId: OrganizationId;
  /** In lower case. */
  readonly email: string;
  readonly isOrganizationAdmin: boolean;
  /** The groups they will be in; the first is their default. */
  readonly groupIds: readonly GroupId[];
  /** Null where that user is no more, or the command line invited. */
  readonly invitedBy: UserId | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What an invitation is decided upon. */
export interface InvitationState {
  /** Who has the e-mail, in whatever organization. */
  readonly user: User | null;
  /** What this organization has pending for the e-mail. */
  readonly pending: Invitation | null;
  /** How many this organization has pending. */
  readonly count: number;
  /** The groups named that are this organization's. */
  readonly groupIds: readonly GroupId[];
}

/**
 * Why an invitation is refused; null when it is not. That an e-mail belongs to a user of another organization is told
 * to nobody: the invitation is kept and leads nowhere, as one that is never answered.
 */
export function refusesInvitation(
  invitation: Invitation,
  { user, pending, count, groupIds }: InvitationState,
): Refusal | null {
  const foreign = invitation.groupIds.find((id) => !groupIds.includes(id));
  if (foreign !== undefined) {
    return refusal('NOT_FOUND', `There is no group with id ${foreign}.`, ['groupIds']);
  }
  if (user?.organizationId === invitation.organizationId) {
    return refusal('INVALID_INPUT', `${invitation.email} is already in this organization.`, ['email']);
  }
  if (pending) {
    return refusal(
      'INVALID_INPUT',
      `${invitation.email} is invited already. Send that invitation again, or take it back first.`,
      ['email'],
    );
  }
  if (count >= MOST_INVITATIONS) {
    return refusal('LIMIT_EXCEEDED', `An organization has at most ${MOST_INVITATIONS} open invitations.`);
  }
  return null;
}
