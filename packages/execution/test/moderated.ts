// A chain with whoever may give orders and whoever may not: for the tests of moderation.
import {
  type Genesis,
  type ModerationOrder,
  type Officer,
  OfficerRole,
  OrderKind,
  recordId,
} from '@mingjing/protocol';
import { ordersWaiting, resultCodeName } from '../src/index.ts';
import { bytes, genesis, idOf, officer, record, registration, TestChain } from './chain.ts';

export const HOUR = 3_600_000;
const ALL = [1, 2, 3];

const inspector = (id: string, scope: Partial<Officer>, authority = 'authority') => ({
  ...officer(id, authority, OfficerRole.supervisionOfficer),
  ...{ jurisdictions: ['CN'], capabilities: ALL, ...scope },
});

const moderated: Genesis = {
  ...genesis,
  organisations: genesis.organisations.map((each) =>
    each.id === 'org-d' ? { ...each, region: 'CN-31' } : each,
  ),
  authorities: [...genesis.authorities, { id: 'other-authority', jurisdiction: 'CN' }],
  officers: [
    ...genesis.officers,
    ...['a', 'b'].map((letter) => {
      return officer(`desk-${letter}`, `org-${letter}`, OfficerRole.reviewer);
    }),
    officer('duty-a', 'org-a', OfficerRole.duty),
    officer('disclosure-a', 'org-a', OfficerRole.disclosure),
    inspector('inspector-all', {}),
    inspector('inspector-city', { jurisdictions: ['CN-11'] }),
    inspector('inspector-far', { jurisdictions: ['CN-31'] }),
    inspector('inspector-nowhere', { jurisdictions: [] }),
    inspector('inspector-freezes', { capabilities: [2] }),
    inspector('inspector-other', {}, 'other-authority'),
  ],
};

/** Attachments by number: the same number, the same commitment. */
export const attachment = (n: number) => ({ commitment: bytes(32, n), sizeBytes: 10, role: 1 });

/** An order as its officer would fill it in; the deadline is an hour after the chain's time. */
export function orderOf(chain: TestChain, change: Partial<ModerationOrder>): ModerationOrder {
  return {
    ...{ kind: OrderKind.takedown, userId: '', recordId: bytes(0, 0), commitments: [] },
    ...{ lifts: bytes(0, 0), effectiveHeight: 0, deadline: chain.state.time + HOUR },
    ...{ expiresAt: 0, basis: 7, reason: 3, caseHash: bytes(32, 0xca), drill: false },
    ...change,
  };
}

/** A chain on which alice of org-a published a record with two attachments, and tess is a test. */
export class ModeratedChain extends TestChain {
  readonly recordId: Uint8Array;
  readonly testRecordId: Uint8Array;

  constructor() {
    super(moderated);
    const test = { synthetic: true, verifierKey: idOf('verifier-test') };
    const tess = registration('tess', test, 'verifier-test');
    this.act('node-a statement', { identityRegister: tess });
    this.recordId = this.publishWith('alice', [1, 2]);
    this.testRecordId = this.publishWith('tess', [3]);
  }

  publishWith(user: string, attachments: readonly number[]): Uint8Array {
    const records = [record('item/1', attachments.map(attachment))];
    const transaction = this.sign(user, { recordsPublish: { records } });
    const [code] = this.block([transaction]).results;
    if (code !== 0) throw new Error(`refused: ${code}`);
    return recordId(transaction.id, 0);
  }

  /** Gives an order in a block of its own; its id and its result. */
  order(signer: string, change: Partial<ModerationOrder>, time = this.state.time + 1000) {
    const moderationOrder = orderOf(this, change);
    const act = this.sign(signer, { moderationOrder }, { validUntil: time + 60_000 });
    const code = this.block([act], time).results[0] as number;
    return { id: act.id, code: resultCodeName(code) };
  }

  freeze(signer: string, userId: string, change: Partial<ModerationOrder> = {}) {
    const expiresAt = this.state.time + HOUR;
    return this.order(signer, { kind: OrderKind.freeze, userId, expiresAt, ...change });
  }

  lift(signer: string, lifts: Uint8Array) {
    return this.order(signer, { kind: OrderKind.lift, lifts });
  }

  approve(signer: string, orderId: Uint8Array, time?: number) {
    return this.act(signer, { moderationApprove: { orderId } }, time);
  }

  /** What comes of a publication now. */
  publishes(user: string, attachments: readonly number[] = [], time?: number) {
    const records = [record('item/2', attachments.map(attachment))];
    return this.act(user, { recordsPublish: { records } }, time);
  }

  status(id: Uint8Array): number | undefined {
    return this.state.registry.get('order', id)?.status;
  }

  waiting(): number {
    return ordersWaiting(this.state.registry).length;
  }
}
