import { type PoolItem, RefusalCode } from '@mingjing/protocol';
import { answering, type Behaviour, outgoing } from './behaviour.ts';
import { OwnSignatures, Remembered, said } from './forging.ts';

const nothing = { refusal: { code: RefusalCode.notHeld } };

/** Proposes blocks, and neither passes their bodies on nor gives them when asked. */
export const withholdBodies: Behaviour = () => ({
  ports: outgoing((peer, envelope, send) => {
    if (!envelope.poolBatch) send(peer, envelope);
  }),
  handler: answering(async (request, answer) =>
    request.bodies || request.blocks ? nothing : answer(),
  ),
});

/** Passes no bodies on, and gives one of those that it is asked for. */
export const trickleBodies: Behaviour = () => ({
  ports: outgoing((peer, envelope, send) => {
    if (!envelope.poolBatch) send(peer, envelope);
  }),
  handler: answering(async (_request, answer) => {
    const given = await answer();
    return given.bodies ? { bodies: { items: given.bodies.items.slice(0, 1) } } : given;
  }),
});

/** Gives bodies without their attachments, and says that it holds what nobody gets from it. */
export const withholdAttachments: Behaviour = () => ({
  ports: outgoing((peer, envelope, send) => {
    const { poolBatch } = envelope;
    send(peer, poolBatch ? { poolBatch: { items: poolBatch.items.map(bare) } } : envelope);
  }),
  handler: answering(async (request, answer) => {
    if (request.attachment) return nothing;
    const given = await answer();
    if (given.bodies) return { bodies: { items: given.bodies.items.map(bare) } };
    if (!given.blocks) return given;
    const blocks = given.blocks.blocks.map((sent) => ({ ...sent, attachments: [] }));
    return { blocks: { blocks } };
  }),
});

/** Each of its votes reaches one peer and no other. */
export const voteToOne: Behaviour = (traitor) => {
  const own = new OwnSignatures(traitor);
  const chosen = new Remembered<string>();
  return {
    ports: outgoing((peer, envelope, send, network) => {
      const { vote } = envelope;
      if (!vote || !own.isOwnVote(vote)) return send(peer, envelope);
      const { type, height, round } = said(vote);
      const key = `${type}/${height}/${round}`;
      const only = chosen.get(key) ?? traitor.random.pick([peer, ...network.peers()]);
      chosen.set(key, only);
      if (peer === only) send(peer, envelope);
    }),
  };
};

function bare({ transaction }: PoolItem): PoolItem {
  return { transaction, attachments: [] };
}
