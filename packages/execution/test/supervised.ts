// A chain with an authority that may look through: five officers, four custodians, an epoch, and
// users with keys to seal to.
import { assert, sha256 } from '@mingjing/crypto';
import {
  encodeElement,
  GENERATOR,
  type Scalar,
  secretScalar,
  times,
} from '@mingjing/crypto/ristretto';
import {
  blindPoint,
  checkProof,
  type DealtSide,
  dealSide,
  provePossession,
  sealContent,
} from '@mingjing/disclosure';
import {
  type AccessOpen,
  type AccessOrder,
  accessCommitment,
  type Body,
  type Epoch,
  EpochOrigin,
  type EpochSideName,
  type Genesis,
  type KeySide,
  type Officer,
  OfficerRole,
  type ParsedTransaction,
  type RecordEnvelope,
  type RecordItem,
  RegistryKind,
  recipientKeyId,
  recipientPossession,
  recordId,
  sharePossession,
} from '@mingjing/protocol';
import { currentEpochOf, proofChecksOf, resultCodeName, sealKeyOf } from '../src/index.ts';
import { type Act, bytes, genesis, idOf, officer, registration, TestChain } from './chain.ts';
import { provedBody } from './proved-body.ts';

export const HOUR = 3_600_000;
export const NOTHING = bytes(0, 0);
const text = new TextEncoder();

/** 64 bytes that a name gives: the same name, the same key. */
function wide(name: string): Uint8Array {
  const half = (part: string) => sha256(text.encode(`${name} ${part}`));
  return Uint8Array.from([...half('first'), ...half('second')]);
}

const reader = (id: string, change: Partial<Officer> = {}, authority = 'authority') => ({
  ...officer(id, authority, OfficerRole.supervisionOfficer),
  ...{ jurisdictions: ['CN-11'], capabilities: [4], ...change },
});
export const READERS = ['reader-1', 'reader-2', 'reader-3', 'reader-4', 'reader-5'];
export const CUSTODIANS = ['org-a', 'org-b', 'org-c', 'org-d'];

/** How an epoch is dealt; each field may be spoilt. */
export interface EpochPlan {
  readonly number: number;
  readonly authority?: string;
  readonly officers?: readonly string[];
  readonly custodians?: readonly string[];
  readonly thresholds?: readonly [number, number];
}

function dealtSides({ number, thresholds = [3, 2], ...plan }: EpochPlan) {
  const deal = (side: EpochSideName, holders: readonly string[], threshold: number) => {
    const random = Array.from({ length: threshold }, (_, i) => wide(`${number} ${side} ${i}`));
    return { ...dealSide(random, holders.length), names: holders };
  };
  return {
    officers: deal('officers', plan.officers ?? READERS, thresholds[0]),
    custodians: deal('custodians', plan.custodians ?? CUSTODIANS, thresholds[1]),
  };
}

export function epochPlanned(plan: EpochPlan): Epoch {
  const sides = dealtSides(plan);
  const side = ({ commitments, names }: DealtSide & { names: readonly string[] }): KeySide => ({
    ...{ threshold: commitments.length, commitments: [...commitments] },
    holders: names.map((holder, at) => ({ holder, index: at + 1, possession: bytes(64, 0) })),
  });
  const { number, authority = 'authority' } = plan;
  const epoch: Epoch = {
    ...{ number, authority, origin: EpochOrigin.dealt, height: 0 },
    ...{ officers: side(sides.officers), custodians: side(sides.custodians) },
  };
  for (const name of ['officers', 'custodians'] as const) {
    epoch[name].holders.forEach((holder, at) => {
      const context = { chainId: '', context: sharePossession(epoch, name, holder) };
      const share = sides[name].shares[at]?.value as Scalar;
      holder.possession = provePossession(share, context, wide(`${name} ${at}`));
    });
  }
  return epoch;
}

export const supervisedGenesis: Genesis = {
  ...genesis,
  organisations: genesis.organisations.map((each) =>
    each.id === 'org-b' ? { ...each, region: 'CN-31' } : each,
  ),
  authorities: [...genesis.authorities, { id: 'other-authority', jurisdiction: 'CN' }],
  officers: [
    ...genesis.officers,
    ...READERS.map((id) => reader(id)),
    reader('reader-far', { jurisdictions: ['CN-31'] }),
    reader('reader-freezes', { capabilities: [1, 2, 3] }),
    reader('reader-other', {}, 'other-authority'),
    reader('second-other', {}, 'other-authority'),
  ],
  epochs: [epochPlanned({ number: 1 })],
};

