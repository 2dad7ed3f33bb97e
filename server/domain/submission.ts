import { notFound, refusal, type Refusal } from './errors.ts';
import { idTypeOf, type IdType } from './ids.ts';
import {
  type CredentialId,
  type ExecuteProgramRef,
  type Job,
  type JobDefinition,
  type JobEvent,
  type JobItem,
  type ProgramRef,
  type Property,
} from './job.ts';
import type { Limits } from './limits.ts';
import type { Project } from './people.ts';
import { LANGUAGES, type Language, type NoiseModel } from './program.ts';
import { NO_COUNTS } from './status.ts';
import { isHosted, type Target } from './target.ts';
import { applySteps } from './change.ts';

/** A program as it was asked for: its text, or the id of a stored one. */
export interface ProgramRequest {
  readonly name?: string | null | undefined;
  readonly language?: Language | null | undefined;
  readonly source?: string | null | undefined;
  readonly programId?: string | null | undefined;
}
export interface ExecuteProgramRequest extends ProgramRequest {
  readonly shots: number;
  readonly seed?: number | null | undefined;
  readonly maxCost?: number | null | undefined;
}
/** A job as it was asked for. Mirrors the API's `SubmitJobInput`. */
export interface SubmitRequest {
  readonly projectId: string;
  readonly targetId: string;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly properties?: readonly Property[] | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly definition: {
    readonly compile?: { readonly programs: readonly ProgramRequest[] } | null | undefined;
    readonly execute?:
      | {
          readonly programs: readonly ExecuteProgramRequest[];
          readonly noise?: NoiseModel | null | undefined;
          readonly credentialId?: CredentialId | null | undefined;
        }
      | null
      | undefined;
  };
}

/** The largest seed: a GraphQL Int. */
const MAX_SEED = 2 ** 31 - 1;

/** A name of 1 to `limits.nameLength` characters that is not blank. */
export function checkName(
  name: string,
  limits: Limits,
  path: readonly string[],
  what = 'name',
): Refusal | null {
  if (name.trim() === '') return refusal('INVALID_INPUT', `The ${what} must not be blank.`, path);
  return checkLength(name, limits.nameLength, path, `The ${what}`);
}

/** At most `most` characters. */
export function checkLength(
  text: string,
  most: number,
  path: readonly string[],
  what: string,
): Refusal | null {
  const length = [...text].length;
  if (length <= most) return null;
  return refusal('LIMIT_EXCEEDED', `${what} has ${length} characters; at most ${most} are allowed.`, path);
}

/** Refuses an id that is of another type than is asked for, so that a mix-up is noticed early. */
export function checkIdType(id: string, type: IdType, path: readonly string[]): Refusal | null {
  const actual = idTypeOf(id);
  if (actual === type) return null;
  const what = type === 'JobItem' ? 'item' : type.toLowerCase();
  return actual === null
    ? notFound(what, id, path)
    : refusal('INVALID_INPUT', `${id} is the id of a ${actual}, not of a ${type}.`, path);
}

/** Everything about the properties that is wrong. */
export function checkProperties(
  properties: readonly Property[],
  limits: Limits,
  path: readonly string[],
): readonly Refusal[] {
  const found: (Refusal | null)[] = [];
  if (properties.length > limits.properties) {
    found.push(
      refusal(
        'LIMIT_EXCEEDED',
        `There are ${properties.length} properties; at most ${limits.properties} are allowed.`,
        path,
      ),
    );
  }
  const seen = new Set<string>();
  properties.forEach((property, index) => {
    const at = [...path, String(index)];
    if (property.name.trim() === '')
      found.push(refusal('INVALID_INPUT', 'The property name must not be blank.', [...at, 'name']));
    if (seen.has(property.name)) {
      found.push(
        refusal('INVALID_INPUT', `The property "${property.name}" is given twice.`, [...at, 'name']),
      );
    }
    seen.add(property.name);
    found.push(
      checkLength(property.name, limits.propertyNameLength, [...at, 'name'], 'The property name'),
      checkLength(property.value, limits.propertyValueLength, [...at, 'value'], 'The property value'),
    );
  });
  return found.filter((one) => one !== null);
}

