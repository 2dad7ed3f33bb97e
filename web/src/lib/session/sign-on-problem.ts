const KNOWN: Readonly<Record<string, string>> = {
  USER_DISABLED: 'This account is disabled. An administrator of your organization can enable it.',
  signup_disabled: 'Nobody here has this e-mail. Ask an administrator to invite you.',
  email_not_verified: 'The provider has not verified your e-mail.',
  access_denied: 'You did not sign in at the provider.',
};

/** Why a sign-on at a provider led to nobody, in a sentence; null when nothing is said. */
export function signOnProblem(code: string | null): string | null {
  if (code === null) return null;
  return Object.hasOwn(KNOWN, code)
    ? (KNOWN[code] ?? null)
    : 'Signing in at the provider did not work. Try again.';
}
