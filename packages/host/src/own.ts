import { KeyPurpose } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import type { Assurance } from './assurance/open-assurance.ts';
import type { BlockEntries } from './block-entries.ts';
import type { DiskBudget } from './budget/disk-budget.ts';
import type { LeftOut } from './left-out.ts';
import type { Custody } from './look-through/open-custody.ts';
import type { SealedContents } from './look-through/sealed-contents.ts';
import type { Maintenance } from './maintenance.ts';
import type { Orders } from './orders/open-orders.ts';
import type { PeerActs } from './peer-acts.ts';
import type { DisposalEngine } from './retention/disposal-engine.ts';
import type { ErasureEngine } from './retention/erasure-engine.ts';
import type { RecordSearch } from './search/records/record-search.ts';
import type { NamedKey } from './signer.ts';
import type { StandAside } from './stand-aside.ts';

/** What is done about a peer that did what no correct peer does. */
export type Misbehaved = (peer: string, reason: string) => void;

/** What is made after those who need it; all of it is there before the first block. */
export interface Own {
  readonly peerActs: PeerActs;
  readonly blockEntries: BlockEntries;
  readonly leftOut: LeftOut;
  readonly standAside: StandAside;
  misbehaved?: Misbehaved;
  replica?: Replica;
  assurance?: Assurance;
  diskBudget?: DiskBudget;
  maintenance?: Maintenance;
  /** Of a chain node: the chain accepts no transaction of a supervision node. */
  disposal?: DisposalEngine;
  erasure?: ErasureEngine;
  orders?: Orders;
  /** Of a chain node. */
  custody?: Custody;
  /** Of a management node. */
  sealedContents?: SealedContents;
  records?: RecordSearch;
  /** What is being written of contents that are to go has to end. */
  contentsLeave?: () => void;
}

/** The key of a purpose that the state names for this node, as far as there is a state. */
export function namedKey(nodeId: string, own: Own): NamedKey {
  return (name) => {
    const node = own.replica?.chain.state.registry.get('node', nodeId);
    return node?.keys.find(({ purpose }) => purpose === KeyPurpose[name])?.publicKey;
  };
}
