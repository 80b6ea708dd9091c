import { verifyStateProof } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  headerCodec,
  type StateProof,
  stateProofCodec,
  validatorSetCodec,
} from '@mingjing/protocol';
import { buildStateProof, type EntryName } from '@mingjing/replica';
import { worldVerifier } from '@mingjing/simulator';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { QuietWorld } from './quiet-world.ts';

// Out of order, one of them twice.
const NAMES: readonly EntryName[] = [
  ['retention', ''],
  ['node', 'node-c'],
  ['anchor', 'node-c'],
  ['node', 'nobody'],
  ['node', 'node-a'],
  ['node', 'node-c'],
];

let quiet: QuietWorld;
let proof: StateProof;

beforeAll(async () => {
  quiet = new QuietWorld({ signatures: 'ed25519' });
  await quiet.pass(500);
  await quiet.publish('node-a');
  await quiet.reach(1);
  const changed = await carry(quiet, { setVotingPower: { nodeId: 'node-c', power: 12 } });
  await quiet.reach(changed + 1, 20_000);
  const building = build();
  // What is committed while it is built does not come into it.
  const height = quiet.heightOf(quiet.world.node('node-a'));
  await quiet.publish('node-a');
  await quiet.reach(height + 1, 20_000);
  proof = (await building) as StateProof;
  expect(headerCodec.decode(proof.header).height).toBe(height);
});

function build() {
  const chain = quiet.world.node('node-a').replica?.chain;
  if (chain === undefined) throw new Error('the node runs');
  return buildStateProof(chain, storeOf(), NAMES);
}

/** The changes of the validator set, as a store keeps them. */
function storeOf(): Parameters<typeof buildStateProof>[1] {
  const changes = quiet.blocks('node-a').flatMap(({ executed, certificate }) => {
    const { header, headerBytes, outcome } = executed;
    if (Buffer.compare(header.validatorsHash, header.nextValidatorsHash) === 0) return [];
    const next = validatorSetCodec.encode(outcome.nextValidators);
    return [{ height: header.height, next, proof: { header: headerBytes, certificate } }];
  });
  return { validatorChanges: async () => changes, block: async () => undefined };
}

function check(shown: StateProof) {
  const trustedGenesisHash = genesisHash(genesisCodec.encode(quiet.world.options.genesis));
  const { verify } = worldVerifier('ed25519');
  return verifyStateProof(shown, {
    trustedGenesisHash,
    verify: (publicKey, message, signature) => verify({ publicKey, message, signature }),
  });
}

it('shows entries of the registry, present and absent, across a change of validators', () => {
  const verdict = check(proof);
  if (!verdict.ok) throw new Error(`${verdict.part}: ${verdict.reason}`);
  const { get, all, steps, chainId } = verdict.value;
  expect([steps, chainId]).toEqual([1, quiet.world.chainId]);
  expect(get('node', 'node-c')).toMatchObject({ id: 'node-c', power: 12 });
  expect(get('anchor', 'node-c')).toBeUndefined();
  expect(get('node', 'nobody')).toBeUndefined();
  expect(get('retention', '')).toBeUndefined();
  expect(get('node', 'node-b')).toBe('unproved');
  expect(all('node').map(({ id }) => id)).toEqual(['node-a', 'node-c']);
});

it('has no form before the first block', async () => {
  const fresh = new QuietWorld({ nodes: ['node-a'] });
  await fresh.pass(10);
  const chain = fresh.world.node('node-a').replica?.chain;
  if (chain === undefined) throw new Error('the node runs');
  expect(await buildStateProof(chain, storeOf(), NAMES)).toBeUndefined();
});

it('is refused with any byte changed', () => {
  const bytes = stateProofCodec.encode(proof);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] as number) ^ by;
      const parsed = stateProofCodec.parse(changed);
      return !parsed.ok || !check(parsed.value).ok;
    }),
    { numRuns: 60 },
  );
});
