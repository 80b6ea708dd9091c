import { type ParsedTransaction, PROOF_UNITS, refused } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import { proofRefusals } from '../chain/proofs.ts';
import type { ReplicaPorts } from '../ports.ts';
import type { Admitted } from './admission.ts';

/** Wrong proofs of one sender in a minute: each takes some ms, and no honest one is ever wrong. */
const WRONG_PROOFS_MAX = 8;
/** Senders with wrong proofs that are remembered in a minute. */
const WRONG_SENDERS_MAX = 4096;
const MINUTE_MS = 60_000;

/**
 * Checks the proofs of transactions whose signature holds, so that each check stands against a
 * sender: who sends wrong ones is not checked any more until the next minute.
 */
export class ProofGate {
  readonly #chain: Chain;
  readonly #ports: Pick<ReplicaPorts, 'clock' | 'verifier'>;
  readonly #wrong = new Map<string, number>();
  #minute = 0;

  constructor(chain: Chain, ports: Pick<ReplicaPorts, 'clock' | 'verifier'>) {
    this.#chain = chain;
    this.#ports = ports;
  }

  /** The answers with a refusal for each whose proofs do not hold, or are checked no more. */
  async judged(answers: readonly Admitted[]): Promise<readonly Admitted[]> {
    const limited = answers.map((answer): Admitted => {
      if (!answer.ok || !this.#isLimited(answer.value.transaction)) return answer;
      return refused('proof-quota');
    });
    const entries = limited.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const transactions = entries.map(({ transaction }) => transaction);
    const { registry } = this.#chain.state;
    const refusals = await proofRefusals(registry, transactions, this.#ports.verifier);
    const byEntry = new Map(entries.map((entry, at) => [entry, refusals[at]]));
    return limited.map((answer): Admitted => {
      const reason = answer.ok ? byEntry.get(answer.value) : undefined;
      if (!answer.ok || reason === undefined) return answer;
      if (reason === 'proof-invalid') this.#charge(answer.value.transaction.signerKey);
      return refused(reason);
    });
  }

  // What carries no proof costs no check.
  #isLimited({ signerKey, verificationUnits }: ParsedTransaction): boolean {
    if (verificationUnits < PROOF_UNITS) return false;
    this.#turnMinute();
    return (this.#wrong.get(signerKey) ?? 0) >= WRONG_PROOFS_MAX;
  }

  #charge(sender: string): void {
    this.#turnMinute();
    if (this.#wrong.size >= WRONG_SENDERS_MAX && !this.#wrong.has(sender)) return;
    this.#wrong.set(sender, (this.#wrong.get(sender) ?? 0) + 1);
  }

  #turnMinute(): void {
    const minute = Math.floor(this.#ports.clock.now() / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#wrong.clear();
  }
}
