import { type Signer, verify } from '@mingjing/crypto/node';
import { holdsInForce, keyOf, logKey } from '@mingjing/execution';
import type { Journal } from '@mingjing/journal';
import {
  type AnchorEntry,
  type Checked,
  copyStatementCodec,
  FORMAT_VERSION,
  JournalSource,
  type JournalSourceName,
  KeyPurpose,
  type LogHistory,
  NodeRole,
  passed,
  type RetainedLog,
  refused,
  retentionCertificateCodec,
  retentionSigningBytes,
  retentionStatementCodec,
  SOURCE_NAMES,
  signedStatement,
  Tag,
} from '@mingjing/protocol';
import { buildStateProof, type EntryName, type Replica } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { Heartbeats, type HeartbeatTally } from './heartbeats.ts';
import { retainedLog } from './retained-log.ts';
import type { VouchedLog, VouchedLogs } from './vouched-log.ts';

/**
 * Why there is no certificate: no block yet; the chain does not name the node, or names a statement
 * key that the home does not hold; a log is shorter than what was anchored of it.
 */
export type CertificateRefusal = 'no-block' | 'not-registered' | 'no-statement-key' | 'log-behind';

export interface CertifierParts {
  readonly journal: Journal;
  readonly replica: Pick<Replica, 'chain'>;
  readonly store: NodeStore;
  readonly nodeId: string;
  /** Signs under this public key; undefined when the home does not hold its key. */
  readonly statementSigner: (publicKey: Uint8Array) => Signer | undefined;
  /** Ms since the epoch. */
  readonly now: () => number;
}

type Vouched = ReadonlyMap<JournalSourceName, VouchedLog>;

/**
 * Makes retention certificates (docs/spec/retention.md) of the node's own logs. One is made at a
 * time, and whoever asks meanwhile gets the same: work does not grow with the number of questions.
 */
export class RetentionCertifier {
  readonly #parts: CertifierParts;
  readonly #heartbeats: Heartbeats;
  #making: Promise<Checked<Uint8Array, CertificateRefusal>> | undefined;
  /** Cosignatures and copies of the logs, from whoever witnesses them. */
  readonly #vouchedOf: VouchedLogs;

  constructor(parts: CertifierParts, vouched: VouchedLogs) {
    this.#parts = parts;
    this.#heartbeats = new Heartbeats(parts.journal);
    this.#vouchedOf = vouched;
  }

  /** Canonical certificate of the logs as they are now; throws what journal and store throw. */
  issue(): Promise<Checked<Uint8Array, CertificateRefusal>> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #make(): Promise<Checked<Uint8Array, CertificateRefusal>> {
    const { replica, store, nodeId, statementSigner, now } = this.#parts;
    const tally = await this.#heartbeats.tally();
    const vouched = await this.#vouchedLogs();
    // From here to the proof nothing is waited for: what is read is what is proved.
    const { chainId, registry } = replica.chain.state;
    const node = registry.get('node', nodeId);
    if (node === undefined) return refused('not-registered');
    const signer = statementSigner(keyOf(node, KeyPurpose.statement));
    if (signer === undefined) return refused('no-statement-key');
    const anchor = registry.get('anchor', nodeId);
    const histories = SOURCE_NAMES.map((source) =>
      registry.get('logHistory', logKey(nodeId, JournalSource[source])),
    );
    const signed = new Map([...vouched].map(([name, log]) => [name, stillSigned(log, replica)]));
    const state = await buildStateProof(replica.chain, store, this.#names(vouched));
    if (state === undefined) return refused('no-block');
    const logs = await this.#logs({ anchor, histories }, signed, tally);
    if (logs === undefined) return refused('log-behind');
    const issued = { version: FORMAT_VERSION, nodeId, issuedAt: now(), state, logs };
    const statement = retentionStatementCodec.encode(issued);
    const signature = signer.sign(retentionSigningBytes(chainId, statement));
    return passed(retentionCertificateCodec.encode({ statement, signature }));
  }

  async #vouchedLogs(): Promise<Vouched> {
    const vouched = new Map<JournalSourceName, VouchedLog>();
    for (const source of SOURCE_NAMES) {
      const log = await this.#vouchedOf(source);
      if (log !== undefined) vouched.set(source, log);
    }
    return vouched;
  }

  /** What of the registry a reader needs in order to judge the logs. */
  #names(vouched: Vouched): EntryName[] {
    const { replica, nodeId } = this.#parts;
    const { registry, time } = replica.chain.state;
    const supervision = registry.all('node').filter(({ role }) => role === NodeRole.supervision);
    const named = [...supervision.map(({ id }) => id), ...[...vouched.values()].flatMap(givers)];
    return [
      ['retention', ''],
      ['anchor', nodeId],
      ...[nodeId, ...named].map((id) => ['node', id] as const),
      ...SOURCE_NAMES.map(
        (source) => ['logHistory', logKey(nodeId, JournalSource[source])] as const,
      ),
      ...holdsInForce(registry, time).map(({ id }) => ['hold', id] as const),
    ];
  }

  /** The logs that have entries or an anchor; undefined when one is behind its anchor. */
  async #logs(
    { anchor, histories }: Word,
    vouched: Vouched,
    tally: HeartbeatTally,
  ): Promise<RetainedLog[] | undefined> {
    const { journal } = this.#parts;
    const logs: RetainedLog[] = [];
    for (const [place, source] of SOURCE_NAMES.entries()) {
      const isAnchored = anchor?.logs.some((log) => log.source === JournalSource[source]);
      if (!isAnchored && journal.durableSize(source) === 0) continue;
      const log = await retainedLog(journal, {
        ...{ source, anchor, history: histories[place], vouched: vouched.get(source) },
        tally: source === 'maintenance' ? tally : undefined,
      });
      if (log === undefined) return undefined;
      logs.push(log);
    }
    return logs;
  }
}

/** What the chain says of the node's logs. */
interface Word {
  readonly anchor: AnchorEntry | undefined;
  /** By source, in source order. */
  readonly histories: readonly (LogHistory | undefined)[];
}

/** Nodes that gave something for a log. */
function givers({ witnesses, copies }: VouchedLog): string[] {
  const holders = copies.map(({ statement }) => copyStatementCodec.decode(statement).holder);
  return [...witnesses, ...holders];
}

/** The log with the copies whose holders the chain still names with the keys that signed them. */
function stillSigned(log: VouchedLog, { chain }: Pick<Replica, 'chain'>): VouchedLog {
  const { chainId, registry } = chain.state;
  const copies = log.copies.filter(({ statement, signature }) => {
    const holder = registry.get('node', copyStatementCodec.decode(statement).holder);
    if (holder === undefined) return false;
    const signing = signedStatement(Tag.copy, chainId, statement);
    return verify(keyOf(holder, KeyPurpose.statement), signing, signature);
  });
  return { ...log, copies };
}
