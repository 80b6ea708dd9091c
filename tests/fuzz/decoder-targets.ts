/** Decoders of single messages: of peers, of clients, of files and of other logs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { genesisState } from '@mingjing/execution';
import { verifyCommitCertificate, verifyReceipt } from '@mingjing/proofs';
import {
  bodyCodec,
  codec,
  commitCertificateCodec,
  defaultParameters,
  genesisCodec,
  genesisFromJson,
  genesisToJson,
  parseTransaction,
  receiptCodec,
  transactionCodec,
} from '@mingjing/protocol';
import { simulatedGenesis } from '@mingjing/simulator';
import type { Target } from './fuzzer.ts';
import { messageNames, parsedBack, repaired, seedsOf } from './schema-seeds.ts';

const CHAIN = 'fuzzed-0123456789abcdef';
const believes = () => true;

/** The codec of every message type. */
export const codecTargets: readonly Target[] = messageNames.map((name) => ({
  name: `codec-${name}`,
  seeds: (draw) => seedsOf(name, draw),
  run: (input) => parsedBack(codec(name), input).word,
}));

/** A transaction as it comes from a client or a peer. */
const transaction: Target = {
  name: 'transaction',
  seeds: (draw) =>
    seedsOf('Body', draw, (value: object) => ({
      ...value,
      ...{ chainId: CHAIN, signer: new Uint8Array(32), unique: new Uint8Array(16) },
    })).map((body) => transactionCodec.encode({ body, signature: new Uint8Array(64) })),
  run(mutated) {
    const outer = transactionCodec.parse(repaired('Transaction', mutated));
    // Half of them with a body that can be read.
    const body = outer.ok && mutated.length % 2 === 0 && repaired('Body', outer.value.body);
    const input = outer.ok && body ? transactionCodec.encode({ ...outer.value, body }) : mutated;
    return takenApart(input);
  },
};

function takenApart(input: Uint8Array): string {
  const parsed = parseTransaction(input, CHAIN, defaultParameters);
  if (!parsed.ok) return parsed.reason;
  const { body, signature, bodyBytes } = parsed.value;
  const again = transactionCodec.encode({ body: bodyCodec.encode(body), signature });
  if (!Buffer.from(again).equals(input)) throw new Error('a body encodes to other bytes');
  if (!Buffer.from(bodyBytes).equals(bodyCodec.encode(body))) throw new Error('body bytes');
  return `accepted-${parsed.value.message.type}`;
}

/** A genesis file, and the state that is made of it. */
const genesisFile: Target = {
  name: 'genesis-file',
  seeds: () => [Buffer.from(genesisToJson(simulatedGenesis()))],
  run(input) {
    const parsed = genesisFromJson(Buffer.from(input).toString('utf8'));
    if (!parsed.ok) return parsed.reason;
    const again = genesisFromJson(genesisToJson(parsed.value));
    if (!again.ok) throw new Error(`its own text is refused: ${again.reason}`);
    const state = genesisState(parsed.value, believes);
    return state.ok ? 'accepted' : state.reason.split('-').slice(0, 2).join('-');
  },
};

/** A genesis in its canonical form, as it lies in receipts. */
const genesisMessage: Target = {
  name: 'genesis-state',
  seeds: (draw) => [genesisCodec.encode(simulatedGenesis()), ...seedsOf('Genesis', draw)],
  run(input) {
    const { word, value } = parsedBack(genesisCodec, repaired('Genesis', input));
    if (value === undefined) return word;
    const state = genesisState(value, believes);
    return state.ok ? 'accepted' : state.reason.split('-').slice(0, 2).join('-');
  },
};

const example = join(import.meta.dirname, '../../docs/spec/receipt-example.hex');

/** A receipt, with signatures believed so that what lies behind them is reached. */
const receipt: Target = {
  name: 'receipt',
  seeds(draw) {
    const bytes = Buffer.from(readFileSync(example, 'utf8').replace(/\s/g, ''), 'hex');
    return [Uint8Array.from(bytes), ...seedsOf('Receipt', draw)];
  },
  run(mutated) {
    const input = repaired('Receipt', mutated);
    const check = verifyReceipt(input, { verify: believes });
    if (!check.ok) return `${check.part}-${check.reason}`;
    if (!receiptCodec.parse(input).ok) throw new Error('accepted, and not canonical');
    return 'accepted';
  },
};

/** A commit certificate against a set of four. */
const certificate: Target = {
  name: 'certificate',
  seeds(draw) {
    const signatures = [0, 1, 2, 3].map((validator) => ({
      validator,
      signature: new Uint8Array(64),
    }));
    const whole = { height: 7, round: 1, blockId: new Uint8Array(32).fill(9), signatures };
    return [commitCertificateCodec.encode(whole), ...seedsOf('CommitCertificate', draw)];
  },
  run(input) {
    const voteKey = new Uint8Array(32).fill(1);
    const validators = ['a', 'b', 'c', 'd'].map((id) => ({
      ...{ nodeId: `node-${id}`, organisation: `org-${id}`, voteKey, power: 1 },
    }));
    const bytes = repaired('CommitCertificate', input);
    const claim = { chainId: CHAIN, set: { validators }, certificate: bytes, verify: believes };
    const verdict = verifyCommitCertificate(claim);
    if (!verdict.ok) return verdict.reason;
    if (verdict.value.power * 3 <= verdict.value.total * 2) throw new Error('no quorum');
    return 'accepted';
  },
};

export const messageTargets: readonly Target[] = [
  ...[transaction, genesisFile, genesisMessage, receipt, certificate],
];
