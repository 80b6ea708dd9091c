import type { Message, PoolItem } from '@mingjing/protocol';
import type { KeptChecker } from '../checkers/kept.ts';
import type { SeededRandom } from '../random.ts';
import { ORGANISATIONS, securityAdminOf, VALIDATOR_POWER, VALIDATORS } from '../world/genesis.ts';
import { worldKey } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';
import { People } from './people.ts';
import { Submitter } from './submitter.ts';
import { publication, registration, signed, type Writing } from './transactions.ts';

/** Items remembered so that they can be submitted once more. */
const REMEMBERED_MAX = 50;
const SHORT_VALIDITY_MS = 1500;
const VALIDITY_MS = 60_000;

/** Submits transactions of every kind to nodes at random, and notes what is acknowledged. */
export class Load {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #submitter: Submitter;
  readonly #meanMs: number;
  readonly #before: PoolItem[] = [];
  readonly #people: People;
  #users = 0;
  #isStopped = false;
  submitted = 0;

  constructor(world: World, kept: KeptChecker, meanMs: number) {
    this.#world = world;
    this.#random = world.random.fork('load');
    this.#people = new People(this.#random);
    this.#submitter = new Submitter(world, kept);
    this.#meanMs = meanMs;
  }

  start(): void {
    if (this.#isStopped) return;
    this.#world.clock.schedule(this.#random.wait(this.#meanMs), 'load', () => {
      const node = this.#random.pick(this.#world.nodes);
      if (node.replica !== undefined && !this.#isStopped) this.#act(node);
      this.start();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  #act(node: SimulatedNode): void {
    const random = this.#random;
    const writing = this.#writing(random.chance(0.1) ? SHORT_VALIDITY_MS : VALIDITY_MS);
    const draw = random.fraction();
    if (draw < 0.06) this.#register(node, writing);
    else if (draw < 0.12) this.#govern(node, writing);
    else if (draw < 0.2 && this.#before.length > 0) this.#submit(node, random.pick(this.#before));
    else if (draw < 0.23) this.#submit(node, publication(writing, [66_000 + random.below(6000)]));
    else if (draw < 0.33) this.#manage(node, writing);
    else if (draw < 0.6) this.#submit(node, publication(writing, [1 + random.below(500), 300]));
    else this.#submit(node, publication(writing, []));
  }

  #submit(node: SimulatedNode, item: PoolItem, whenCommitted?: (id: Uint8Array) => void): void {
    if (node.replica === undefined) return;
    this.submitted += 1;
    if (this.#before.length < REMEMBERED_MAX) this.#before.push(item);
    this.#submitter.submit(node, item, whenCommitted);
  }

  #register(node: SimulatedNode, writing: Writing): void {
    this.#users += 1;
    const userId = `user-${this.#users}`;
    const item = registration(writing, this.#random.pick(VALIDATORS), userId);
    this.#submit(node, item, () => this.#people.registered(userId));
  }

  #manage(node: SimulatedNode, writing: Writing): void {
    const act = this.#people.act(writing, Math.floor(this.#world.clock.time));
    this.#submit(node, act.item, (id) => {
      const next = act.whenCommitted?.(id);
      if (next !== undefined) this.#submit(this.#random.pick(this.#world.nodes), next);
    });
  }

  // A change of the validator set: proposed, and carried by the ballots of three organisations.
  #govern(node: SimulatedNode, writing: Writing): void {
    const nodeId = this.#random.pick(VALIDATORS);
    const power = VALIDATOR_POWER - 2 + this.#random.below(5);
    const value = { action: { setVotingPower: { nodeId, power } }, expiresAt: 0 };
    const message: Message = { type: 'governancePropose', value };
    const item = signed(writing, worldKey('system-a', 'officer', writing.kind), message);
    this.#submit(node, item, (proposalId) => {
      for (const organisation of ORGANISATIONS.slice(0, 3)) this.#vote(organisation, proposalId);
    });
  }

  #vote(organisation: string, proposalId: Uint8Array): void {
    const writing = this.#writing(VALIDITY_MS);
    const key = worldKey(securityAdminOf(organisation), 'officer', writing.kind);
    const value = { proposalId, approve: true };
    const item = signed(writing, key, { type: 'governanceBallot', value });
    this.#submit(this.#random.pick(this.#world.nodes), item);
  }

  #writing(validityMs: number): Writing {
    return this.#submitter.writing(this.#random, validityMs);
  }
}
