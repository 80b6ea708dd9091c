import type { Replica } from '@mingjing/replica';
import type { OpenParts } from '../open-parts.ts';
import { statementSignerOf } from '../signer.ts';
import { Exporter } from './exporter.ts';

/** The exporter of a home's journal. */
export function openExporter(
  { journal, personKeys, store, ring }: OpenParts,
  replica: Replica,
  nodeId: string,
): Exporter {
  const statementSigner = statementSignerOf(ring);
  const now = () => Date.now();
  return new Exporter({ journal, personKeys, replica, store, nodeId, statementSigner, now });
}
