import { equalBytes } from '@mingjing/crypto';
import { identityCommitment, verificationAnswerCodec } from '@mingjing/protocol';
import { type CallContext, Problem } from '@mingjing/service';
import { hasConsent } from './consents.ts';
import type { CorrectionForm } from './forms.ts';
import { EARLIER_MAX, type Identity, type PersonalData } from './identity.ts';
import { assertNotErased, type KnownUser } from './my-data.ts';
import { typedIdentity } from './typed-identity.ts';
import { ANSWERS_MAX, type KeptAnswer, type UserFile } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

/** What a correction came to. */
export interface Corrected {
  /** Whether the chain has a new answer about the identity that it names. */
  readonly isRenewed: boolean;
  /** Another number: the chain keeps the commitment that was registered, the vault has both. */
  readonly isOtherIdentity: boolean;
}

/**
 * Corrects who somebody is. What is new is confirmed by the verification service as at first; a
 * name that only goes needs nobody's word. A form without anything confirms the same identity anew,
 * which is how a verification is renewed.
 */
export async function correct(
  parts: UsersParts,
  known: KnownUser,
  form: CorrectionForm,
  { recordActs }: Pick<CallContext, 'recordActs'>,
): Promise<Corrected> {
  const { vault } = parts;
  const { id, file } = known;
  const data = await vault.read(id);
  if (file === undefined || data === undefined) throw new Problem(404, 'identity-elsewhere');
  if (!hasConsent(file.consents, 'verification')) throw new Problem(409, 'consent-withdrawn');
  const next = correctedIdentity(file.type, data, form, parts.now());
  const kept = needsNoVerifier(form) ? undefined : await confirmed(parts, known, file, next);
  const isOtherIdentity = !isNamedByChain(parts, known, next);
  const step: Step = { data, next, kept, isOtherIdentity };
  await vault.shelf.inTurn(() => keep(parts, known, step, recordActs));
  parts.sealer.look();
  if (kept === undefined || isOtherIdentity) return { isRenewed: false, isOtherIdentity };
  return { isRenewed: await parts.pending.settle(fileWith(file, kept, false)), isOtherIdentity };
}

function needsNoVerifier({ identifier, name }: CorrectionForm): boolean {
  return identifier === undefined && name === null;
}

async function confirmed(
  { verifications }: UsersParts,
  { user }: KnownUser,
  file: UserFile,
  next: Identity,
): Promise<KeptAnswer> {
  const publicKey = user?.key.publicKey ?? Buffer.from(file.publicKey, 'hex');
  return (await verifications.confirm({ type: file.type, publicKey }, next)).kept;
}

function correctedIdentity(
  type: UserFile['type'],
  { identity, earlier }: PersonalData,
  { identifier, name, salt }: CorrectionForm,
  now: number,
): Identity {
  const nextName = name === undefined ? identity.name : name;
  if (identifier === undefined) return { ...identity, name: nextName };
  const typed = { identifier, name: nextName, salt: salt ?? identity.salt };
  const next = typedIdentity(type, typed, now);
  // A number that he has or had is the same identity, with the commitment that it has.
  const known = [identity, ...earlier].find((each) => isSameNumber(each, next));
  if (known !== undefined) return { ...next, salt: known.salt };
  if (salt === undefined || salt === identity.salt) throw new Problem(422, 'salt-missing');
  return next;
}

function isNamedByChain({ host }: UsersParts, { user, file }: KnownUser, next: Identity): boolean {
  const salt = Buffer.from(next.salt, 'hex');
  const commitment = identityCommitment(host.genesis.name, salt, next);
  const named = verificationAnswerCodec.parse(
    user?.answer ?? Buffer.from(file?.answers[0]?.answer ?? '', 'hex'),
  );
  return named.ok && equalBytes(named.value.identityCommitment, commitment);
}

function isSameNumber(one: Identity, other: Identity): boolean {
  return one.kind === other.kind && one.number === other.number;
}

interface Step {
  readonly data: PersonalData;
  readonly next: Identity;
  readonly kept: KeptAnswer | undefined;
  readonly isOtherIdentity: boolean;
}

async function keep(
  parts: UsersParts,
  { id }: KnownUser,
  { data, next, kept, isOtherIdentity }: Step,
  recordActs: CallContext['recordActs'],
): Promise<void> {
  const { vault, now } = parts;
  const file = await vault.files.get(id);
  const current = await vault.read(id);
  // The service was asked meanwhile: who was erased or corrected in between begins again.
  assertNotErased(parts, id);
  if (file === undefined || JSON.stringify(current) !== JSON.stringify(data)) {
    throw new Problem(409, 'data-changed');
  }
  const owner = await vault.ownerOf(next);
  if (owner !== undefined && owner !== id) throw new Problem(409, 'identity-registered');
  const earlier = [...data.earlier, data.identity].filter((each) => !isSameNumber(each, next));
  if (earlier.length > EARLIER_MAX) throw new Problem(409, 'too-many-corrections');
  await recordActs([{ result: 'done' }]);
  await vault.shelf.change([
    ...(await vault.put(id, { identity: next, earlier })),
    vault.seals.queue.put(id, { since: now() }),
    ...(kept === undefined ? [] : [vault.files.put(id, fileWith(file, kept, isOtherIdentity))]),
    ...(kept === undefined || isOtherIdentity
      ? []
      : [vault.pending.put(id, { since: now(), replacesKey: false })]),
  ]);
}

function fileWith(file: UserFile, kept: KeptAnswer, isOtherIdentity: boolean): UserFile {
  const list = isOtherIdentity ? 'corrections' : 'answers';
  return { ...file, [list]: [...file[list], kept].slice(-ANSWERS_MAX) };
}
