import { bytesToHex, sha256 } from '@mingjing/crypto';
import type { DocumentChange, Shelf } from '@mingjing/storage';
import type { DocumentVersion } from './document.ts';

const COLLECTION = 'document-pieces';
/** What one document of the shelf may hold. */
const PIECE_BYTES = 1024 * 1024;

/** The pieces of a file, each a sealed document of its own. */
export function piecesOf(version: string, file: Uint8Array): DocumentChange[] {
  const changes: DocumentChange[] = [];
  for (let at = 0; at < file.length; at += PIECE_BYTES) {
    const bytes = file.subarray(at, at + PIECE_BYTES);
    changes.push({ collection: COLLECTION, id: pieceId(version, changes.length), bytes });
  }
  return changes;
}

/** The file as it was handed in, or that it is not what it was. Throws what the disk throws. */
export async function readFile(
  shelf: Shelf,
  version: string,
  { sha256: hash, size }: Pick<DocumentVersion, 'sha256' | 'size'>,
): Promise<Uint8Array | 'damaged'> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at * PIECE_BYTES < size; at += 1) {
    const piece = await readPiece(shelf, pieceId(version, at));
    if (piece === undefined) return 'damaged';
    pieces.push(piece);
  }
  const file = new Uint8Array(Buffer.concat(pieces));
  return bytesToHex(sha256(file)) === hash ? file : 'damaged';
}

// A piece that does not open was altered on the disk: told of the document, not of the program.
async function readPiece(shelf: Shelf, id: string): Promise<Uint8Array | undefined> {
  try {
    return await shelf.get(COLLECTION, id);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'STORE_CORRUPT') return undefined;
    throw error;
  }
}

function pieceId(version: string, index: number): string {
  return `${version}.${index}`;
}
