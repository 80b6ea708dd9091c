import type { Envelope } from '@mingjing/replica';
import { type Behaviour, outgoing, watching } from './behaviour.ts';
import { OwnSignatures, said, voteOf } from './forging.ts';

/** Messages that are kept to be sent again. */
const KEPT_MAX = 512;
const REPLAYS = 0.3;
/** Messages at once, and how often: rarely and many, which is what fills a queue. */
const FLOOD = 400;
const FLOODS = 0.003;

/** Sends again what it ever sent or got: votes, proposals, tips and bodies of others among it. */
export const replay: Behaviour = ({ random }) => {
  const kept: Envelope[] = [];
  const keep = (envelope: Envelope): void => {
    if (kept.length < KEPT_MAX) kept.push(envelope);
    else kept[random.below(KEPT_MAX)] = envelope;
  };
  return {
    ports: outgoing((peer, envelope, send) => {
      send(peer, envelope);
      keep(envelope);
      if (random.chance(REPLAYS)) send(peer, random.pick(kept));
    }),
    handler: watching(keep),
  };
};

/** More of everything than anyone can use: validly signed votes, invented ones, transactions. */
export const flood: Behaviour = (traitor) => {
  const { random } = traitor;
  const own = new OwnSignatures(traitor);
  const more = (envelope: Envelope): Envelope => {
    const { vote } = envelope;
    const draw = random.fraction();
    if (draw < 0.4 && vote && own.isOwnVote(vote)) {
      const statement = { ...said(vote), round: random.below(40), blockId: random.bytes(32) };
      return { vote: voteOf(traitor, vote.validator, statement) };
    }
    if (draw < 0.6 && vote) return { vote: { ...vote, signature: random.bytes(64) } };
    if (draw < 0.8) {
      const items = [{ transaction: random.bytes(200), attachments: [] }];
      return { poolBatch: { items } };
    }
    if (draw < 0.9) return { attachmentsHeld: { commitments: [random.bytes(32)] } };
    return envelope;
  };
  return {
    ports: outgoing((peer, envelope, send, network) => {
      send(peer, envelope);
      if (!random.chance(FLOODS)) return;
      for (let sent = 0; sent < FLOOD; sent += 1) send(peer, more(envelope));
      // What it asks for it does not want: a refusal is as good as an answer.
      const blocks = { from: 1, count: 64, attachments: true };
      void network.request(peer, { blocks }).catch(() => undefined);
    }),
  };
};
