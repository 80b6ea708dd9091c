import { bytesToHex } from '@mingjing/crypto';
import { BlockDraft, Registry, ResultCode } from '@mingjing/execution';
import {
  bytesKey,
  type KeyEntry,
  KeyPurpose,
  type ParsedTransaction,
  proposalStatementCodec,
  proposerOf,
  RegistryKind,
} from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';
import type { Behaviour, Traitor } from './behaviour.ts';

/** A user of the trial network in whose place it takes one that no chain knows. */
const LENT = 'user-2';

/**
 * Proposes what an honest validator leaves out: all that its pool holds, with the result it comes
 * to. A user of its own it takes for a registered one, so that its blocks are not even valid. It
 * says on its output which transactions it proposed.
 */
export class Careless implements Behaviour {
  readonly #traitor: Traitor;
  readonly #said = new Set<string>();

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
    BlockDraft.prototype.applyUnlessRefused = function (
      this: BlockDraft,
      transaction: ParsedTransaction,
    ) {
      this.apply(transaction);
      return ResultCode.done;
    };
    const { user } = traitor;
    if (user !== undefined) lend(user);
  }

  send(network: Network, peer: string, envelope: Parameters<Network['send']>[1]): void {
    const { proposal } = envelope;
    if (proposal && this.#isOwn(proposal.statement)) {
      for (const hash of proposal.transactionHashes) this.#tell(bytesToHex(hash));
    }
    network.send(peer, envelope);
  }

  #isOwn(statement: Uint8Array): boolean {
    const { height, round } = proposalStatementCodec.decode(statement);
    return proposerOf(this.#traitor.validators, height, round) === this.#traitor.position;
  }

  #tell(hash: string): void {
    if (this.#said.has(hash)) return;
    this.#said.add(hash);
    process.stdout.write(`proposed ${hash}\n`);
  }
}

/** Reads a key that is not there, as if it were that of a user in good standing. */
function lend({ keyId, publicKey }: NonNullable<Traitor['user']>): void {
  const { get } = Registry.prototype;
  const lent: KeyEntry = {
    ...{ publicKey, purpose: KeyPurpose.user, holderKind: RegistryKind.user, holder: LENT },
    ...{ enrolledHeight: 0, revokedHeight: 0, evidenceCount: 0 },
  };
  Registry.prototype.get = function (this: Registry, ...[kind, id]: Parameters<typeof get>) {
    const found = get.call(this, kind, id);
    if (kind !== 'key' || found !== undefined) return found;
    // It is asked by bytes, or by the text that stands for them.
    const name = typeof id === 'string' ? id : bytesKey(id);
    return name === bytesKey(keyId) ? lent : undefined;
  } as typeof get;
}
