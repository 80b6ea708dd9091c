import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { verifyCommitCertificate } from '@mingjing/proofs';
import type { CommittedBlock } from '@mingjing/replica';
import { type SignatureKind, worldVerifier } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { Checker, Violate } from './checker.ts';
import type { History } from './history.ts';

/** One block per height, each with a certificate of its set, and the same state everywhere. */
export function chainChecker(history: History, kind: SignatureKind, violate: Violate): Checker {
  const verifier = worldVerifier(kind);
  const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verifier.verify({ publicKey, message, signature });

  const certificateFault = ({ executed, certificate }: CommittedBlock): string | undefined => {
    const { height, chainId } = executed.header;
    const set = history.validators(height);
    if (set === undefined) return 'nobody committed the height before';
    const claim = { chainId, set, certificate, verify, height, blockId: executed.id };
    const verdict = verifyCommitCertificate(claim);
    return verdict.ok ? undefined : verdict.reason;
  };

  const parentFault = ({ executed }: CommittedBlock): string | undefined => {
    const { chainId, height, parentId } = executed.header;
    if (height === 1) return undefined;
    const set = history.validators(height - 1);
    if (set === undefined) return 'nobody committed the parent';
    const certificate = executed.block.parentCertificate;
    const claim = { chainId, set, certificate, verify, height: height - 1, blockId: parentId };
    const verdict = verifyCommitCertificate(claim);
    return verdict.ok ? undefined : `of the parent: ${verdict.reason}`;
  };

  const agrees = (node: SimulatedNode, height: number, id: Uint8Array, stands: string): void => {
    if (stands === bytesToHex(id)) return;
    violate('agreement', node.name, `${height}: ${bytesToHex(id)} beside ${stands}`);
  };

  const started = (node: SimulatedNode): void => {
    const state = node.replica?.chain.state;
    if (state !== undefined) agrees(node, state.height, state.blockId, history.began(state));
  };

  const committed = (node: SimulatedNode, block: CommittedBlock): void => {
    const { header, id } = block.executed;
    const fault = certificateFault(block) ?? parentFault(block);
    if (fault !== undefined) violate('certificate', node.name, `${header.height}: ${fault}`);
    agrees(node, header.height, id, history.note(block));
    const state = node.replica?.chain.state;
    if (state !== undefined && !equalBytes(state.stateRoot, header.stateRoot)) {
      violate('state-root', node.name, `${header.height}: not the root of the header`);
    }
  };
  return { started, committed };
}