/** The secret of a user's or organisation's key for envelopes. */
const envelopeSecret = (name: string) => secretScalar(wide(`envelope ${name}`));
export const envelopeKey = (name: string) => encodeElement(times(GENERATOR, envelopeSecret(name)));

/** The registration of a key for envelopes by its holder. */
export function keyAct(name: string, holder = name, kind: number = RegistryKind.user): Act {
  const context = { chainId: '', context: recipientPossession(kind, holder) };
  const possession = provePossession(envelopeSecret(name), context, wide(`possession ${name}`));
  return { envelopeKeyRegister: { publicKey: envelopeKey(name), possession } };
}

export interface Sealing {
  readonly epoch?: Epoch;
  readonly recipients?: readonly string[];
  /** Another content, other points. */
  readonly seed?: string;
}

export class SupervisedChain extends TestChain {
  constructor(isPopulated = true) {
    super(supervisedGenesis);
    if (!isPopulated) return;
    const test = { synthetic: true, verifierKey: idOf('verifier-test') };
    this.act('node-b statement', { identityRegister: registration('tess', test, 'verifier-test') });
    for (const user of ['alice', 'bob', 'tess']) this.act(user, keyAct(user));
    this.act('security-a', keyAct('org-a', 'org-a', RegistryKind.organisation));
  }

  /** Whether the proofs of a transaction hold in the next block. */
  isProved(transaction: ParsedTransaction): boolean {
    const checks = proofChecksOf(this.state.registry, transaction);
    return checks !== 'epoch-unknown' && checks.every(checkProof);
  }

  override block(transactions: readonly ParsedTransaction[], time?: number) {
    for (const each of transactions) assert(this.isProved(each), 'its proofs do not hold');
    return super.block(transactions, time);
  }

  /** An envelope without its proof, and what proves it. */
  sealed({ epoch = this.epoch(), recipients = ['alice'], seed = 'content' }: Sealing = {}) {
    const keys = { seal: sealKeyOf(epoch), recipients: recipients.map(envelopeKey) };
    const { envelope, opening } = sealContent({
      ...{ chainId: this.state.chainId, suite: 1, epoch: epoch.number, keys },
      ...{ keyIds: keys.recipients.map(recipientKeyId), content: text.encode(seed) },
      random: { opening: wide(`${seed} opening`), element: wide(`${seed} element`) },
    });
    const record: RecordEnvelope = {
      ...{ ...envelope, ciphertext: sha256(text.encode(seed)), proof: bytes(64, 0) },
      recipients: envelope.recipients.map((part, at) => {
        return { ...part, publicKey: keys.recipients[at] as Uint8Array };
      }),
    };
    return { envelope: record, keys, opening };
  }

  /** Another chain that goes on from here. */
  copy(): SupervisedChain {
    const copy = new SupervisedChain(false);
    copy.goOnFrom(this);
    copy.#published = this.#published;
    return copy;
  }

  plan(plan: EpochPlan): Epoch {
    return epochPlanned(plan);
  }

  epoch(authority = 'authority'): Epoch {
    return currentEpochOf(this.state.registry, authority) as Epoch;
  }

  /** A signed act with its envelopes proved by whoever sealed them. */
  signProved(signer: string, act: Act, sealings: readonly Sealing[], unique = 0) {
    const base: Body = {
      ...{ chainId: this.state.chainId, signer: idOf(signer), unique: bytes(16, 0) },
      validUntil: this.state.time + 60_000,
      ...act,
    };
    new DataView(base.unique.buffer).setUint32(0, unique);
    const proved = provedBody(
      base,
      sealings.map((each) => this.sealed(each)),
      wide,
    );
    const { recordsPublish, recordsAmend, identitySeal } = proved;
    const message = { recordsPublish, recordsAmend, identitySeal } as never;
    return this.sign(signer, message, { validUntil: base.validUntil, unique });
  }

