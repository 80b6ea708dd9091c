/** What signed and canonical messages do to a state, to a running node and to its submissions. */
import { BlockDraft, genesisState, transactionRefusal } from '@mingjing/execution';
import {
  type Body,
  bodyCodec,
  type Envelope,
  frameCodec,
  keyBytes,
  OfficerRole,
  parseTransaction,
  requestCodec,
  submitRequestCodec,
  transactionCodec,
} from '@mingjing/protocol';
import { publication, simulatedGenesis, VALIDATORS } from '@mingjing/simulator';
import { QuietWorld } from '../simulation/quiet-world.ts';
import type { Target } from './fuzzer.ts';
import { repaired, seedsOf } from './schema-seeds.ts';

const believes = () => true;
const genesis = simulatedGenesis();

function freshState() {
  const state = genesisState(genesis, believes);
  if (!state.ok) throw new Error(state.reason);
  return state.value;
}

const state = freshState();
const signers = [...state.registry.entries('key')].map(([id]) => keyOfEntry(id));
const voters = genesis.officers.filter(({ role }) => role === OfficerRole.securityAdmin);

function keyOfEntry(id: string | Uint8Array): Uint8Array {
  return typeof id === 'string' ? keyBytes(id) : id;
}

let count = 0;

/** A transaction of this signer whatever the body says of it. */
function parsed(body: Body, signer: Uint8Array) {
  count += 1;
  const unique = new Uint8Array(16);
  new DataView(unique.buffer).setUint32(0, count);
  const validUntil = state.time + 1000;
  const said = { ...onlyOwn(body), chainId: state.chainId, signer, unique, validUntil };
  const bytes = transactionCodec.encode({
    body: bodyCodec.encode(said as Body),
    signature: new Uint8Array(64),
  });
  return parseTransaction(bytes, state.chainId, state.parameters);
}

function onlyOwn(body: Body): object {
  return Object.fromEntries(Object.entries(body));
}

/**
 * Any message, signed by any key of the registry, in a block: its execution gives a code, whatever
 * it says. A proposal is voted on too, so that its action is carried out.
 */
const execution: Target = {
  name: 'execution',
  seeds: (draw) => [...seedsOf('Body', draw), ...seedsOf('Body', draw), ...actions()],
  run(input) {
    const body = bodyCodec.parse(repaired('Body', input));
    if (!body.ok) return body.reason;
    const words = signers.map((signer) => executed(body.value, signer));
    return words.find((word) => word.startsWith('code')) ?? words[0] ?? 'refused';
  },
};

function executed(body: Body, signer: Uint8Array): string {
  const transaction = parsed(body, signer);
  if (!transaction.ok) return transaction.reason;
  const refusal = transactionRefusal(state, transaction.value, state.time + 1);
  if (refusal !== undefined) return refusal;
  const draft = new BlockDraft(state, state.time + 1, believes);
  const code = draft.apply(transaction.value);
  if (code === 0 && transaction.value.message.type === 'governancePropose') {
    for (const { key } of voters) ballot(draft, transaction.value.id, key.publicKey);
  }
  draft.finish();
  return `code-${code}`;
}

function ballot(draft: BlockDraft, proposalId: Uint8Array, publicKey: Uint8Array): void {
  const signer = signers.find((id) => {
    const entry = state.registry.get('key', id);
    return entry !== undefined && Buffer.from(entry.publicKey).equals(publicKey);
  });
  const vote = { governanceBallot: { proposalId, approve: true } } as Body;
  const transaction = parsed(vote, signer ?? new Uint8Array(32));
  if (transaction.ok) draft.apply(transaction.value);
}

function actions(): Uint8Array[] {
  const [node] = genesis.nodes;
  const [officer] = genesis.officers;
  const [verifier] = genesis.verifiers;
  const bytes = new Uint8Array(32);
  const propose = [
    { admitOrganisation: { id: 'new', region: 'CN' } },
    { admitNode: { ...node, id: 'new' } },
    { revokeNode: { nodeId: node?.id } },
    { setVotingPower: { nodeId: node?.id, power: 11 } },
    { appointOfficer: { ...officer, id: 'new' } },
    { revokeOfficer: { officerId: officer?.id } },
    { rotateKey: { oldKeyId: signers[0], key: officer?.key } },
    { setParameters: genesis.parameters },
    { admitVerifier: { ...verifier, id: 'new' } },
    { setPolicy: { action: 1, rule: 5, numerator: 1, denominator: 2, roles: [1, 2], lockMs: 1 } },
    { replaceKey: { officerId: officer?.id, key: officer?.key } },
    { setRegions: { allowed: ['CN'] } },
    { declareRelease: { version: '1', manifestHash: bytes, assessment: bytes } },
    { withdrawRelease: { version: '1' } },
  ];
  return propose.map((action) =>
    bodyCodec.encode({
      ...{ chainId: '', signer: new Uint8Array(0), validUntil: 0, unique: new Uint8Array(0) },
      governancePropose: { action: action as never, expiresAt: 0 },
    }),
  );
}

