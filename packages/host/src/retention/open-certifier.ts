import type { Replica } from '@mingjing/replica';
import type { OpenParts } from '../open-parts.ts';
import { statementSignerOf } from '../signer.ts';
import { RetentionCertifier } from './certificate.ts';

/** The certifier of a home's logs; a supervision node signs its certificates like any other. */
export function openCertifier(
  { journal, store, ring }: OpenParts,
  replica: Replica,
  nodeId: string,
): RetentionCertifier {
  const statementSigner = statementSignerOf(ring);
  const parts = { journal, replica, store, nodeId, statementSigner, now: () => Date.now() };
  return new RetentionCertifier(parts, (source) => journal.cosigned.latest(source));
}
