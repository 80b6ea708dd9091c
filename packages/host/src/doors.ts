import { signerFromSeed } from '@mingjing/crypto/node';
import { openEntry } from '@mingjing/journal';
import type { Host, Statements } from './host.ts';
import type { OpenParts } from './open-parts.ts';
import { namedKey, type Own } from './own.ts';
import { nodeSigner } from './signer.ts';
import { Cosigner } from './witness/cosigner.ts';

/** By what a program on this host joins in its work. */
export function doorsOf(own: Own): Pick<Host, 'alsoErase' | 'serveSealed' | 'standAside'> {
  return {
    standAside: own.standAside,
    alsoErase: (store) => own.erasure?.also(store),
    serveSealed: (contents) => {
      own.sealedContents = contents;
    },
  };
}

/** What signs or opens in the name of this node. */
export function keyHolders(nodeId: string, parts: OpenParts, own: Own) {
  return {
    cosigner: cosignerOf(nodeId, parts, own),
    statements: statementsOf(nodeId, parts, own),
    opened: (entry: Parameters<Host['opened']>[0]) => {
      return openEntry(parts.chainId, entry, parts.personKeys);
    },
  };
}

function statementsOf(nodeId: string, { ring }: OpenParts, own: Own): Statements {
  const signer = nodeSigner(ring, namedKey(nodeId, own), undefined);
  return { keyId: () => signer.statementKeyId, sign: (signing) => signer.signStatement(signing) };
}

function cosignerOf(nodeId: string, { chainId, keys, ring }: OpenParts, own: Own): Cosigner {
  const journal = signerFromSeed(keys.journal?.seed ?? new Uint8Array(0));
  const { signStatement } = nodeSigner(ring, namedKey(nodeId, own), undefined);
  return new Cosigner({ chainId, nodeId }, { journal, signStatement });
}