/** Inputs that one world takes: it is made anew before what it keeps grows. */
const WORLD_INPUTS = 400;

/** A running validator, and what its peers said to it so far. */
class Node {
  #world: QuietWorld | undefined;
  #fed = 0;

  get world(): QuietWorld {
    if (this.#world === undefined) throw new Error('the node was not made ready');
    return this.#world;
  }

  async prepare(): Promise<void> {
    this.#fed += 1;
    if (this.#world !== undefined && this.#fed < WORLD_INPUTS) return;
    this.#fed = 0;
    const world = new QuietWorld();
    await world.until(() => world.world.node('node-a').replica !== undefined, 5000);
    await world.publish('node-a', [10]);
    await world.reach(1);
    this.#world = world;
  }
}

/** What a node answers may need virtual time to pass: its disk takes some. */
async function settled<T>({ world }: QuietWorld, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const done = () => {
    isSettled = true;
  };
  promise.then(done, done);
  if (!(await world.runUntil(() => isSettled, 60_000))) throw new Error('no answer in a minute');
  return promise;
}

const peer = VALIDATORS[1];
const node = new Node();
const MESSAGES = [
  'hello',
  'poolBatch',
  'attachmentsHeld',
  'proposal',
  'vote',
  'certificate',
  'tip',
  'orderReceipt',
];

/** A frame's envelopes at a running validator: it goes on, whatever an admitted peer says. */
const envelopes: Target = {
  name: 'node-envelopes',
  prepare: () => node.prepare(),
  seeds: (draw) => seedsOf('Frame', draw),
  async run(input) {
    const frame = frameCodec.parse(repaired('Frame', input));
    if (!frame.ok) return frame.reason;
    const { world } = node;
    const accused = world.accusations.length;
    const { handler } = world.world.node('node-a').replica ?? {};
    if (handler === undefined) throw new Error('the node has stopped');
    for (const envelope of frame.value.envelopes) {
      if (isSingle(envelope)) handler.envelope(peer, envelope);
    }
    await world.pass(5);
    const [, , reason = 'accepted'] = world.accusations[accused]?.split(' ') ?? [];
    return reason;
  },
};

function isSingle(envelope: Envelope): boolean {
  const fields = envelope as Record<string, unknown>;
  return (
    MESSAGES.filter((name) => fields[name] !== undefined && fields[name] !== null).length === 1
  );
}

/** Questions at a running validator. */
const requests: Target = {
  name: 'node-requests',
  prepare: () => node.prepare(),
  seeds: (draw) => seedsOf('Request', draw),
  async run(input) {
    const request = requestCodec.parse(repaired('Request', input));
    if (!request.ok) return request.reason;
    const { world } = node;
    const { handler } = world.world.node('node-a').replica ?? {};
    if (handler === undefined) throw new Error('the node has stopped');
    const answer = await settled(world, handler.request(peer, request.value));
    return answer.refusal === undefined ? 'answered' : `refusal-${answer.refusal.code}`;
  },
};

/** A client's submission at a running validator: one answer for each item. */
const submissions: Target = {
  name: 'node-submissions',
  prepare: () => node.prepare(),
  seeds: (draw) => {
    const world = new QuietWorld({ nodes: [] });
    const own = [[], [10], [10, 100_000]].map((sizes) => publication(world.writing(), sizes));
    return [
      ...own.map((item) => submitRequestCodec.encode({ items: [item] })),
      ...seedsOf('SubmitRequest', draw),
    ];
  },
  async run(input) {
    const request = submitRequestCodec.parse(repaired('SubmitRequest', input));
    if (!request.ok) return request.reason;
    const { world } = node;
    const { replica } = world.world.node('node-a');
    if (replica === undefined) throw new Error('the node has stopped');
    const answers = await settled(world, replica.submit(request.value.items));
    if (answers.length !== request.value.items.length) throw new Error('an item has no answer');
    await world.pass(5);
    const [first] = answers;
    return first === undefined || first.ok ? 'accepted' : first.reason;
  },
};

export const stateTargets: readonly Target[] = [execution, envelopes, requests, submissions];
