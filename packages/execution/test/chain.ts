// A chain of four organisations for the tests: genesis, keys, transactions, blocks.
import { assert, keyId, possessionBytes, sha256 } from '@mingjing/crypto';
import { type Signer, signerFromSeed, verify } from '@mingjing/crypto/node';
import {
  type Action,
  type Body,
  blockId,
  bodyCodec,
  defaultParameters,
  type EnrolledKey,
  type Genesis,
  headerCodec,
  type IdentityRegister,
  KeyPurpose,
  type MessageTypes,
  type Node,
  NodeRole,
  type Officer,
  OfficerRole,
  type ParsedTransaction,
  parseTransaction,
  type RecordItem,
  recordId,
  registryCodecs,
  registryKey,
  Standing,
  transactionCodec,
  transactionSigningBytes,
  Verification,
  type VerificationAnswer,
  verificationAnswerCodec,
  verificationSignable,
} from '@mingjing/protocol';
import {
  advance,
  BlockDraft,
  type ChainState,
  genesisState,
  headerOf,
  type Outcome,
  type PublishedRecord,
  Registry,
  type ResultCode,
  recordKey,
  resultCodeName,
  transactionRefusal,
} from '../src/index.ts';
import type { RegistryChange } from '../src/state/registry.ts';
import { ReplayWindow } from '../src/state/replay.ts';

export const START = 1_790_000_000_000;
const text = new TextEncoder();
export const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);

const signers = new Map<string, Signer>();

/** The key of a name; the same name, the same key. */
export function key(name: string): Signer {
  let signer = signers.get(name);
  if (signer === undefined) {
    signer = signerFromSeed(sha256(text.encode(name)));
    signers.set(name, signer);
  }
  return signer;
}
export const idOf = (name: string) => keyId(key(name).publicKey);

const purposeNames = Object.fromEntries(Object.entries(KeyPurpose).map(([name, n]) => [n, name]));

/** The key of a name with its proof of possession. */
export function enrolled(name: string, purpose: number): EnrolledKey {
  const { publicKey, sign } = key(name);
  const possession = sign(possessionBytes('', purposeNames[purpose] as string, publicKey));
  return { purpose, publicKey, possession };
}

export function node(id: string, organisation: string, change: Partial<Node> = {}): Node {
  const role = change.role ?? NodeRole.validator;
  const purposes = [KeyPurpose.peer, KeyPurpose.journal, KeyPurpose.statement];
  const keys = role === NodeRole.validator ? [...purposes, KeyPurpose.vote] : purposes;
  return {
    id,
    organisation,
    role,
    keys: keys.map((purpose) => enrolled(`${id} ${purposeNames[purpose]}`, purpose)),
    power: role === NodeRole.validator ? 10 : 0,
    revokedHeight: 0,
    region: '',
    location: bytes(0, 0),
    ...change,
  };
}

export function officer(id: string, organisation: string, role: number): Officer {
  return {
    id,
    organisation,
    role,
    key: enrolled(id, KeyPurpose.officer),
    jurisdictions: role === OfficerRole.supervisionOfficer ? ['CN-11'] : [],
    capabilities: role === OfficerRole.supervisionOfficer ? [1] : [],
    revokedHeight: 0,
  };
}

export function verifier(id: string, organisation: string, syntheticOnly = false) {
  return {
    id,
    organisation,
    key: enrolled(id, KeyPurpose.verifier),
    syntheticOnly,
    revokedHeight: 0,
  };
}

/** A registration as a verifier answers it. */
export function registration(
  userId: string,
  change: Partial<VerificationAnswer> = {},
  by = 'verifier-a',
): IdentityRegister {
  const answer: VerificationAnswer = {
    chainName: 'demo',
    verifierKey: idOf(by),
    userKey: idOf(userId),
    identityCommitment: bytes(32, 1),
    verifiedAt: START,
    expiresAt: START + 86_400_000,
    synthetic: false,
    ...change,
  };
  return {
    userId,
    userType: 1,
    key: enrolled(userId, KeyPurpose.user),
    answer: verificationAnswerCodec.encode(answer),
    answerSignature: key(by).sign(verificationSignable(answer).signing),
  };
}

