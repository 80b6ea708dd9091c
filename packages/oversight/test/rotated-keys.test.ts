import { KeyPurpose, NodeRole } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { membersAmong, type Oversight } from '../src/index.ts';
import { blockAt, newOversight, openOf, rotate, tipOf } from './house.ts';

/** Block 5 gives node-a the key of node-z; the supervision node has verified up to block 4. */
function beforeTheRotation(): Oversight {
  const oversight = newOversight();
  oversight.verified(blockAt(4), 1000);
  return oversight;
}

function afterTheRotation(oversight: Oversight): void {
  rotate(oversight, 'node-a', 5, 'node-z');
  oversight.verified(blockAt(5), 6000);
}

const byNewKey = (height: number) => tipOf('node-a', height, {}, 'node-z');
const standing = (oversight: Oversight) => {
  const { height, standing } = oversight.judgement(7000).nodes[0] ?? {};
  return `${standing} ${height}`;
};

describe('a node whose statement key a block rotates', () => {
  it('may tell of that block with the new key before it is verified here', () => {
    const oversight = beforeTheRotation();
    expect(oversight.tip('node-a', byNewKey(5), 2000)).toEqual({
      ok: false,
      reason: 'key-not-known-yet',
    });
    expect(standing(oversight)).toBe('unheard null');
    afterTheRotation(oversight);
    expect(openOf(oversight)).toEqual([]);
    expect(standing(oversight)).toBe('agrees 5');
  });

  it('is heard at once where it is, when it went on meanwhile', () => {
    const oversight = beforeTheRotation();
    oversight.tip('node-a', byNewKey(5), 2000);
    oversight.tip('node-a', byNewKey(9), 3000);
    afterTheRotation(oversight);
    expect(openOf(oversight)).toEqual([]);
    expect(standing(oversight)).toBe('ahead 9');
  });

  it('signs with the key it had while it catches up behind that block', () => {
    const oversight = beforeTheRotation();
    afterTheRotation(oversight);
    expect(oversight.tip('node-a', tipOf('node-a', 4), 7000).ok).toBe(true);
    expect(openOf(oversight)).toEqual([]);
  });

  it('does not sign with the key it had from that block on', () => {
    const oversight = beforeTheRotation();
    afterTheRotation(oversight);
    expect(oversight.tip('node-a', tipOf('node-a', 5), 7000).ok).toBe(false);
    expect(openOf(oversight)).toEqual(['peer-misbehaved node-a tip-signature-invalid']);
  });
});

describe('a tip above the own height that a foreign key signed', () => {
  it('is an alarm once that height is verified', () => {
    const oversight = beforeTheRotation();
    oversight.tip('node-a', tipOf('node-a', 6, {}, 'node-b'), 2000);
    oversight.verified(blockAt(5), 3000);
    expect(openOf(oversight)).toEqual([]);
    oversight.verified(blockAt(6), 4000);
    expect(openOf(oversight)).toEqual(['peer-misbehaved node-a tip-signature-invalid']);
    expect(standing(oversight)).toBe('unheard null');
  });

  it('is an alarm also when the node told of a later block with its own key since', () => {
    const oversight = beforeTheRotation();
    oversight.tip('node-a', tipOf('node-a', 5, {}, 'node-b'), 2000);
    oversight.tip('node-a', tipOf('node-a', 6), 3000);
    oversight.verified(blockAt(5), 4000);
    expect(openOf(oversight)).toEqual(['peer-misbehaved node-a tip-signature-invalid']);
    expect(standing(oversight)).toBe('ahead 6');
  });

  it('is kept of each node once, the latest', () => {
    const oversight = beforeTheRotation();
    for (const height of [5, 6, 7]) oversight.tip('node-a', byNewKey(height), 2000);
    oversight.verified(blockAt(6), 3000);
    expect(openOf(oversight)).toEqual([]);
    oversight.verified(blockAt(7), 4000);
    expect(openOf(oversight)).toEqual(['peer-misbehaved node-a tip-signature-invalid']);
  });
});

describe('the members of a registry', () => {
  const publicKey = (byte: number) => new Uint8Array(32).fill(byte);
  const node = (id: string, byte: number, role: number = NodeRole.validator, revokedHeight = 0) => {
    const keys = [{ purpose: KeyPurpose.statement, publicKey: publicKey(byte) }];
    return { id, organisation: 'org-a', role, revokedHeight, keys } as never;
  };
  it('are the nodes that stand, with the statement keys that each has and had', () => {
    const nodes = [
      node('node-a', 2),
      node('watch-1', 3, NodeRole.supervision),
      node('gone', 4, NodeRole.validator, 6),
    ];
    const keys = [{ publicKey: publicKey(1), revokedHeight: 5 }];
    const members = membersAmong(nodes, () => keys);
    const member = { nodeId: 'node-a', organisation: 'org-a', statementKeys: keys };
    expect(members).toEqual([member]);
  });
});
