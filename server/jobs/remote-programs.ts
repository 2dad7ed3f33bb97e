import { chooseCredential, refusesTarget } from '../domain/credential.ts';
import { hardwareCredits } from '../domain/cost.ts';
import { abilitiesOf } from '../domain/device-program.ts';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import type { DeviceResult, EngineOutcome, EngineResult, ProgramSource } from '../domain/program.ts';
import type { ProgramRequest, SubmitRequest } from '../domain/submission.ts';
import { isHosted, type Target } from '../domain/target.ts';
import type { Context, Viewer } from './context.ts';

/** The longest that writing one program for a device may take, in milliseconds. */
export const WRITE_TIMEOUT_MS = 60_000;

/** What a remote target makes of a request's programs. */
export interface RemoteCheck {
  readonly refusals: readonly Refusal[];
  /** The hardware credits that each program is estimated to cost; empty for targets that run here. */
  readonly credits: readonly number[];
}
const NOTHING_REMOTE: RemoteCheck = { refusals: [], credits: [] };

/**
 * What speaks against running a request's programs at a remote target now: no credentials, or a program that the
 * device does not take; and what they are estimated to cost there.
 *
 * @param organizationId - of the project
 */
export async function checkRemote(
  ctx: Context,
  viewer: Viewer,
  input: SubmitRequest,
  organizationId: string,
): Promise<RemoteCheck> {
  const [target] = await ctx.store.targets([input.targetId]);
  const { execute } = input.definition;
  if (!target?.device || isHosted(target) || !execute) return NOTHING_REMOTE;
  const credentialId = execute.credentialId ?? null;
  const credential = chooseCredential(
    await ctx.store.listProviderCredentials(),
    { createdBy: viewer.user.id, organizationId, credentialId },
    target,
  );
  if (credential === null && credentialId !== null)
    return refusedRemote(
      notFound('credentials for this target', credentialId, ['definition', 'execute', 'credentialId']),
    );
  const no = refusesTarget(target, credential !== null);
  if (no) return refusedRemote(no);

  const outcomes = new Map<string, Promise<EngineOutcome | null>>();
  const checked = await Promise.all(
    execute.programs.map(async (program, index): Promise<Refusal | number> => {
      const source = await sourceOf(ctx, input.projectId, program);
      // What is wrong with the request in itself is told by the rules of submission.
      if (source === null || !target.languages.includes(source.language)) return 0;
      const key = `${source.language}\n${source.source}`;
      const known = outcomes.get(key) ?? writeForDevice(ctx, target, source);
      outcomes.set(key, known);
      const outcome = await known;
      if (outcome === null) return 0;
      if (outcome.ok) return creditsOf(outcome.result, program.shots);
      const path = ['definition', 'execute', 'programs', String(index)];
      return refusal(
        outcome.kind === 'PROGRAM' ? 'TARGET_MISMATCH' : 'LIMIT_EXCEEDED',
        `"${target.name}" does not take the program "${source.name}": ${outcome.message}`,
        [...path, program.programId ? 'programId' : 'source'],
      );
    }),
  );
  return {
    refusals: checked.filter((one) => typeof one !== 'number'),
    credits: checked.map((one) => (typeof one === 'number' ? one : 0)),
  };
}

function refusedRemote(refusal: Refusal): RemoteCheck {
  return { refusals: [refusal], credits: [] };
}

function creditsOf(result: EngineResult | DeviceResult, shots: number): number {
  if (result.kind !== 'device') throw new Error(`the engine answered with a ${result.kind}`);
  return hardwareCredits(result.program.statistics, shots);
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
