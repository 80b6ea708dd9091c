import { bytesToHex } from '@mingjing/crypto';
import { resultCodeName } from '@mingjing/execution';
import {
  blockCodec,
  blockId,
  bodyCodec,
  commitCertificateCodec,
  headerCodec,
  messageOf,
  transactionCodec,
  transactionId,
} from '@mingjing/protocol';
import type { StoredBlock } from '@mingjing/replica';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';
import { hexId, idBytes } from './hex.ts';

/** Blocks, transactions and their receipts. */
export function blockRoutes({ host }: ApiContext): AnyRoute[] {
  const read = { method: 'GET', policy: 'public' } as const;
  const byId = Type.Object({ id: hexId(32) });
  return [
    defineRoute({
      ...read,
      path: '/v1/blocks/:height',
      act: { source: 'access', event: 'block-read' },
      summary: 'Header, certificate and transactions of a block',
      schema: { params: Type.Object({ height: Type.Integer({ minimum: 1 }) }) },
      async handler({ params, act }) {
        act.object = String(params.height);
        const stored = await host.store.block(params.height);
        if (stored === undefined) throw new Problem(404, 'block-unknown');
        return { json: describeBlock(host, stored) };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/transactions/:id',
      act: { source: 'access', event: 'transaction-read' },
      summary: 'Where a transaction stands and what came of it',
      schema: { params: byId },
      async handler({ params, act }) {
        act.object = params.id;
        return { json: await describeTransaction(host, idBytes(params.id)) };
      },
    }),
    defineRoute({
      ...read,
      path: '/v1/receipts/:id',
      act: { source: 'access', event: 'receipt-read' },
      summary: 'Receipt of a committed transaction, for offline verification',
      answerMediaType: 'application/octet-stream',
      schema: { params: byId },
      async handler({ params, act }) {
        act.object = params.id;
        const receipt = await host.replica.receipt(idBytes(params.id));
        if (receipt === undefined) throw new Problem(404, 'transaction-unknown');
        return { bytes: receipt };
      },
    }),
  ];
}

function describeBlock(host: ApiContext['host'], stored: StoredBlock) {
  const { chainId } = host.replica.chain;
  const block = blockCodec.decode(stored.block);
  const header = headerCodec.decode(block.header);
  const certificate = commitCertificateCodec.decode(stored.certificate);
  return {
    block_id: bytesToHex(blockId(chainId, block.header)),
    header: {
      version: header.version,
      rules_version: header.rulesVersion,
      chain_id: header.chainId,
      height: header.height,
      time: header.time,
      proposer: header.proposer,
      parent_id: bytesToHex(header.parentId),
      parent_certificate_hash: bytesToHex(header.parentCertificateHash),
      transactions_root: bytesToHex(header.transactionsRoot),
      state_root: bytesToHex(header.stateRoot),
      results_root: bytesToHex(header.resultsRoot),
      validators_hash: bytesToHex(header.validatorsHash),
      next_validators_hash: bytesToHex(header.nextValidatorsHash),
      parameters_hash: bytesToHex(header.parametersHash),
    },
    certificate: {
      round: certificate.round,
      signers: certificate.signatures.length,
      validators: host.replica.chain.state.validators.validators.length,
    },
    transactions: block.transactions.map((bytes) =>
      bytesToHex(transactionId(chainId, transactionCodec.decode(bytes).body)),
    ),
  };
}

async function describeTransaction(host: ApiContext['host'], id: Uint8Array) {
  if (host.replica.pool.hasId(id)) return { status: 'pending' };
  const found = await host.store.findTransaction(id);
  const stored = found && (await host.store.block(found.height));
  const bytes = stored && blockCodec.decode(stored.block).transactions[found.index];
  if (!found || !stored || bytes === undefined) throw new Problem(404, 'transaction-unknown');
  const body = bodyCodec.decode(transactionCodec.decode(bytes).body);
  const code = stored.results[found.index] ?? 0;
  return {
    status: 'committed',
    height: found.height,
    index: found.index,
    code,
    result: resultCodeName(code) ?? String(code),
    type: messageOf(body)?.type ?? '',
    signer: bytesToHex(body.signer),
    author: host.replica.chain.state.registry.get('key', body.signer)?.holder ?? '',
  };
}
