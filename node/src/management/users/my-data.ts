import { bytesToHex } from '@mingjing/crypto';
import {
  identityCommitment,
  type User,
  type UserPurpose,
  userDataSigningBytes,
} from '@mingjing/protocol';
import { type CallContext, Problem } from '@mingjing/service';
import { chainView, erasureView, verificationState } from './chain-view.ts';
import { consentView } from './consents.ts';
import type { Identity } from './identity.ts';
import type { Proof, Proved } from './proofs.ts';
import type { UserFile } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

const EXPORT_FORMAT = 'mingjing-user-data-1';

/** A request that a user signed. */
export type UserCall<F = unknown> = Pick<CallContext, 'headers' | 'act'> & {
  readonly body: Proof & { readonly user: string; readonly form: F };
};

/** A user who showed that it is he. */
export interface KnownUser {
  readonly id: string;
  readonly user: User | undefined;
  readonly file: UserFile | undefined;
  readonly proved: Proved;
}

/**
 * Knows a user by the key that the chain names for him or, until it does, by the one he registered
 * with. From here on he acts in his own name.
 */
export async function knownUser(
  { host, vault, proofs }: UsersParts,
  purpose: UserPurpose,
  { body, headers, act }: UserCall,
): Promise<KnownUser> {
  const { user: id } = body;
  const user = host.replica.chain.state.registry.get('user', id);
  const file = await vault.files.get(id);
  const publicKey = user?.key.publicKey ?? (file && Buffer.from(file.publicKey, 'hex'));
  // The same answer as for a wrong signature: who is registered here is nobody else's matter.
  if (publicKey === undefined) throw new Problem(401, 'user-signature');
  const proved = proofs.check({ ...body, purpose, publicKey, headers });
  act.actor = { type: 'user', id };
  act.object = id;
  return { id, user, file, proved };
}

/** Throws the problem of a person whose data is restricted or gone, or of whom that is unknown. */
export function assertNotErased({ host, isOpen, vault }: UsersParts, id: string): void {
  if (!isOpen()) throw new Problem(503, 'identities-closed', { headers: { 'retry-after': '1' } });
  const { registry, time } = host.replica.chain.state;
  const { state, restricted_at, shred_at } = erasureView(registry, id, time, vault.has(id));
  if (state === 'none') return;
  const members = { restricted_at, shred_at };
  if (state === 'restricted') throw new Problem(410, 'data-restricted', { members });
  throw new Problem(404, 'data-shredded', { members });
}

/** All that is kept of a user, signed by the node. */
export async function exportOf(parts: UsersParts, { id, user, file }: KnownUser) {
  const { host, vault, now } = parts;
  const { chainId, state } = host.replica.chain;
  const personal = await vault.read(id);
  const chainName = host.genesis.name;
  const data = {
    ...{ format: EXPORT_FORMAT, chain_id: chainId, node_id: host.nodeId, time: now(), user: id },
    identity: personal === undefined ? null : ownView(chainName, personal.identity),
    earlier: personal?.earlier.map((each) => ownView(chainName, each)) ?? [],
    verification: verificationState(user, file !== undefined, state.time),
    chain: chainView(state, user),
    file: file === undefined ? null : fileView(file),
  };
  const keyId = host.statements.keyId();
  const signature = host.statements.sign(userDataSigningBytes(chainId, data));
  return {
    data,
    signature: {
      key_id: keyId === undefined ? '' : bytesToHex(keyId),
      value: bytesToHex(signature),
    },
  };
}

function ownView(chainName: string, identity: Identity) {
  const { kind, number, name, salt } = identity;
  const commitment = identityCommitment(chainName, Buffer.from(salt, 'hex'), identity);
  return { kind, number, name, salt, commitment: bytesToHex(commitment) };
}

function fileView({ type, registeredAt, consents, answers, corrections }: UserFile) {
  const said = (kept: UserFile['answers']) =>
    kept.map(({ answer, signature, receivedAt }) => ({
      answer,
      signature,
      received_at: receivedAt,
    }));
  return {
    ...{ user_type: type, registered_at: registeredAt, consents: consentView(consents) },
    consent_history: consents.map(({ publicKey, ...step }) => ({ ...step, public_key: publicKey })),
    ...{ answers: said(answers), corrections: said(corrections) },
  };
}
