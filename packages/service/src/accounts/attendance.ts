import type { Session } from './sessions.ts';

/** What was opened in a session. */
export interface Attending {
  /** Told once, when it has to end. */
  readonly end: () => void;
  /** It only listens and tells nothing of a person: an end by idleness is none for it. */
  readonly outlivesIdle?: boolean;
}

interface Attended {
  readonly session: Session;
  readonly open: Set<Attending>;
}

/**
 * What lasts longer than a call and has to end with the session it was opened in, such as a stream
 * of events.
 */
export class Attendance {
  readonly #open = new Map<string, Attended>();

  /** Holds it until its session is over; the answer lets it go before. */
  add(session: Session, attending: Attending): () => void {
    const attended = this.#open.get(session.id) ?? { session, open: new Set() };
    this.#open.set(session.id, attended);
    attended.open.add(attending);
    return () => {
      attended.open.delete(attending);
      if (attended.open.size === 0) this.#open.delete(session.id);
    };
  }

  sessions(): readonly Session[] {
    return [...this.#open.values()].map(({ session }) => session);
  }

  /** Ends what was opened in a session; by its idleness, all but what outlives that. */
  end(sessionId: string, isIdle = false): void {
    const open = this.#open.get(sessionId)?.open ?? new Set<Attending>();
    const ended = [...open].filter(({ outlivesIdle = false }) => !(isIdle && outlivesIdle));
    for (const each of ended) open.delete(each);
    if (open.size === 0) this.#open.delete(sessionId);
    for (const { end } of ended) end();
  }
}