  /** A publication of private records, a fresh body each time. */
  publication(signer: string, sealings: readonly Sealing[] = [{}]): ParsedTransaction {
    const records = sealings.map((each) => privateRecord(this.sealed(each).envelope));
    this.#published += 1;
    return this.signProved(signer, { recordsPublish: { records } }, sealings, this.#published);
  }

  /** Publishes private records of one user: the result, and the first one's id. */
  publishPrivate(signer: string, sealings?: readonly Sealing[]) {
    const transaction = this.publication(signer, sealings);
    const code = resultCodeName(this.block([transaction]).results[0] as number);
    return { code, id: recordId(transaction.id, 0) };
  }
  #published = 1_000_000;

  sealIdentity(signer: string, userId: string, sealing: Sealing) {
    this.#published += 1;
    const { envelope } = this.sealed(sealing);
    const act = { identitySeal: { userId, envelope } };
    const transaction = this.signProved(signer, act, [sealing], this.#published);
    return resultCodeName(this.block([transaction]).results[0] as number);
  }

  /** An open order on a record, as its officer would fill it in. */
  orderOf(id: Uint8Array, change: Partial<AccessOrder> = {}): AccessOrder {
    const envelope = this.authors.get(String.fromCharCode(...id))?.envelope;
    return {
      ...{ kind: 1, recordId: id, userId: '', commitment: NOTHING },
      ...{ blinded: envelope?.c0 ?? NOTHING, epoch: envelope?.epoch ?? 0, basis: 7 },
      ...{ notice: '2026/0042', deadline: this.state.time + HOUR, openBy: 0 },
      expiresAt: this.state.time + 24 * HOUR,
      officers: READERS.slice(0, 3).map((id) => ({ officer: id, sealingKey: sealingKey(id) })),
      ...change,
    };
  }

  /** A sealed order on a record, with what opens it. */
  sealedOrderOf(id: Uint8Array, change: Partial<AccessOrder> = {}, t = 77n) {
    const blinding = new Uint8Array(32);
    new DataView(blinding.buffer).setUint32(0, Number(t), true);
    const subject = { recordId: id, userId: '', basis: 7, blinding };
    const open = this.orderOf(id);
    const order: AccessOrder = {
      ...{ ...open, kind: 3, recordId: NOTHING, basis: 0, openBy: this.state.time + 10 * HOUR },
      commitment: accessCommitment(this.state.chainId, subject),
      blinded: (blindPoint(open.blinded, t) as Uint8Array | undefined) ?? NOTHING,
      ...change,
    };
    const opening = (orderId: Uint8Array): AccessOpen => ({ orderId, ...subject });
    return { order, opening };
  }

  /** Gives an order in a block of its own; its id and its result. */
  order(signer: string, accessOrder: AccessOrder, time = this.state.time + 1000) {
    const act = this.sign(signer, { accessOrder }, { validUntil: time + 60_000 });
    const code = resultCodeName(this.block([act], time).results[0] as number);
    return { id: act.id, code };
  }

  /** An order that two officers gave. */
  granted(order: AccessOrder): Uint8Array {
    const { id, code } = this.order('reader-1', order);
    assert(code === 'done', code ?? '');
    assert(this.approve('reader-2', id) === 'done', 'the approval was refused');
    return id;
  }

  approve(signer: string, orderId: Uint8Array, time?: number) {
    return this.act(signer, { accessApprove: { orderId } }, time);
  }

  open(signer: string, accessOpen: AccessOpen, time?: number) {
    return this.act(signer, { accessOpen }, time);
  }

  share(nodeId: string, orderId: Uint8Array, fill = 1, time?: number) {
    const accessShare = { orderId, answerHash: bytes(32, fill) };
    return this.act(`${nodeId} statement`, { accessShare }, time);
  }
}

/** A key that is sealed to: no point of small order. */
export function sealingKey(name: string): Uint8Array {
  const key = sha256(text.encode(`sealing ${name}`));
  key[31] = (key[31] as number) & 0x3f;
  return key;
}

export function privateRecord(envelope: RecordEnvelope): RecordItem {
  const ciphertext = { commitment: envelope.ciphertext, sizeBytes: 100, role: 3 };
  return { category: 2, subject: 'contract/1', attachments: [ciphertext], envelope };
}
