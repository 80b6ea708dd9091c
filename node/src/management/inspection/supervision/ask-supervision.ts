import { ClientError, createTransport, jsonOf } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { keyOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import {
  askSigningBytes,
  INSPECTION_TEXTS,
  readStatement,
  type StatementAsk,
  type StatementFault,
} from '@mingjing/inspection';
import { KeyPurpose, type Node, NodeRole, type SignedMeasurements } from '@mingjing/protocol';
import { createTexts, LANGUAGES } from '@mingjing/service';
import Type from 'typebox';
import { Value } from 'typebox/value';
import type {
  SupervisionAnswer,
  SupervisionPort,
  SupervisionQuestion,
  SupervisionSilence,
} from '../world.ts';
import type { InspectionConfig } from './inspection-config.ts';

/** It verifies blocks anew and searches them; what takes longer is not worth waiting for. */
const ANSWER_MS = 60_000;
/** A node may be so many blocks behind another one that follows. */
const BEHIND_BLOCKS = 10;

const answerShape = Type.Object({
  measurements: Type.String({ pattern: '^[A-Za-z0-9_-]+$' }),
  signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
});

export interface SupervisionParts {
  readonly host: Pick<Host, 'nodeId' | 'replica' | 'statements'>;
  readonly config: NonNullable<InspectionConfig['supervision']>;
  now(): number;
}

/**
 * Asks a supervision node over its HTTP interface. What it answers is believed for its signature
 * alone: the chain names the key, and neither the way nor this organisation can make one.
 */
export function askingSupervision(parts: SupervisionParts): SupervisionPort {
  return { ask: (question) => asked(parts, question) };
}

async function asked(
  { config, host, now }: SupervisionParts,
  question: SupervisionQuestion,
): Promise<SupervisionAnswer> {
  const { chain } = host.replica;
  const node = chain.state.registry.get('node', config.node_id);
  if (!isSupervising(node) || host.statements.keyId() === undefined) {
    return silence('not-on-the-chain');
  }
  const fromHeight = Math.max(0, chain.height - BEHIND_BLOCKS);
  const ask: StatementAsk = {
    ...{ from: host.nodeId, phrase: question.phrase, form_hash: bytesToHex(question.formHash) },
    ...{ items: [...question.items], at: now() },
  };
  const signature = host.statements.sign(askSigningBytes(chain.chainId, ask));
  const signed = await sent(config.url, ask, signature, question.signal);
  if (typeof signed === 'string') return silence(signed);
  const read = readStatement(signed, {
    ...{ chainId: chain.chainId, nodeId: config.node_id, verify, fromHeight, knows },
    ...{ publicKey: keyOf(node, KeyPurpose.statement), phrase: question.phrase },
    ...{ formHash: question.formHash, items: question.items },
  });
  if (!read.ok) return silence(read.fault);
  return { ok: true, by: config.node_id, measurements: read.measurements, signed };
}

function isSupervising(node: Node | undefined): node is Node {
  return node?.role === NodeRole.supervision && node.revokedHeight === 0;
}

async function sent(
  baseUrl: string,
  ask: StatementAsk,
  signature: Uint8Array,
  signal: AbortSignal,
): Promise<SignedMeasurements | 'unreachable' | 'refused' | StatementFault> {
  const json = { ...ask, signature: Buffer.from(signature).toString('base64url') };
  const send = createTransport({ baseUrl, timeoutMs: ANSWER_MS, fetch: fetchUntil(signal) });
  try {
    const answer = jsonOf((await send({ path: '/v1/inspection/statements', json })).bytes);
    if (!Value.Check(answerShape, answer)) return 'malformed';
    return { measurements: bytesOf(answer.measurements), signature: bytesOf(answer.signature) };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return error.status === 0 ? 'unreachable' : 'refused';
  }
}

/** Ends with the run that it is for, too. */
function fetchUntil(signal: AbortSignal): typeof fetch {
  return (url, { signal: own, ...init } = {}) =>
    fetch(url, { ...init, signal: own ? AbortSignal.any([own, signal]) : signal });
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}

function silence(fault: SupervisionSilence): SupervisionAnswer {
  return { ok: false, fault };
}

const texts = createTexts(INSPECTION_TEXTS);

/** Whether this program has the sentence in every language, as a record needs it. */
function knows(key: string): boolean {
  return LANGUAGES.every((language) => texts.find(language, key) !== undefined);
}