export function checkIdempotencyKey(key: string | null | undefined, limits: Limits): Refusal | null {
  if (key === null || key === undefined) return null;
  if (key.trim() === '')
    return refusal('INVALID_INPUT', 'The idempotency key must not be blank.', ['idempotencyKey']);
  return checkLength(key, limits.idempotencyKeyLength, ['idempotencyKey'], 'The idempotency key');
}

/** Everything that is wrong with a request in itself, before anything is looked up. */
export function checkSubmission(request: SubmitRequest, limits: Limits): readonly Refusal[] {
  const found: (Refusal | null)[] = [
    checkIdType(request.projectId, 'Project', ['projectId']),
    checkIdType(request.targetId, 'Target', ['targetId']),
    checkName(request.name, limits, ['name']),
    checkLength(request.description ?? '', limits.descriptionLength, ['description'], 'The description'),
    checkIdempotencyKey(request.idempotencyKey, limits),
    ...checkProperties(request.properties ?? [], limits, ['properties']),
  ];
  const { compile, execute } = request.definition;
  if (Boolean(compile) === Boolean(execute)) {
    found.push(refusal('INVALID_INPUT', 'Give either compile or execute.', ['definition']));
    return found.filter((one) => one !== null);
  }
  const programs = compile?.programs ?? execute?.programs ?? [];
  const at = ['definition', compile ? 'compile' : 'execute', 'programs'];
  if (programs.length < 1 || programs.length > limits.programsPerJob) {
    found.push(
      refusal(
        programs.length < 1 ? 'INVALID_INPUT' : 'LIMIT_EXCEEDED',
        `There are ${programs.length} programs; a job takes 1 to ${limits.programsPerJob}.`,
        at,
      ),
    );
  } else {
    programs.forEach((program, index) =>
      found.push(...checkProgramRequest(program, limits, [...at, String(index)])),
    );
  }
  execute?.programs.slice(0, limits.programsPerJob).forEach((program, index) => {
    const place = [...at, String(index)];
    if (!Number.isInteger(program.shots) || program.shots < 1) {
      found.push(
        refusal('INVALID_INPUT', `${program.shots} shots: a whole number of at least 1 is needed.`, [
          ...place,
          'shots',
        ]),
      );
    }
    const { seed, maxCost } = program;
    if (seed !== null && seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)) {
      found.push(
        refusal('INVALID_INPUT', `The seed ${seed} is not a whole number from 0 to ${MAX_SEED}.`, [
          ...place,
          'seed',
        ]),
      );
    }
    if (maxCost !== null && maxCost !== undefined && !(maxCost > 0)) {
      found.push(
        refusal('INVALID_INPUT', `maxCost is ${maxCost}; it must be above 0.`, [...place, 'maxCost']),
      );
    }
  });
  if (execute?.noise) found.push(...checkNoise(execute.noise));
  if (execute?.credentialId) {
    const path = ['definition', 'execute', 'credentialId'];
    found.push(checkIdType(execute.credentialId, 'ProviderCredential', path));
  }
  return found.filter((one) => one !== null);
}

function checkProgramRequest(
  program: ProgramRequest,
  limits: Limits,
  path: readonly string[],
): readonly (Refusal | null)[] {
  const { name, language, source, programId } = program;
  const hasText = source !== null && source !== undefined;
  if (programId !== null && programId !== undefined) {
    return [
      hasText || language
        ? refusal('INVALID_INPUT', 'Give either a programId, or language and source.', path)
        : null,
      checkIdType(programId, 'Program', [...path, 'programId']),
      name === null || name === undefined ? null : checkName(name, limits, [...path, 'name'], 'program name'),
    ];
  }
  return [
    checkName(name ?? '', limits, [...path, 'name'], 'program name'),
    language && LANGUAGES.includes(language)
      ? null
      : refusal('INVALID_INPUT', `The program needs a language: one of ${LANGUAGES.join(', ')}.`, [
          ...path,
          'language',
        ]),
    checkSource(source ?? '', limits, [...path, 'source']),
  ];
}

