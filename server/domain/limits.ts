import { FAIR_WINDOW_HOURS } from './fair-queue.ts';

/** The limits of the product (RULES: "Limits"). Each is configurable; each refusal names the limit and the value. */
export interface Limits {
  readonly programsPerJob: number;
  readonly shotsHosted: number;
  readonly shotsRemote: number;
  readonly nameLength: number;
  readonly descriptionLength: number;
  readonly reasonLength: number;
  /** Bytes of UTF-8. */
  readonly sourceBytes: number;
  readonly simulatorQubits: number;
  readonly properties: number;
  readonly propertyNameLength: number;
  readonly propertyValueLength: number;
  readonly idempotencyKeyLength: number;
  readonly bulkIds: number;
  readonly groupsPerOrganization: number;
  /** Users with a role of their own in a project. */
  readonly projectMembers: number;
  readonly projectTeams: number;
  readonly teamMembers: number;
  /** Those that are open. */
  readonly teamInvitations: number;
  /** The compile window, in seconds. */
  readonly compileSeconds: number;
  /** The longest an execute item may run on a hosted target, in seconds. */
  readonly executeSeconds: number;
  /** How long what was handed over counts in the fair queue of a remote target. */
  readonly fairWindowHours: number;
}

export const DEFAULT_LIMITS: Limits = {
  programsPerJob: 300,
  shotsHosted: 100_000,
  shotsRemote: 10_000,
  nameLength: 200,
  descriptionLength: 2_000,
  reasonLength: 2_000,
  sourceBytes: 4 * 1024 * 1024,
  simulatorQubits: 24,
  properties: 50,
  propertyNameLength: 100,
  propertyValueLength: 1_000,
  idempotencyKeyLength: 200,
  bulkIds: 1_000,
  groupsPerOrganization: 200,
  projectMembers: 200,
  projectTeams: 50,
  teamMembers: 200,
  teamInvitations: 100,
  compileSeconds: 300,
  executeSeconds: 3_600,
  fairWindowHours: FAIR_WINDOW_HOURS,
};
