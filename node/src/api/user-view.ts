import { bytesToHex, keyId } from '@mingjing/crypto';
import {
  acceptedVersion,
  agreementCoverage,
  agreementInForce,
  type ChainState,
  type Coverage,
  isAppealOpen,
  mayWrite,
  ResultCode,
  resultCodeName,
  sanctionState,
  sanctionsOf,
  standingOf,
} from '@mingjing/execution';
import {
  type Agreement,
  roleName,
  type Sanction,
  SanctionGrade,
  SanctionStepKind,
  Standing,
  type User,
  UserType,
  Verification,
} from '@mingjing/protocol';

/** Sanctions in one answer. */
const SANCTIONS_MAX = 100;

/** A user as the chain knows him at its latest block: by his pseudonym, and without a name. */
export function userView({ registry, height, time }: ChainState, user: User) {
  const { verification, verifiedUntil } = user;
  const refusal = mayWrite(registry, user, { time, records: 1 });
  // One more than is shown, to know whether there are more.
  const sanctions = sanctionsOf(registry, user.id, SANCTIONS_MAX + 1);
  const now = verifiedUntil <= time ? Verification.expired : verification;
  return {
    ...{ id: user.id, type: nameOf(UserType, user.type), organisation: user.organisation },
    ...{ synthetic: user.synthetic, key_id: bytesToHex(keyId(user.key.publicKey)) },
    registered_height: user.registeredHeight,
    ...{ verification: nameOf(Verification, now), verified_until: verifiedUntil },
    standing: nameOf(Standing, standingOf(registry, user, time)),
    may_write: refusal === ResultCode.done,
    refusal: refusal === ResultCode.done ? null : (resultCodeName(refusal) ?? String(refusal)),
    agreement_required: agreementInForce(registry, user.organisation, time)?.version ?? null,
    agreement_accepted: acceptedVersion(user),
    acceptances: user.acceptances.map(({ version, height: at, time: when, transactionId }) => {
      return { version, height: at, time: when, transaction_id: bytesToHex(transactionId) };
    }),
    sanctions: sanctions.slice(0, SANCTIONS_MAX).map((each) => sanctionView(each, time)),
    more_sanctions: sanctions.length > SANCTIONS_MAX,
    ...{ height, time },
  };
}

function sanctionView(sanction: Sanction, time: number) {
  const { id, grade, reason, basis, expiresAt, steps } = sanction;
  return {
    ...{ id: bytesToHex(id), grade: nameOf(SanctionGrade, grade), reason, basis },
    state: sanctionState(sanction, time),
    expires_at: expiresAt === 0 ? null : expiresAt,
    appeal_open: isAppealOpen(sanction),
    steps: steps.map((step) => ({
      ...{ step: nameOf(SanctionStepKind, step.kind), actor: step.actor },
      role: roleName(step.role) ?? null,
      ...{ height: step.height, time: step.time, reason: step.reason },
      statement: step.statement.length === 0 ? null : bytesToHex(step.statement),
      transaction_id: bytesToHex(step.transactionId),
    })),
  };
}

/** The agreements of all organisations that have one, with who accepted what. */
export function agreementsView({ registry, height, time }: ChainState) {
  const coverage = agreementCoverage(registry.entries('user').values() as Iterable<User>);
  const agreements = registry.all('agreement').map((agreement) => {
    const inForce = agreementInForce(registry, agreement.organisation, time);
    const counted = coverage.get(agreement.organisation) ?? { users: 0, accepted: new Map() };
    return agreementView(agreement, counted, inForce?.version);
  });
  return { agreements, height, time };
}

function agreementView(
  { organisation, versions }: Agreement,
  { users, accepted }: Coverage,
  inForce: number | undefined,
) {
  const enough = [...accepted].filter(([version]) => version >= (inForce ?? 0));
  return {
    ...{ organisation, in_force: inForce ?? null, users },
    covered: enough.reduce((sum, [, count]) => sum + count, 0),
    versions: versions.map((each) => ({
      ...{ version: each.version, text_hash: bytesToHex(each.textHash) },
      ...{ effective_at: each.effectiveAt, officer: each.officer },
      ...{ height: each.height, time: each.time },
      ...{ transaction_id: bytesToHex(each.transactionId) },
      accepted: accepted.get(each.version) ?? 0,
    })),
  };
}

function nameOf(names: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(names).find(([, each]) => each === number)?.[0] ?? String(number);
}
