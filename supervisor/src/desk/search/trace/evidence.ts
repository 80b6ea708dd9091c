import type { ProvedHit } from '@mingjing/host';
import type { TraceEntry } from '@mingjing/protocol';
import type { EntryName } from '@mingjing/replica';

/** What shows the edges of a trace, collected while they are found. */
export class CollectedEvidence {
  readonly transactions = new Map<string, Uint8Array>();
  readonly entries = new Map<string, TraceEntry>();
  readonly #names = new Map<string, EntryName>();

  transaction(hex: string, id: Uint8Array): void {
    this.transactions.set(hex, id);
  }

  /** An entry of the registry that the state proof has to show. */
  state(name: EntryName): void {
    const [kind, identifier] = name;
    const text = typeof identifier === 'string' ? identifier : identifier.join();
    this.#names.set(`${kind} ${text}`, name);
  }

  /** An entry of a journal, whose node the state proof has to show. */
  entry(name: string, { document, log, proof, stored }: ProvedHit): void {
    const { bodyBytes, stubBytes } = stored;
    if (bodyBytes === undefined) return;
    this.entries.set(name, {
      ...{ origin: log.origin, stub: stubBytes, body: bodyBytes },
      proof: new TextEncoder().encode(proof),
    });
    this.state(['node', document.node]);
  }

  get names(): EntryName[] {
    return [...this.#names.values()];
  }
}
