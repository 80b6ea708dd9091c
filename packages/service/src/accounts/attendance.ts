import type { Session } from './sessions.ts';

interface Attended {
  readonly session: Session;
  readonly ends: Set<() => void>;
}

/**
 * What lasts longer than a call and has to end with the session it was opened in, such as a stream
 * of events. It only listens, so it outlives a session that ended because nobody did anything.
 */
export class Attendance {
  readonly #open = new Map<string, Attended>();

  /** Calls `end` once the session is over; the answer stops that. */
  add(session: Session, end: () => void): () => void {
    const attended = this.#open.get(session.id) ?? { session, ends: new Set() };
    this.#open.set(session.id, attended);
    attended.ends.add(end);
    return () => {
      attended.ends.delete(end);
      if (attended.ends.size === 0) this.#open.delete(session.id);
    };
  }

  sessions(): readonly Session[] {
    return [...this.#open.values()].map(({ session }) => session);
  }

  /** Ends all that was opened in a session. */
  end(sessionId: string): void {
    const ends = this.#open.get(sessionId)?.ends ?? [];
    this.#open.delete(sessionId);
    for (const end of [...ends]) end();
  }
}
