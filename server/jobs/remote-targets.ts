import { createHash } from 'node:crypto';
import { providerTitle } from '../domain/credential.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import type { TargetId } from '../domain/job.ts';
import type { Limits } from '../domain/limits.ts';
import type { Target } from '../domain/target.ts';
import type { RemoteDeviceDetails } from '../providers/provider.ts';

/** A remote target's id: made from the provider's own, so that every node finds the same. */
export function remoteTargetId(provider: string, deviceId: string): TargetId {
  const hash = createHash('sha256').update(`${provider}\n${deviceId}`).digest('hex');
  return `${ID_PREFIXES.Target}_${hash.slice(0, 26)}`;
}

/** A device as a target: its programs are static circuits in OpenQASM. */
export function remoteTarget(
  provider: string,
  device: RemoteDeviceDetails,
  limits: Pick<Limits, 'shotsRemote'>,
  now: number,
): Target {
  const at = providerTitle(provider);
  const what = device.simulator ? 'simulator' : 'quantum computer';
  return {
    id: remoteTargetId(provider, device.id),
    name: `${displayName(device.name)} at ${at}`,
    description: `The ${what} ${device.name} of ${device.maker}, reached through ${at}.`,
    kind: 'REMOTE',
    status: device.status,
    jobType: 'EXECUTE',
    languages: ['OPENQASM2', 'OPENQASM3'],
    profile: null,
    maxQubits: device.qubits,
    maxShots: Math.min(device.maxShots ?? Infinity, limits.shotsRemote),
    acceptsNoise: false,
    device: {
      provider,
      deviceId: device.id,
      maker: device.maker,
      simulator: device.simulator,
      dialect: device.dialect,
      gates: device.gates === null ? null : [...device.gates].sort(),
      minShots: device.minShots,
      rawStatus: device.rawStatus,
      degraded: device.degraded,
      queueLength: device.queueLength,
      price: device.price,
      refreshedAt: now,
      trouble: null,
    },
  };
}

/** `qpu.forte-1` as people say it: Forte 1. A name that is one already stays. */
function displayName(name: string): string {
  if (/[A-Z ]/.test(name)) return name;
  const words = name.replace(/^qpu\./, '').split(/[-_.]/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