function genesisUser(id: string, change: Partial<VerificationAnswer> = {}) {
  const { userId, userType, ...rest } = registration(id, change);
  const user = { id: userId, type: userType, ...rest };
  const answer = verificationAnswerCodec.decode(user.answer);
  return {
    ...user,
    verification: Verification.verified,
    standing: Standing.active,
    verifiedUntil: answer.expiresAt,
    synthetic: answer.synthetic,
    registeredHeight: 0,
    organisation: 'org-a',
    acceptances: [],
  };
}

const letters = ['a', 'b', 'c', 'd'];

export const genesis: Genesis = {
  version: 1,
  suite: 1,
  name: 'demo',
  time: START,
  parameters: defaultParameters,
  organisations: letters.map((letter) => ({ id: `org-${letter}`, region: 'CN-11' })),
  authorities: [{ id: 'authority', jurisdiction: 'CN-11' }],
  nodes: [
    ...letters.map((letter) => node(`node-${letter}`, `org-${letter}`)),
    node('follower', 'org-a', { role: NodeRole.full }),
    node('supervisor', 'authority', { role: NodeRole.supervision }),
  ],
  officers: [
    ...letters.flatMap((letter) => [
      officer(`system-${letter}`, `org-${letter}`, OfficerRole.systemAdmin),
      officer(`security-${letter}`, `org-${letter}`, OfficerRole.securityAdmin),
    ]),
    officer('audit-a', 'org-a', OfficerRole.auditAdmin),
    officer('reviewer-a', 'org-a', OfficerRole.reviewer),
    officer('second-a', 'org-a', OfficerRole.reviewer),
    officer('reviewer-b', 'org-b', OfficerRole.reviewer),
    officer('inspector', 'authority', OfficerRole.supervisionOfficer),
  ],
  verifiers: [verifier('verifier-a', 'org-a'), verifier('verifier-test', 'org-b', true)],
  users: [
    genesisUser('alice'),
    genesisUser('bob'),
    genesisUser('carol', { expiresAt: START + 5000 }),
  ],
};

export type Act = { [K in keyof MessageTypes]: Pick<MessageTypes, K> }[keyof MessageTypes];
type Code = keyof typeof ResultCode;

export const record = (subject: string, attachments: RecordItem['attachments'] = []) => {
  return { category: 1, subject, attachments };
};

export interface Signing {
  readonly validUntil?: number;
  readonly unique?: number;
}

function stateOf(from: Genesis): ChainState {
  const state = genesisState(from, verify);
  assert(state.ok, state.ok ? '' : state.reason);
  return state.value;
}

/** Stored keys and bytes of a whole registry, as a store would hold them. */
export function storedRegistry(registry: Registry): RegistryChange[] {
  const kinds = Object.keys(registryCodecs) as (keyof typeof registryCodecs)[];
  return kinds.flatMap((kind) => {
    const codec = registryCodecs[kind] as { encode(value: unknown): Uint8Array };
    return [...registry.entries(kind)].map(
      ([id, value]) => [registryKey(kind, id), codec.encode(value)] as const,
    );
  });
}

// Judging the keys of a genesis takes a while: it is done once, every chain starts from a copy.
const states = new Map<Genesis, ChainState>();

function sharedState(from: Genesis): ChainState {
  const state = states.get(from) ?? stateOf(from);
  states.set(from, state);
  return state;
}

function copyOf(state: ChainState): ChainState {
  const registry = new Registry(state.chainId);
  registry.load(storedRegistry(state.registry));
  return { ...state, registry, replay: new ReplayWindow(state.chainId) };
}

/** A chain that grows by blocks of a test's transactions, one second apart. */
export class TestChain {
  state: ChainState;
  readonly authors = new Map<string, PublishedRecord>();
  readonly outcomes: { header: Uint8Array; outcome: Outcome }[] = [];
  #unique = 0;

  constructor(from: Genesis = genesis) {
    this.state = copyOf(sharedState(from));
  }

