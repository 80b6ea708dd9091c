import { amnesia } from './amnesia.ts';
import { type Behaviour, type Disguise, type Traitor, together } from './behaviour.ts';
import { equivocate } from './equivocation.ts';
import { garbage } from './garbage.ts';
import { invalidBlocks } from './invalid-blocks.ts';
import { flood, replay } from './repetition.ts';
import { strayRounds } from './rounds.ts';
import { garbageSignature } from './signatures.ts';
import { trickleBodies, voteToOne, withholdAttachments, withholdBodies } from './withholding.ts';

/**
 * What a Byzantine node does, by name. Nothing here knows the virtual clock: the same disguises go
 * over the ports of a simulated replica and over those of a real process.
 *
 *     const disguise = byzantine(['equivocate', 'flood'], { nodeId, chainId, random, sign });
 *     const opened = await Replica.open(options, disguise.ports(ports), events);
 *     serve(disguise.handler(opened.value.handler));
 */
export const behaviours = {
  equivocate,
  withholdBodies,
  withholdAttachments,
  voteToOne,
  garbageSignature,
  strayRounds,
  replay,
  flood,
  invalidBlocks,
  amnesia,
  garbage,
  trickleBodies,
} as const satisfies Readonly<Record<string, Behaviour>>;

export type BehaviourName = keyof typeof behaviours;

/** The disguise of a node that behaves in all these ways at once, for one life of it. */
export function byzantine(names: readonly BehaviourName[], traitor: Traitor): Required<Disguise> {
  return together(
    names.map((name) => {
      const { nodeId, chainId, sign } = traitor;
      return behaviours[name]({ nodeId, chainId, sign, random: traitor.random.fork(name) });
    }),
  );
}

export type { Behaviour, Disguise, Traitor } from './behaviour.ts';
