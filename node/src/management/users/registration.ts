import { bytesToHex, checkEnrolment, checkPossession, keyId } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { userIdOf } from '@mingjing/protocol';
import { type CallContext, Problem } from '@mingjing/service';
import { latestAgreement } from './chain-view.ts';
import { consentFault, type SaidConsent } from './consents.ts';
import type { RegistrationForm } from './forms.ts';
import type { Identity } from './identity.ts';
import type { Proof, Proved } from './proofs.ts';
import { typedIdentity } from './typed-identity.ts';
import type { ConsentStep, KeptAnswer, UserFile } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

type RegistrationCall = Pick<CallContext, 'headers' | 'recordActs'> & {
  readonly body: Proof & { readonly form: RegistrationForm };
};

/** What is kept when somebody has registered, and whether the chain has it by now. */
export interface Registered {
  readonly file: UserFile;
  readonly isOnChain: boolean;
}

/**
 * Registers somebody who shows his key, has a number of good form, consents, and is confirmed by
 * the verification service. Nothing is kept of whoever is refused on the way.
 */
export async function register(parts: UsersParts, call: RegistrationCall): Promise<Registered> {
  const { form } = call.body;
  const publicKey = Buffer.from(form.public_key, 'hex');
  const id = userIdOf(publicKey);
  const claimed = { purpose: 'register', user: id, publicKey, headers: call.headers } as const;
  const proved = parts.proofs.check({ ...claimed, ...call.body });
  assertNewKey(parts, publicKey, form.possession);
  const identity = typedIdentity(form.user_type, { ...form, name: form.name ?? null }, parts.now());
  assertTerms(parts, form);
  await assertNew(parts, id);
  const asker = { type: form.user_type, publicKey };
  const { kept } = await parts.verifications.confirm(asker, identity);
  const file = fileOf(id, { form, proved, kept, now: parts.now() });
  await keep(parts, file, identity, call);
  const isOnChain = await parts.pending.settle(file);
  parts.sealer.look();
  return { file, isOnChain };
}

/** Throws the problem of a key that nobody can be enrolled with, or somebody is. */
export function assertNewKey({ host }: UsersParts, publicKey: Uint8Array, proof: string): void {
  const possession = Buffer.from(proof, 'hex');
  if (!checkEnrolment(publicKey).ok) throw new Problem(422, 'user-key-refused');
  if (!checkPossession(publicKey, 'user', possession, verify)) {
    throw new Problem(422, 'user-key-refused');
  }
  if (host.replica.chain.state.registry.get('key', keyId(publicKey)) !== undefined) {
    throw new Problem(409, 'user-registered');
  }
}

// What he was shown is the version that can be accepted now, or he has to see that one first.
function assertTerms({ host }: UsersParts, { consents, agreement }: RegistrationForm): void {
  const fault = consentFault(consents, true);
  if (fault !== undefined) throw new Problem(422, fault);
  const { registry } = host.replica.chain.state;
  const organisation = registry.get('node', host.nodeId)?.organisation ?? '';
  const latest = latestAgreement(registry, organisation);
  const isSame =
    latest?.version === agreement?.version && latest?.text_hash === agreement?.text_hash;
  if (!isSame) throw new Problem(409, 'agreement-changed');
}

async function assertNew({ vault }: UsersParts, id: string): Promise<void> {
  if ((await vault.files.get(id)) !== undefined) throw new Problem(409, 'user-registered');
}

// Only who was confirmed as this person learns that he is registered already.
function keep(
  parts: UsersParts,
  file: UserFile,
  identity: Identity,
  { recordActs }: RegistrationCall,
): Promise<void> {
  const { vault } = parts;
  return vault.shelf.inTurn(async () => {
    await assertNew(parts, file.id);
    if ((await vault.ownerOf(identity)) !== undefined) {
      throw new Problem(409, 'identity-registered');
    }
    const actor = { type: 'user', id: file.id } as const;
    await recordActs([{ result: 'done', actor, object: file.id }]);
    const since = file.registeredAt;
    await vault.shelf.change([
      ...(await vault.put(file.id, { identity, earlier: [] })),
      ...[
        vault.files.put(file.id, file),
        vault.pending.put(file.id, { since, replacesKey: false }),
        vault.seals.queue.put(file.id, { since }),
      ],
    ]);
  });
}

interface Said {
  readonly form: RegistrationForm;
  readonly proved: Proved;
  readonly kept: KeptAnswer;
  readonly now: number;
}

function fileOf(id: string, { form, proved, kept, now }: Said): UserFile {
  return {
    ...{ id, type: form.user_type, publicKey: form.public_key, possession: form.possession },
    ...{ registeredAt: now, answers: [kept], corrections: [], shreddedAt: null },
    consents: form.consents.map((said) => consentStep(said, proved, now)),
  };
}

/** A consent as it is kept: with what was signed, by which key. */
export function consentStep(said: SaidConsent, proved: Proved, at: number): ConsentStep {
  const { purpose, version, given } = said;
  return {
    ...{ purpose, version, given, at },
    signed: bytesToHex(proved.signed),
    signature: bytesToHex(proved.signature),
    publicKey: bytesToHex(proved.publicKey),
  };
}