/** A source that is not empty and not above the limit. */
export function checkSource(source: string, limits: Limits, path: readonly string[]): Refusal | null {
  if (source.trim() === '') return refusal('INVALID_INPUT', 'The program has no text.', path);
  const size = utf8Length(source);
  if (size <= limits.sourceBytes) return null;
  return refusal(
    'LIMIT_EXCEEDED',
    `The source has ${size} bytes; at most ${limits.sourceBytes} are allowed.`,
    path,
  );
}

/** Bytes of a text in UTF-8, where half a surrogate pair is written as U+FFFD. Copies nothing. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i += 1;
    bytes += code <= 0x7f ? 1 : code <= 0x7ff ? 2 : code <= 0xffff ? 3 : 4;
  }
  return bytes;
}

function checkNoise(noise: NoiseModel): readonly (Refusal | null)[] {
  const path = ['definition', 'execute', 'noise'];
  const sum = noise.pauliX + noise.pauliY + noise.pauliZ;
  return [
    ...(['pauliX', 'pauliY', 'pauliZ', 'loss'] as const).map((key) =>
      noise[key] >= 0 && noise[key] <= 1
        ? null
        : refusal('INVALID_INPUT', `${key} is ${noise[key]}; it must be from 0 to 1.`, [...path, key]),
    ),
    sum <= 1 + 1e-12
      ? null
      : refusal('INVALID_INPUT', `pauliX + pauliY + pauliZ is ${sum}; at most 1 is allowed.`, path),
  ];
}

/** Whether a project and a target take this definition now. An offline target does: its items queue. */
export function checkPlace(
  project: Project,
  target: Target,
  definition: JobDefinition,
  limits: Limits,
): readonly Refusal[] {
  const found: Refusal[] = [];
  if (project.archivedAt !== null) {
    found.push(
      refusal('PROJECT_ARCHIVED', `The project "${project.name}" is archived and takes no new jobs.`, [
        'projectId',
      ]),
    );
  }
  if (target.status === 'RETIRED') {
    found.push(refusal('TARGET_RETIRED', `The target "${target.name}" was withdrawn.`, ['targetId']));
  }
  if (target.jobType !== definition.type) {
    found.push(
      refusal(
        'TARGET_MISMATCH',
        `The target "${target.name}" takes ${target.jobType} jobs, not ${definition.type} jobs.`,
        ['targetId'],
      ),
    );
    return found;
  }
  const at = ['definition', definition.type.toLowerCase()];
  definition.programs.forEach((program, index) => {
    if (!target.languages.includes(program.language)) {
      found.push(
        refusal(
          'TARGET_MISMATCH',
          `The target "${target.name}" does not take ${program.language}; it takes ${target.languages.join(', ')}.`,
          [...at, 'programs', String(index), 'language'],
        ),
      );
    }
  });
  if (definition.type === 'EXECUTE') {
    const most = Math.min(
      target.maxShots ?? Infinity,
      isHosted(target) ? limits.shotsHosted : limits.shotsRemote,
    );
    definition.programs.forEach((program, index) => {
      const least = target.device?.minShots ?? 1;
      if (program.shots < least) {
        found.push(
          refusal(
            'INVALID_INPUT',
            `${program.shots} shots are asked for; "${target.name}" takes at least ${least}.`,
            [...at, 'programs', String(index), 'shots'],
          ),
        );
      }
      if (program.seed !== null && !isHosted(target)) {
        found.push(
          refusal('TARGET_MISMATCH', `"${target.name}" is no simulation of ours: it takes no seed.`, [
            ...at,
            'programs',
            String(index),
            'seed',
          ]),
        );
      }
      if (program.shots > most) {
        found.push(
          refusal(
            'LIMIT_EXCEEDED',
            `${program.shots} shots are asked for; "${target.name}" allows at most ${most}.`,
            [...at, 'programs', String(index), 'shots'],
          ),
        );
      }
    });
    if (definition.noise && !target.acceptsNoise) {
      found.push(
        refusal('TARGET_MISMATCH', `The target "${target.name}" does not take a noise model.`, [
          ...at,
          'noise',
        ]),
      );
    }
  }
  return found;
}

