import { compareBytes, equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  type Codec,
  type Header,
  isName,
  type Node,
  passed,
  RegistryKind,
  type RegistryKindName,
  type RegistryValue,
  registryCodecs,
  registryKey,
  registryMapKey,
  type StateEntry,
  type StateProof,
  stateRootOf,
} from '@mingjing/protocol';
import {
  type MapProofFormatRefusal,
  type MapProofRefusal,
  parseMapProof,
  verifyKey,
} from '@mingjing/tlog';
import { certifyHeader } from '../receipt/certified-header.ts';
import type { ReceiptReason, StepField } from '../receipt/facts.ts';
import { STEPS_MAX } from '../receipt/limits.ts';
import { openGenesis } from '../receipt/open-genesis.ts';
import { walkSteps } from '../receipt/walk-steps.ts';

/** Entries in one proof: a node's logs, every hold, and the nodes that are named. */
const STATE_ENTRIES_MAX = 4096;

/** The parts of a state proof, in the order they are checked. */
export type StatePart =
  | 'genesis'
  | 'validator-step'
  | 'header'
  | 'certificate'
  | 'state-root'
  | 'state-entry';
export type StateReason =
  | ReceiptReason
  | MapProofFormatRefusal
  | MapProofRefusal
  | 'too-many-entries'
  | 'not-ascending'
  | 'unknown-kind'
  | 'misnamed'
  | 'root-differs';

/** A state proof that does not hold, with the part that was found wrong. */
export interface StateRefusal {
  readonly ok: false;
  readonly part: StatePart;
  readonly reason: StateReason;
  /** Position of the step or entry. */
  readonly index?: number;
  /** For a step: what of it. */
  readonly of?: StepField;
}

export interface StateProofOptions {
  /** 32 bytes from a source the caller trusts; without it a proof shows its own chain only. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519. */
  readonly verify: VerifySignature;
}

/** The proved entries of a state. */
export interface ProvedState {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly steps: number;
  readonly header: Header;
  readonly blockId: Uint8Array;
  /** Signers of the commit certificate, and validators in the set. */
  readonly signatures: number;
  readonly validators: number;
  /**
   * A proved entry: its value, `undefined` when its absence is proved, `'unproved'` when the proof
   * does not speak of it.
   */
  get<K extends RegistryKindName>(
    kind: K,
    identifier: string | Uint8Array,
  ): RegistryValue<K> | undefined | 'unproved';
  /** All proved present entries of a kind, ascending by key. Others may exist. */
  all<K extends RegistryKindName>(kind: K): RegistryValue<K>[];
}

/**
 * Checks entries of the registry from a genesis on: validator-set changes, header, commit
 * certificate, the three parts of the state root, and a map proof for each entry.
 */
export function verifyStateProof(
  proof: StateProof,
  { trustedGenesisHash, verify }: StateProofOptions,
): { ok: true; value: ProvedState } | StateRefusal {
  if (proof.steps.length > STEPS_MAX) return refusedState('validator-step', 'too-many-steps');
  const genesis = openGenesis(proof.genesis, trustedGenesisHash);
  if (!genesis.ok) return genesis;
  const { chainId, hash, set } = genesis.value;
  const footing = walkSteps({ chainId, height: 0, set }, proof.steps, verify);
  if (!footing.ok) return footing;
  const block = certifyHeader(footing.value, proof.header, proof.certificate, verify);
  if (!block.ok) return refusedState(block.of, block.reason);
  const { header, id, certificate } = block.value;
  const { registryRoot, recordsRoot, replayRoot } = proof;
  const hasRoots = [registryRoot, recordsRoot, replayRoot].every((root) => root.length === 32);
  const root = stateRootOf(chainId, registryRoot, recordsRoot, replayRoot);
  if (!hasRoots || !equalBytes(root, header.stateRoot)) {
    return refusedState('state-root', 'root-differs');
  }
  const entries = proveEntries(chainId, proof);
  if (!entries.ok) return entries;
  return passed({
    ...{ chainId, genesisHash: hash, steps: proof.steps.length, header, blockId: id },
    signatures: certificate.signers.length,
    validators: footing.value.set.validators.length,
    ...readerOf(entries.value),
  });
}

/** Proved values by stored key; undefined where absence is proved. */
type Entries = ReadonlyMap<string, { readonly kind: RegistryKindName; readonly value: unknown }>;

function proveEntries(
  chainId: string,
  { entries, registryRoot }: StateProof,
): { ok: true; value: Entries } | StateRefusal {
  if (entries.length > STATE_ENTRIES_MAX) return refusedState('state-entry', 'too-many-entries');
  const proved = new Map<string, { kind: RegistryKindName; value: unknown }>();
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1]?.key;
    if (before !== undefined && compareBytes(before, entry.key) >= 0) {
      return refusedState('state-entry', 'not-ascending', index);
    }
    const fault = placeFault(chainId, registryRoot, entry);
    if (fault !== undefined) return refusedState('state-entry', fault, index);
    const opened = openEntry(entry);
    if (!opened.ok) return refusedState('state-entry', opened.reason, index);
    proved.set(entry.key.join(), opened.value);
  }
  return passed(proved);
}

function placeFault(
  chainId: string,
  root: Uint8Array,
  { key, value, proof }: StateEntry,
): StateReason | undefined {
  const parsed = parseMapProof(proof);
  if (!parsed.ok) return parsed.reason;
  const verdict = verifyKey({
    ...{ root, key: registryMapKey(chainId, key), proof: parsed.value },
    value: value.length === 0 ? undefined : value,
  });
  return verdict.ok ? undefined : verdict.reason;
}

const kindNames = new Map<number, RegistryKindName>(
  Object.entries(RegistryKind).map(([name, kind]) => [kind, name as RegistryKindName]),
);

// A chain that somebody made up may certify anything: even a proved value is parsed.
function openEntry({ key, value }: StateEntry) {
  const kind = kindNames.get(key[0] ?? 0);
  if (kind === undefined) return { ok: false, reason: 'unknown-kind' } as const;
  if (value.length === 0) return passed({ kind, value: undefined });
  const parsed = (registryCodecs[kind] as Codec<unknown>).parse(value);
  if (!parsed.ok) return parsed;
  if (kind === 'node') {
    const { id } = parsed.value as Node;
    if (!isName(id) || !equalBytes(registryKey('node', id), key)) {
      return { ok: false, reason: 'misnamed' } as const;
    }
  }
  return passed({ kind, value: parsed.value });
}

function readerOf(entries: Entries): Pick<ProvedState, 'get' | 'all'> {
  return {
    get(kind, identifier) {
      const found = entries.get(registryKey(kind, identifier).join());
      return found === undefined ? 'unproved' : (found.value as never);
    },
    all(kind) {
      const present = [...entries.values()].filter((each) => each.value !== undefined);
      return present.filter((each) => each.kind === kind).map(({ value }) => value as never);
    },
  };
}

function refusedState(part: StatePart, reason: StateReason, index?: number): StateRefusal {
  return { ok: false, part, reason, ...(index === undefined ? {} : { index }) };
}
