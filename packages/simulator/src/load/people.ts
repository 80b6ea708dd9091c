import { type Message, type PoolItem, SanctionGrade } from '@mingjing/protocol';
import type { SeededRandom } from '../random.ts';
import { ORGANISATIONS, REVIEWER, SUBJECT, securityAdminOf } from '../world/genesis.ts';
import { enrolled, worldKey } from '../world/keys.ts';
import { publication, signed, type Writing } from './transactions.ts';

/** Users and sanctions remembered, so that something can be done with them. */
const REMEMBERED_MAX = 20;
const SANCTION_MS_MAX = 20_000;

/** One transaction, and what is remembered of it when it stands on the chain. */
export interface PersonAct {
  readonly item: PoolItem;
  /** Perhaps with what somebody does about it next. */
  readonly whenCommitted?: (id: Uint8Array) => PoolItem | undefined;
}

interface Person {
  readonly userId: string;
  /** Name of the key that he has now. */
  keyName: string;
}

/** Users other than the author: what they write, and what the officers of org-a do about them. */
export class People {
  readonly #random: SeededRandom;
  readonly #users: Person[] = [{ userId: SUBJECT, keyName: SUBJECT }];
  readonly #sanctions: { readonly id: Uint8Array; readonly person: Person }[] = [];

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  registered(userId: string): void {
    if (this.#users.length < REMEMBERED_MAX) this.#users.push({ userId, keyName: userId });
  }

  /** The next act. `now` is in ms. */
  act(writing: Writing, now: number): PersonAct {
    const random = this.#random;
    const person = random.pick(this.#users);
    const draw = random.fraction();
    if (draw < 0.25) return { item: publication(writing, [], person.keyName) };
    if (draw < 0.35) return this.#rotation(writing, person);
    if (draw < 0.6 || this.#sanctions.length === 0) return this.#imposition(writing, person, now);
    return { item: this.#answer(writing) };
  }

  #rotation(writing: Writing, person: Person): PersonAct {
    const keyName = `${person.keyName}-next`;
    const key = enrolled(worldKey(keyName, 'user', 'ed25519'));
    const message: Message = { type: 'identityRotate', value: { key } };
    const item = signed(writing, worldKey(person.keyName, 'user', writing.kind), message);
    const whenCommitted = () => {
      person.keyName = keyName;
      return undefined;
    };
    return { item, whenCommitted };
  }

  #imposition(writing: Writing, person: Person, now: number): PersonAct {
    const grade = 1 + this.#random.below(SanctionGrade.close);
    const expiresAt = now + 1000 + this.#random.below(SANCTION_MS_MAX);
    const { userId } = person;
    const value = { userId, grade, reason: 1, basis: 1 };
    const message: Message = {
      type: 'sanctionImpose',
      value: { ...value, expiresAt: grade === SanctionGrade.close ? 0 : expiresAt },
    };
    const item = signed(writing, worldKey(REVIEWER, 'officer', writing.kind), message);
    const whenCommitted = (id: Uint8Array) => {
      if (this.#sanctions.length < REMEMBERED_MAX) this.#sanctions.push({ id, person });
      return this.#answer(writing);
    };
    return { item, whenCommitted };
  }

  // What follows a sanction: an appeal, its decision, an end before its time, a second signature.
  #answer(writing: Writing): PoolItem {
    const { id: sanctionId, person } = this.#random.pick(this.#sanctions);
    const draw = this.#random.below(4);
    const security = worldKey(securityAdminOf(ORGANISATIONS[0]), 'officer', writing.kind);
    if (draw === 0) {
      const value = { sanctionId, reason: 1, statement: this.#random.bytes(32) };
      const key = worldKey(person.keyName, 'user', writing.kind);
      return signed(writing, key, { type: 'sanctionAppeal', value });
    }
    if (draw === 1) {
      const value = { sanctionId, upheld: this.#random.chance(0.5), reason: 1 };
      return signed(writing, security, { type: 'sanctionDecide', value });
    }
    if (draw === 2) {
      return signed(writing, security, { type: 'sanctionLift', value: { sanctionId, reason: 1 } });
    }
    return signed(writing, security, { type: 'sanctionConfirm', value: { sanctionId } });
  }
}
