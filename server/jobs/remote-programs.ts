import { chooseCredential, refusesTarget } from '../domain/credential.ts';
import { abilitiesOf } from '../domain/device-program.ts';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import type { EngineOutcome, ProgramSource } from '../domain/program.ts';
import type { ProgramRequest, SubmitRequest } from '../domain/submission.ts';
import { isHosted, type Target } from '../domain/target.ts';
import type { Context, Viewer } from './context.ts';

/** The longest that writing one program for a device may take, in milliseconds. */
export const WRITE_TIMEOUT_MS = 60_000;

/**
 * What speaks against running a request's programs at a remote target now: no credentials, or a program that the
 * device does not take. Empty for targets that run here.
 *
 * @param organizationId - of the project
 */
export async function checkRemote(
  ctx: Context,
  viewer: Viewer,
  input: SubmitRequest,
  organizationId: string,
): Promise<readonly Refusal[]> {
  const [target] = await ctx.store.targets([input.targetId]);
  const { execute } = input.definition;
  if (!target?.device || isHosted(target) || !execute) return [];
  const credentialId = execute.credentialId ?? null;
  const credential = chooseCredential(
    await ctx.store.listProviderCredentials(),
    { createdBy: viewer.user.id, organizationId, credentialId },
    target,
  );
  if (credential === null && credentialId !== null)
    return [notFound('credentials for this target', credentialId, ['definition', 'execute', 'credentialId'])];
  const no = refusesTarget(target, credential !== null);
  if (no) return [no];

  const outcomes = new Map<string, Promise<EngineOutcome | null>>();
  const refusals = await Promise.all(
    execute.programs.map(async (program, index): Promise<Refusal | null> => {
      const source = await sourceOf(ctx, input.projectId, program);
      // What is wrong with the request in itself is told by the rules of submission.
      if (source === null || !target.languages.includes(source.language)) return null;
      const key = `${source.language}\n${source.source}`;
      const known = outcomes.get(key) ?? writeForDevice(ctx, target, source);
      outcomes.set(key, known);
      const outcome = await known;
      if (outcome === null || outcome.ok) return null;
      const path = ['definition', 'execute', 'programs', String(index)];
      return refusal(
        outcome.kind === 'PROGRAM' ? 'TARGET_MISMATCH' : 'LIMIT_EXCEEDED',
        `"${target.name}" does not take the program "${source.name}": ${outcome.message}`,
        [...path, program.programId ? 'programId' : 'source'],
      );
    }),
  );
  return refusals.filter((one) => one !== null);
}

/** Writes a program for the device of a target. Null where the target has none. */
export async function writeForDevice(
  ctx: Pick<Context, 'checker'>,
  target: Target,
  program: ProgramSource,
  signal?: AbortSignal,
): Promise<EngineOutcome | null> {
  if (!target.device) return null;
  const device = abilitiesOf(target.device, target.maxQubits);
  const options = { timeoutMs: WRITE_TIMEOUT_MS, ...(signal ? { signal } : {}) };
  return ctx.checker.run({ kind: 'device', program, device }, options);
}

async function sourceOf(
  ctx: Context,
  projectId: string,
  { name, language, source, programId }: ProgramRequest,
): Promise<ProgramSource | null> {
  if (programId) {
    const [stored] = await ctx.store.programs([programId]);
    if (stored?.projectId !== projectId) return null;
    const text = await ctx.store.content(stored.contentId);
    return text === null ? null : { name: name ?? stored.name, language: stored.language, source: text };
  }
  return source && language ? { name: name ?? '', language, source } : null;
}
