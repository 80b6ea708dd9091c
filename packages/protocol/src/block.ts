import { codec } from './codec.ts';

export interface Header {
  version: number;
  rulesVersion: number;
  chainId: string;
  height: number;
  time: number;
  proposer: string;
  parentId: Uint8Array;
  parentCertificateHash: Uint8Array;
  transactionsRoot: Uint8Array;
  stateRoot: Uint8Array;
  resultsRoot: Uint8Array;
  validatorsHash: Uint8Array;
  nextValidatorsHash: Uint8Array;
  parametersHash: Uint8Array;
}
export interface Validator {
  nodeId: string;
  organisation: string;
  voteKey: Uint8Array;
  power: number;
}
export interface ValidatorSet {
  validators: Validator[];
}
export const VoteType = { prevote: 1, precommit: 2 } as const;
export interface VoteStatement {
  type: number;
  height: number;
  round: number;
  blockId: Uint8Array;
}
export interface ProposalStatement {
  height: number;
  round: number;
  validRound: number;
  blockId: Uint8Array;
}
export interface CommitSignature {
  validator: number;
  signature: Uint8Array;
}
export interface CommitCertificate {
  height: number;
  round: number;
  blockId: Uint8Array;
  signatures: CommitSignature[];
}
export interface Block {
  header: Uint8Array;
  parentCertificate: Uint8Array;
  transactions: Uint8Array[];
}
export interface Result {
  code: number;
}
export interface Tip {
  chainId: string;
  nodeId: string;
  height: number;
  blockId: Uint8Array;
  stateRoot: Uint8Array;
  time: number;
}
export interface SignedTip {
  tip: Uint8Array;
  signature: Uint8Array;
}
export interface ValidatorStep {
  header: Uint8Array;
  certificate: Uint8Array;
  nextValidators: Uint8Array;
}
export interface AttachmentOpening {
  commitment: Uint8Array;
  salt: Uint8Array;
  contentHash: Uint8Array;
}
export interface Receipt {
  version: number;
  genesis: Uint8Array;
  transaction: Uint8Array;
  index: number;
  count: number;
  transactionProof: Uint8Array[];
  result: Uint8Array;
  resultProof: Uint8Array[];
  header: Uint8Array;
  certificate: Uint8Array;
  steps: ValidatorStep[];
  attachments: AttachmentOpening[];
}

export const headerCodec = codec<Header>('Header');
export const validatorSetCodec = codec<ValidatorSet>('ValidatorSet');
export const voteStatementCodec = codec<VoteStatement>('VoteStatement');
export const proposalStatementCodec = codec<ProposalStatement>('ProposalStatement');
export const commitCertificateCodec = codec<CommitCertificate>('CommitCertificate');
export const blockCodec = codec<Block>('Block');
export const resultCodec = codec<Result>('Result');
export const tipCodec = codec<Tip>('Tip');
export const signedTipCodec = codec<SignedTip>('SignedTip');
export const receiptCodec = codec<Receipt>('Receipt');
