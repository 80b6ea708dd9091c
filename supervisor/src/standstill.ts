/** A look comes each second: after so much longer this program itself stood still, ms. */
export const STOOD_STILL_MS = 5000;
/** Then the others have this long to be heard again: redials, and a round of the witness, ms. */
export const HEARING_MS = 12_000;

/**
 * Tells this program's own standstill from the silence of others. A machine that was suspended, a
 * process that was stopped or starved has heard nobody: that is nobody else's fault.
 */
export class Standstill {
  #lookedAt: number;
  /** Set while the others are given time. */
  #hearingUntil: number | undefined;

  constructor(now: number) {
    this.#lookedAt = now;
  }

  /** At each look: whether others may be judged by what was heard of them. */
  mayJudge(now: number): boolean {
    const stoodStill = now - this.#lookedAt > STOOD_STILL_MS;
    this.#lookedAt = now;
    // One that is starved all the time judges at the end of each such time: it is not mute.
    if (stoodStill && this.#hearingUntil === undefined) this.#hearingUntil = now + HEARING_MS;
    if (this.#hearingUntil === undefined) return true;
    if (now < this.#hearingUntil) return false;
    this.#hearingUntil = undefined;
    return true;
  }
}