/** Who makes a job, when and under which identity. */
export interface Birth {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly properties: readonly Property[];
  readonly createdBy: string;
  readonly groupId: string | null;
  readonly rerunOf: string | null;
  readonly now: number;
}

/** A new job with its items, all of them in their queue: events 1 (submitted) and 2 (queued). */
export function newJob(
  birth: Birth,
  project: Pick<Project, 'id' | 'organizationId'>,
  target: Pick<Target, 'id' | 'kind'>,
  definition: JobDefinition,
): { readonly job: Job; readonly items: readonly JobItem[]; readonly events: readonly JobEvent[] } {
  const { now } = birth;
  const targetId = target.id;
  const count = definition.programs.length;
  const counts = { ...NO_COUNTS, SUBMITTED: count };
  const job: Job = {
    id: birth.id,
    projectId: project.id,
    organizationId: project.organizationId,
    groupId: birth.groupId,
    name: birth.name,
    description: birth.description,
    type: definition.type,
    targetId,
    status: 'SUBMITTED',
    message: null,
    errorDetail: null,
    version: 1,
    attempt: 1,
    createdBy: birth.createdBy,
    createdAt: now,
    updatedAt: now,
    statusTimes: { SUBMITTED: now },
    counts,
    definition,
    properties: birth.properties,
    rerunOf: birth.rerunOf,
    cancellation: null,
    cpuSeconds: 0,
    credits: 0,
  };
  const estimates = definition.type === 'EXECUTE' ? definition.programs : [];
  const items = definition.programs.map((_, index): JobItem => ({
    jobId: job.id,
    index,
    targetId,
    status: 'SUBMITTED',
    attempt: 1,
    fence: 0,
    message: null,
    errorDetail: null,
    statusTimes: { SUBMITTED: now },
    queuedAt: null,
    resultId: null,
    workerId: null,
    restarts: 0,
    cpuSeconds: 0,
    remote: null,
    dueAt: null,
    credits: isHosted(target) ? null : (estimates[index]?.estimatedCredits ?? 0),
  }));
  const submitted: JobEvent = {
    jobId: job.id,
    version: 1,
    at: now,
    kind: 'SUBMITTED',
    actor: birth.createdBy,
    message: null,
    status: 'SUBMITTED',
    counts,
    attempt: 1,
    items: items.map((item) => ({
      index: item.index,
      from: null,
      to: 'SUBMITTED',
      attempt: 1,
      fence: 0,
      message: null,
    })),
  };
  const queued = applySteps({ job, items }, now, [
    {
      kind: 'QUEUED',
      actor: null,
      message: null,
      items: items.map(({ index }) => ({ index, happening: 'queue' })),
    },
  ]);
  return {
    job: queued.job,
    items: queued.items.map((write) => write.after),
    events: [submitted, ...queued.events],
  };
}

/**
 * A definition from a request, once the ids of its programs are known.
 *
 * @param credits - what each program is estimated to cost at a remote target; empty for hosted ones
 */
export function definitionOf(
  request: SubmitRequest,
  programs: readonly ProgramRef[],
  credits: readonly number[] = [],
): JobDefinition {
  const { execute } = request.definition;
  if (!execute) return { type: 'COMPILE', programs };
  const runs = execute.programs.flatMap((asked, index): ExecuteProgramRef[] => {
    const program = programs[index];
    if (!program) return [];
    const estimatedCredits = credits[index];
    return [
      {
        ...program,
        shots: asked.shots,
        seed: asked.seed ?? null,
        maxCost: asked.maxCost ?? null,
        ...(estimatedCredits === undefined ? {} : { estimatedCredits }),
      },
    ];
  });
  const credentialId = execute.credentialId ?? null;
  return {
    type: 'EXECUTE',
    programs: runs,
    noise: execute.noise ?? null,
    ...(credentialId === null ? {} : { credentialId }),
  };
}
