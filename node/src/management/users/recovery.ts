import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { identityCommitment, verificationAnswerCodec } from '@mingjing/protocol';
import { type CallContext, Problem } from '@mingjing/service';
import { hasConsent } from './consents.ts';
import type { RecoveryForm } from './forms.ts';
import type { Identity } from './identity.ts';
import { assertNotErased, type UserCall } from './my-data.ts';
import { assertNewKey } from './registration.ts';
import { typedIdentity } from './typed-identity.ts';
import { ANSWERS_MAX, type KeptAnswer, type UserFile } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

type RecoveryCall = UserCall<RecoveryForm> & Pick<CallContext, 'recordActs'>;

/**
 * Puts a new key in place of one that was lost: for who is confirmed anew as the person whom the
 * chain names so. Whether a number is that user's is told to nobody who is not confirmed as having
 * it, so the service is asked first whatever the number is. Whether the chain took it by now.
 */
export async function recover(parts: UsersParts, call: RecoveryCall): Promise<boolean> {
  const { user: id, form } = call.body;
  const publicKey = Buffer.from(form.public_key, 'hex');
  parts.proofs.check({
    ...call.body,
    purpose: 'recover',
    user: id,
    publicKey,
    headers: call.headers,
  });
  assertNewKey(parts, publicKey, form.possession);
  const file = await parts.vault.files.get(id);
  const type = file?.type ?? 'person';
  const salt = bytesToHex(randomBytes(32));
  const typed = typedIdentity(type, { ...form, name: form.name ?? null, salt }, parts.now());
  const named = await namedByChain(parts, id, typed);
  const { kept } = await parts.verifications.confirm({ type, publicKey }, named ?? typed);
  if (file === undefined || named === undefined) throw new Problem(409, 'recovery-refused');
  if (!hasConsent(file.consents, 'verification')) throw new Problem(409, 'consent-withdrawn');
  const next = await keep(parts, id, { form, kept }, call);
  return parts.pending.settle(next, true);
}

/** The identity of this number, if it is the one whose commitment the chain has of this user. */
async function namedByChain(
  { host, vault }: UsersParts,
  id: string,
  typed: Identity,
): Promise<Identity | undefined> {
  const user = host.replica.chain.state.registry.get('user', id);
  const answer = verificationAnswerCodec.parse(user?.answer ?? new Uint8Array(0));
  const data = await vault.read(id);
  if (!answer.ok || data === undefined) return undefined;
  const found = [data.identity, ...data.earlier].find((identity) => {
    const salt = Buffer.from(identity.salt, 'hex');
    const commitment = identityCommitment(host.genesis.name, salt, identity);
    return equalBytes(commitment, answer.value.identityCommitment);
  });
  const isSame = found?.kind === typed.kind && found.number === typed.number;
  return isSame ? { ...typed, salt: found.salt } : undefined;
}

function keep(
  parts: UsersParts,
  id: string,
  { form, kept }: { readonly form: RecoveryForm; readonly kept: KeptAnswer },
  { act, recordActs }: RecoveryCall,
): Promise<UserFile> {
  const { vault, now } = parts;
  return vault.shelf.inTurn(async () => {
    assertNotErased(parts, id);
    const file = await vault.files.get(id);
    if (file === undefined) throw new Problem(409, 'recovery-refused');
    act.actor = { type: 'user', id };
    await recordActs([{ result: 'done', object: id }]);
    const next: UserFile = {
      ...{ ...file, publicKey: form.public_key, possession: form.possession },
      answers: [...file.answers, kept].slice(-ANSWERS_MAX),
    };
    const waiting = { since: now(), replacesKey: true };
    await vault.shelf.change([vault.files.put(id, next), vault.pending.put(id, waiting)]);
    return next;
  });
}
