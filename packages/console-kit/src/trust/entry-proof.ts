import { bytesToHex } from '@mingjing/crypto';
import { type Genesis, genesisCodec, genesisFromJson, genesisHash } from '@mingjing/protocol';
import type { Proof, ProofCheck } from '../show/proof-badge.tsx';
import { trustedGenesis } from './trusted-genesis.ts';

/** The genesis as a program states it: the keys of journals come from it. */
export interface StatedGenesis {
  readonly genesis: Genesis;
  /** Hexadecimal. */
  readonly hash: string;
}

/** Reads a genesis as it is served; throws the code of an answer that is none. */
export function statedGenesis(text: string): StatedGenesis {
  const parsed = genesisFromJson(text);
  if (!parsed.ok) throw Object.assign(new Error('BAD_ANSWER'), { code: 'BAD_ANSWER' });
  const hash = bytesToHex(genesisHash(genesisCodec.encode(parsed.value)));
  return { genesis: parsed.value, hash };
}

/** Where an entry stands, with what proves it (C2SP tlog-proof). */
export interface ProvedEntry {
  readonly origin: string;
  readonly node: string;
  readonly source: string;
  readonly index: number;
  readonly time: number;
  readonly proof: string;
}

/** What this browser found when it checked an entry. */
export type EntryCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly part: string; readonly reason: string };

/** What failed, by the part that the check names. */
const FAILED: Readonly<Record<string, string>> = {
  proof: 'signature',
  stub: 'inclusion',
  body: 'body',
  words: 'body',
};

/** The badge of an entry: its checks in their order, under the genesis that they stand on. */
export function entryProof(
  entry: ProvedEntry,
  check: EntryCheck,
  genesisHashHex: string,
  command: string,
): Proof {
  const trusted = trustedGenesis();
  // A node that was admitted later has keys that a genesis does not know: nothing is wrong with it.
  const isUnknown = !check.ok && check.reason === 'unknown-log';
  const failed = check.ok || isUnknown ? undefined : FAILED[check.part];
  const isOther = trusted !== undefined && trusted !== genesisHashHex;
  const unproved = isUnknown ? 'unchecked' : trusted === undefined ? 'stated' : 'checked';
  return {
    state: failed !== undefined || isOther ? 'failed' : unproved,
    by: entry.node,
    checks: [
      ...entryChecks(entry, check, (name) => {
        if (isUnknown) return 'unchecked';
        return failed === undefined ? 'checked' : failed === name ? 'failed' : 'unchecked';
      }),
      {
        name: 'genesis',
        state: trusted === undefined ? 'unchecked' : isOther ? 'failed' : 'checked',
        hash: genesisHashHex,
      },
    ],
    download: {
      name: `${entry.source}-${entry.index}.tlog-proof`,
      bytes: () => new TextEncoder().encode(entry.proof),
    },
    command,
  };
}

function entryChecks(
  { index, origin, time }: ProvedEntry,
  check: EntryCheck,
  stateOf: (name: string) => ProofCheck['state'],
): ProofCheck[] {
  return [
    { name: 'signature', state: stateOf('signature'), value: origin },
    { name: 'inclusion', state: stateOf('inclusion'), value: index, at: time },
    {
      name: 'body',
      state: stateOf('body'),
      ...(check.ok ? {} : { value: `${check.part}: ${check.reason}` }),
    },
  ];
}
