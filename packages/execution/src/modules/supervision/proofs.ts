import type { ProofCheck } from '@mingjing/disclosure';
import {
  type Body,
  bodyWithoutProofs,
  envelopesOf,
  type KeyEntry,
  type ParsedTransaction,
  type RecordEnvelope,
  RegistryKind,
  recipientPossession,
} from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';
import { SUITE } from '../../suite.ts';
import { epochOf, sealKeyOf } from './epochs.ts';
import { possessionChecks } from './side-keys.ts';

const NONE: readonly ProofCheck[] = [];

/**
 * The proofs about elements that a transaction carries, by the state before its block: they are
 * part of its validity, as its signature is, and checked once by the caller. Epochs never change,
 * so what was checked once holds at every later height. `epoch-unknown`: sealed to keys that the
 * chain does not know, so nothing can be checked.
 */
export function proofChecksOf(
  registry: RegistryReader,
  { message, body, signerKey }: ParsedTransaction,
): readonly ProofCheck[] | 'epoch-unknown' {
  const envelopes = envelopesOf(message);
  if (envelopes.length > 0) return envelopeChecks(registry, body, envelopes);
  if (message.type === 'envelopeKeyRegister') {
    const { publicKey, possession: proof } = message.value;
    const holder = keyHolderOf(registry, registry.get('key', signerKey));
    if (holder === undefined) return NONE;
    const context = recipientPossession(holder.kind, holder.id);
    return [{ kind: 'possession', publicKey, proof, chainId: '', context }];
  }
  const epoch = message.type === 'governancePropose' ? message.value.action?.startEpoch : undefined;
  return epoch ? possessionChecks(epoch) : NONE;
}

/**
 * For whom a signer registers a recipient key: himself, or the organisation whose officer he is.
 */
export function keyHolderOf(
  registry: RegistryReader,
  signer: KeyEntry | undefined,
): { readonly kind: number; readonly id: string } | undefined {
  if (signer?.holderKind === RegistryKind.user)
    return { kind: signer.holderKind, id: signer.holder };
  if (signer?.holderKind !== RegistryKind.officer) return undefined;
  const organisation = registry.get('officer', signer.holder)?.organisation;
  return organisation === undefined
    ? undefined
    : { kind: RegistryKind.organisation, id: organisation };
}

function envelopeChecks(
  registry: RegistryReader,
  body: Body,
  envelopes: readonly RecordEnvelope[],
): readonly ProofCheck[] | 'epoch-unknown' {
  const place = { chainId: body.chainId, suite: SUITE, body: bodyWithoutProofs(body) };
  const checks: ProofCheck[] = [];
  for (const envelope of envelopes) {
    const epoch = epochOf(registry, envelope.epoch);
    if (epoch === undefined) return 'epoch-unknown';
    const recipients = envelope.recipients.map(({ publicKey }) => publicKey);
    const keys = { seal: sealKeyOf(epoch), recipients };
    checks.push({ kind: 'envelope', envelope, keys, place });
  }
  return checks;
}