  /** Takes the place of another chain, which goes on by itself. */
  goOnFrom(other: TestChain): void {
    this.state = copyOf(other.state);
    for (const [id, author] of other.authors) this.authors.set(id, author);
    this.#unique = other.#unique;
  }

  /** A parsed transaction, valid in the next block unless told otherwise. */
  sign(signer: string, act: Act, signing: Signing = {}): ParsedTransaction {
    this.#unique += 1;
    const unique = new Uint8Array(16);
    new DataView(unique.buffer).setUint32(0, signing.unique ?? this.#unique);
    const body = bodyCodec.encode({
      chainId: this.state.chainId,
      signer: idOf(signer),
      validUntil: signing.validUntil ?? this.state.time + 60_000,
      unique,
      ...act,
    } as Body);
    const signature = key(signer).sign(transactionSigningBytes(this.state.chainId, body));
    const transaction = transactionCodec.encode({ body, signature });
    const parsed = parseTransaction(transaction, this.state.chainId, this.state.parameters);
    assert(parsed.ok, parsed.ok ? '' : parsed.reason);
    return parsed.value;
  }

  draft(time = this.state.time + 1000): BlockDraft {
    return new BlockDraft(this.state, time, verify, this.authors);
  }

  /** Executes one block and puts it in place. */
  block(transactions: readonly ParsedTransaction[], time = this.state.time + 1000): Outcome {
    for (const transaction of transactions) {
      const refusal = transactionRefusal(this.state, transaction, time);
      assert(refusal === undefined, `not valid: ${refusal}`);
    }
    const draft = this.draft(time);
    for (const transaction of transactions) draft.apply(transaction);
    const outcome = draft.finish();
    const header = headerCodec.encode(headerOf(this.state, outcome, 'node-a', new Uint8Array(0)));
    advance(this.state, outcome, blockId(this.state.chainId, header));
    this.outcomes.push({ header, outcome });
    transactions.forEach(({ id, body }, at) => {
      if (outcome.results[at] !== 0) return;
      const later = body.recordsAmend?.record;
      const records = body.recordsPublish?.records ?? (later ? [later] : []);
      records.forEach((published, index) => {
        const commitments = published.attachments.map(({ commitment }) => commitment);
        const envelope = published.envelope ?? undefined;
        const isLater = published === later;
        const found = { signer: body.signer, commitments, envelope, isLater };
        this.authors.set(recordKey(recordId(id, index)), found);
      });
    });
    return outcome;
  }

  /** One act in a block of its own; the name of its result. */
  act(signer: string, act: Act, time?: number): Code {
    const at = time ?? this.state.time + 1000;
    const transaction = this.sign(signer, act, { validUntil: at + 60_000 });
    const code = this.block([transaction], at).results[0] as number;
    return resultCodeName(code) as Code;
  }

  /** Publishes one record and gives its id. */
  publish(signer: string, subject = 'order/1'): Uint8Array {
    const transaction = this.sign(signer, { recordsPublish: { records: [record(subject)] } });
    const { results } = this.block([transaction]);
    assert(results[0] === 0, 'the publication was refused');
    return recordId(transaction.id, 0);
  }

  /** Proposes an action; the result, and the id to vote on. */
  propose(signer: string, action: Action, expiresAt = 0) {
    const transaction = this.sign(signer, { governancePropose: { action, expiresAt } });
    const code = this.block([transaction]).results[0] as number;
    return { id: transaction.id, code: resultCodeName(code) as Code };
  }

  vote(letter: string, proposalId: Uint8Array, approve = true): Code {
    return this.act(`security-${letter}`, { governanceBallot: { proposalId, approve } });
  }

  /** Proposes and carries an action with three organisations; the proposal as it ends. */
  carry(action: Action, letters = ['a', 'b', 'c']) {
    const { id, code } = this.propose('system-a', action);
    if (code !== 'done') return { code, status: undefined };
    for (const letter of letters) this.vote(letter, id);
    const proposal = this.state.registry.get('proposal', id);
    return { code, status: proposal?.status, failure: proposal?.failure };
  }
}
