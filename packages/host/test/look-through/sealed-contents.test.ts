// Ciphertexts of identities go to supervision nodes alone, and only where there is no attachment.
import type { RegistryReader } from '@mingjing/execution';
import { type Node, NodeRole, RefusalCode } from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import { expect, it, vi } from 'vitest';
import { sealedContentsBehind } from '../../src/look-through/sealed-contents.ts';

const held = { salt: new Uint8Array(32), content: Uint8Array.of(1) };
const attached = { ...held, content: Uint8Array.of(2) };
const refusal = { refusal: { code: RefusalCode.notHeld } };
const commitment = (fill: number) => new Uint8Array(32).fill(fill);
const nodes = new Map<string, Pick<Node, 'role' | 'revokedHeight'>>([
  ['supervision', { role: NodeRole.supervision, revokedHeight: 0 }],
  ['revoked', { role: NodeRole.supervision, revokedHeight: 9 }],
  ['validator', { role: NodeRole.validator, revokedHeight: 0 }],
]);
const registry = () =>
  ({ get: (_kind: string, id: string) => nodes.get(id) }) as unknown as RegistryReader;
const handler = {
  request: async (_peer: string, { attachment }: { attachment?: { commitment: Uint8Array } }) =>
    attachment?.commitment[0] === 2 ? { attachment: attached } : refusal,
} as unknown as NetworkHandler;
const contents = vi.fn(async (of: Uint8Array) => (of[0] === 1 ? held : undefined));

it.each([
  ['supervision', 1, { attachment: held }],
  ['supervision', 2, { attachment: attached }],
  ['supervision', 3, refusal],
  ['revoked', 1, refusal],
  ['validator', 1, refusal],
  ['stranger', 1, refusal],
] as const)('%s asks for %i', async (peer, fill, answer) => {
  const serving = sealedContentsBehind(handler, { registry, contents: () => contents });
  const request = { id: 1, attachment: { commitment: commitment(fill) } };
  expect(await serving.request(peer, request)).toEqual(answer);
});

it('asks nobody about other questions, nor before there is a vault', async () => {
  contents.mockClear();
  const none = sealedContentsBehind(handler, { registry, contents: () => undefined });
  const request = { id: 1, attachment: { commitment: commitment(1) } };
  expect(await none.request('supervision', request)).toEqual(refusal);
  const serving = sealedContentsBehind(handler, { registry, contents: () => contents });
  expect(await serving.request('supervision', { id: 1, snapshots: {} })).toEqual(refusal);
  expect(contents).not.toHaveBeenCalled();
});
