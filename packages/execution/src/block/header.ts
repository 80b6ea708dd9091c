import { equalBytes } from '@mingjing/crypto';
import {
  certificateHash,
  FORMAT_VERSION,
  type Header,
  positionOf,
  RULES_VERSION,
} from '@mingjing/protocol';
import type { ChainState } from '../state/chain-state.ts';
import type { Outcome } from './draft.ts';

/** The header of an executed block. */
export function headerOf(
  state: ChainState,
  outcome: Outcome,
  proposer: string,
  parentCertificate: Uint8Array,
): Header {
  return {
    version: FORMAT_VERSION,
    rulesVersion: RULES_VERSION,
    chainId: state.chainId,
    height: outcome.height,
    time: outcome.time,
    proposer,
    parentId: state.blockId,
    parentCertificateHash: certificateHash(state.chainId, parentCertificate),
    transactionsRoot: outcome.transactionsRoot,
    stateRoot: outcome.stateRoot,
    resultsRoot: outcome.resultsRoot,
    validatorsHash: state.validatorsHash,
    nextValidatorsHash: outcome.nextValidatorsHash,
    parametersHash: state.parametersHash,
  };
}

export type HeaderRefusal =
  | 'header-version'
  | 'header-rules'
  | 'header-chain'
  | 'header-height'
  | 'header-time'
  | 'header-proposer'
  | 'header-parent'
  | 'header-parent-certificate'
  | 'header-validators'
  | 'header-parameters'
  | 'header-transactions-root'
  | 'header-results-root'
  | 'header-state-root'
  | 'header-next-validators';

/** What a header must say before its block is executed. */
export function headerRefusal(
  state: ChainState,
  header: Header,
  parentCertificate: Uint8Array,
): HeaderRefusal | undefined {
  if (header.version !== FORMAT_VERSION) return 'header-version';
  if (header.rulesVersion !== RULES_VERSION) return 'header-rules';
  if (header.chainId !== state.chainId) return 'header-chain';
  if (header.height !== state.height + 1) return 'header-height';
  if (header.time <= state.time) return 'header-time';
  if (positionOf(state.validators, header.proposer) === undefined) return 'header-proposer';
  if (!equalBytes(header.parentId, state.blockId)) return 'header-parent';
  const certificate = certificateHash(state.chainId, parentCertificate);
  if (!equalBytes(header.parentCertificateHash, certificate)) return 'header-parent-certificate';
  if (!equalBytes(header.validatorsHash, state.validatorsHash)) return 'header-validators';
  if (!equalBytes(header.parametersHash, state.parametersHash)) return 'header-parameters';
  return undefined;
}

/** What it must say once its block is executed. */
export function outcomeRefusal(header: Header, outcome: Outcome): HeaderRefusal | undefined {
  if (!equalBytes(header.transactionsRoot, outcome.transactionsRoot)) {
    return 'header-transactions-root';
  }
  if (!equalBytes(header.resultsRoot, outcome.resultsRoot)) return 'header-results-root';
  if (!equalBytes(header.stateRoot, outcome.stateRoot)) return 'header-state-root';
  return equalBytes(header.nextValidatorsHash, outcome.nextValidatorsHash)
    ? undefined
    : 'header-next-validators';
}
