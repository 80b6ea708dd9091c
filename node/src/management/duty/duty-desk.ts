import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { statementSigningBytes } from '@mingjing/protocol';
import { type Collection, type DocumentChange, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { Watch } from '../clockwork.ts';
import { idFloor, newId } from '../new-id.ts';
import { type Appointing, ownOfficer, ownOfficers } from '../officers.ts';
import { type ActWriter, recordProgramAct } from '../own-act.ts';
import {
  type AnswerRefusal,
  answeredBy,
  type Challenge,
  challengesOn,
  drawn,
  escalatedAt,
  waitingCall,
} from './challenge.ts';
import { drawnMoment, MOMENT_BYTES, type NextDraw, nextDrawOn } from './next-draw.ts';
import { callOrder, onDuty } from './roster.ts';
import { SHIFT_MS_MAX, type Shift, shiftsOn } from './shift.ts';

const NONCE_BYTES = 32;
const NEXT_DRAW = 'next';
/** Challenges that are looked at for one that waits: only the latest can. */
const LATEST = 1;

export interface DutyPorts {
  readonly shelf: Shelf;
  readonly host: Appointing & ActWriter;
  random(count: number): Uint8Array;
}

export interface DutySettings {
  readonly minMs: number;
  readonly maxMs: number;
  readonly answerMs: number;
}

/** A challenge with its id. */
export interface IssuedChallenge {
  readonly id: string;
  readonly value: Challenge;
}

/** Who is on duty, and whether he answers when nobody expects to be asked. */
export class DutyDesk implements Watch {
  readonly area = 'duty';
  /** Every shift there was; those that have not ended are in memory, too. */
  readonly shifts: Collection<Shift>;
  readonly challenges: Collection<Challenge>;
  readonly #nextDraw: Collection<NextDraw>;
  readonly #ports: DutyPorts;
  readonly #settings: DutySettings;
  readonly #upcoming: Map<string, Shift>;

  private constructor(ports: DutyPorts, settings: DutySettings, upcoming: Map<string, Shift>) {
    this.#ports = ports;
    this.#settings = settings;
    this.#upcoming = upcoming;
    this.shifts = shiftsOn(ports.shelf);
    this.challenges = challengesOn(ports.shelf);
    this.#nextDraw = nextDrawOn(ports.shelf);
  }

  static async open(ports: DutyPorts, settings: DutySettings, now: number): Promise<DutyDesk> {
    const past = idFloor(now - SHIFT_MS_MAX - 1);
    const found = await shiftsOn(ports.shelf).list({ past, limit: LISTED_MAX });
    const upcoming = found.filter(({ value }) => value.to > now);
    return new DutyDesk(ports, settings, new Map(upcoming.map(({ id, value }) => [id, value])));
  }

  /** Shifts that end after a time that has come, in the order in which they begin. */
  roster(after: number): Shift[] {
    const left = [...this.#upcoming.values()].filter(({ to }) => to > after);
    return left.sort((a, b) => a.from - b.from);
  }

  /** Puts a shift that was judged on the roster; in the shelf's turn, after its entry. */
  async add(id: string, shift: Shift): Promise<void> {
    await this.#ports.shelf.change([this.shifts.put(id, shift)]);
    this.#upcoming.set(id, shift);
  }

  /** Takes a shift off the roster; in the shelf's turn, after its entry. */
  async remove(id: string): Promise<void> {
    await this.#ports.shelf.change([this.shifts.remove(id)]);
    this.#upcoming.delete(id);
  }

  /** The challenge that waits for its answer. */
  async waiting(): Promise<IssuedChallenge | undefined> {
    const [latest] = await this.challenges.list({ reverse: true, limit: LATEST });
    return latest?.value.state === 'waiting' ? latest : undefined;
  }

  /**
   * A challenge now, called for by an officer or drawn; `record` makes its entry and is awaited
   * first. In the shelf's turn, and only when none waits.
   */
  async issue(
    now: number,
    askedBy: string | null,
    record: (id: string) => Promise<unknown>,
  ): Promise<IssuedChallenge> {
    const roster = this.roster(now);
    const value = drawn({
      ...{ at: now, askedBy, order: this.#order(roster, now), answerMs: this.#settings.answerMs },
      nonce: bytesToHex(this.#ports.random(NONCE_BYTES)),
      isCovered: onDuty(roster, now).length > 0,
    });
    const id = newId(now);
    await record(id);
    const changes: DocumentChange[] = [this.challenges.put(id, value)];
    if (askedBy === null) changes.push(this.#planned(now));
    await this.#ports.shelf.change(changes);
    return { id, value };
  }

  /** The bytes that an officer signs to answer a challenge. */
  statement(id: string, { nonce }: Challenge, officer: string): Uint8Array {
    const { nodeId, replica } = this.#ports.host;
    const facts = [
      ['challenge', id],
      ['nonce', nonce],
    ] as const;
    const statement = { kind: 'duty-answer', nodeId, officer, facts } as const;
    return statementSigningBytes(replica.chain.chainId, statement);
  }

  /** The challenge as it is with an answer, or why that does not count; nothing is kept yet. */
  judge(
    { id, value }: IssuedChallenge,
    { officer, signature, at }: { officer: string; signature: Uint8Array; at: number },
  ): Challenge | AnswerRefusal {
    const key = ownOfficer(this.#ports.host, officer)?.publicKey;
    const isGenuine =
      key !== undefined && verify(key, this.statement(id, value, officer), signature);
    return answeredBy(value, { at, signature: bytesToHex(signature), isGenuine });
  }

  async keep(id: string, value: Challenge): Promise<void> {
    await this.#ports.shelf.change([this.challenges.put(id, value)]);
  }

  /** Calls the next person when nobody answered, and draws a challenge when its moment came. */
  tick(now: number): Promise<void> {
    return this.#ports.shelf.inTurn(async () => {
      for (const [id, { to }] of this.#upcoming) if (to <= now) this.#upcoming.delete(id);
      const waiting = await this.waiting();
      if (waiting === undefined) await this.#draw(now);
      else await this.#escalate(waiting, now);
    });
  }

  async #escalate({ id, value }: IssuedChallenge, now: number): Promise<void> {
    const due = waitingCall(value)?.answerBy ?? now;
    if (now < due) return;
    const order = this.#order(this.roster(now), now);
    const { answerMs } = this.#settings;
    const after = escalatedAt(value, { at: now, order, answerMs });
    if (after === undefined) return;
    const event = after.state === 'unanswered' ? 'duty-unanswered' : 'duty-escalated';
    const object = `${id} ${waitingCall(after)?.officer ?? ''}`.trim();
    await recordProgramAct(this.#ports.host, { event, object, counts: [after.calls.length] });
    await this.keep(id, after);
  }

  async #draw(now: number): Promise<void> {
    const next = await this.#nextDraw.get(NEXT_DRAW);
    if (next === undefined) await this.#ports.shelf.change([this.#planned(now)]);
    if (next === undefined || now < next.at) return;
    await this.issue(now, null, (id) =>
      recordProgramAct(this.#ports.host, { event: 'duty-challenged', object: id }),
    );
  }

  #planned(now: number): DocumentChange {
    const at = drawnMoment(now, this.#settings, this.#ports.random(MOMENT_BYTES));
    return this.#nextDraw.put(NEXT_DRAW, { at });
  }

  // Whoever is no officer any more cannot sign, so he is not called.
  #order(roster: readonly Shift[], now: number): string[] {
    const officers = ownOfficers(this.#ports.host);
    const leads = officers.filter(({ role }) => role === 'security-admin').map(({ id }) => id);
    const known = new Set(officers.map(({ id }) => id));
    return callOrder(roster, now, leads).filter((id) => known.has(id));
  }
}
