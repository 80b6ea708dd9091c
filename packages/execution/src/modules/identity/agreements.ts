import { equalBytes } from '@mingjing/crypto';
import {
  type AgreementAccept,
  type AgreementPublish,
  type AgreementVersion,
  OfficerRole,
  RegistryKind,
  Standing,
  type User,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from '../retention/history.ts';
import { officerOf } from './officers.ts';

/** Versions of one organisation's agreement: they lie in one entry. */
export const AGREEMENT_VERSIONS_MAX = 256;
/** Longest time that users have to accept a new version. */
export const AGREEMENT_GRACE_MS_MAX = 90 * DAY_MS;

/**
 * Publishes the next version of an organisation's service agreement, signed by its security
 * administrator: it binds the users of this organisation alone, and a further version mends it.
 * One at a time waits to come into force (`agreementPending`).
 */
export function publishAgreement(context: Context, message: AgreementPublish): ResultCode {
  const { registry, time, height, transactionId } = context;
  const officer = officerOf(context, [OfficerRole.securityAdmin]);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const { organisation } = officer;
  const { version, textHash, effectiveAt } = message;
  const versions = registry.get('agreement', organisation)?.versions ?? [];
  if (version !== versions.length + 1) return ResultCode.badField;
  if (effectiveAt !== 0 && effectiveAt <= time) return ResultCode.badField;
  if (effectiveAt > time + AGREEMENT_GRACE_MS_MAX) return ResultCode.badField;
  if (versions.length >= AGREEMENT_VERSIONS_MAX) return ResultCode.tooMany;
  const latest = versions.at(-1);
  if (latest !== undefined && latest.effectiveAt > time) return ResultCode.agreementPending;
  if (latest !== undefined && equalBytes(latest.textHash, textHash)) {
    return ResultCode.alreadyExists;
  }
  const published: AgreementVersion = {
    ...{ version, textHash, effectiveAt: effectiveAt === 0 ? time : effectiveAt },
    ...{ officer: officer.id, height, time, transactionId },
  };
  registry.set('agreement', organisation, { organisation, versions: [...versions, published] });
  return ResultCode.done;
}

/** A user accepts the latest version of his organisation, by its number and the hash he saw. */
export function acceptAgreement(context: Context, message: AgreementAccept): ResultCode {
  const { registry, signer, height, time, transactionId } = context;
  if (signer.holderKind !== RegistryKind.user) return ResultCode.signerNotPermitted;
  const user = registry.get('user', signer.holder);
  if (user === undefined) return ResultCode.signerNotPermitted;
  if (user.standing === Standing.closed) return ResultCode.userNotActive;
  const { version } = message;
  const latest = registry.get('agreement', user.organisation)?.versions.at(-1);
  if (latest === undefined || latest.version !== version) return ResultCode.agreementUnknown;
  if (!equalBytes(latest.textHash, message.textHash)) return ResultCode.agreementUnknown;
  if (acceptedVersion(user) === version) return ResultCode.alreadyExists;
  const acceptances = [...user.acceptances, { version, height, time, transactionId }];
  registry.set('user', user.id, { ...user, acceptances });
  return ResultCode.done;
}

/** The version that users must have accepted at a block time; undefined: none is in force. */
export function agreementInForce(
  registry: RegistryReader,
  organisation: string,
  time: number,
): AgreementVersion | undefined {
  const versions = registry.get('agreement', organisation)?.versions;
  return versions?.findLast(({ effectiveAt }) => effectiveAt <= time);
}

/** The latest version that a user accepted; 0: none. */
export function acceptedVersion({ acceptances }: User): number {
  return acceptances.at(-1)?.version ?? 0;
}

/** Whether a user accepted what is in force for him, or more. */
export function hasAccepted(registry: RegistryReader, user: User, time: number): boolean {
  const inForce = agreementInForce(registry, user.organisation, time);
  return inForce === undefined || acceptedVersion(user) >= inForce.version;
}

/** How many users of an organisation there are, and how many accepted which version last. */
export interface Coverage {
  users: number;
  /** By version; 0: who accepted none. */
  readonly accepted: Map<number, number>;
}

/** Coverage by organisation, closed users left out. Takes one step for each user. */
export function agreementCoverage(users: Iterable<User>): Map<string, Coverage> {
  const found = new Map<string, Coverage>();
  for (const user of users) {
    if (user.standing === Standing.closed) continue;
    const coverage = found.get(user.organisation) ?? { users: 0, accepted: new Map() };
    const version = acceptedVersion(user);
    coverage.users += 1;
    coverage.accepted.set(version, (coverage.accepted.get(version) ?? 0) + 1);
    found.set(user.organisation, coverage);
  }
  return found;
}
