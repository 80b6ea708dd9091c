import { bytesToHex } from '@mingjing/crypto';
import type { FoundRecord, Host } from '@mingjing/host';
import { proveInclusionFromLeaves } from '@mingjing/tlog';
import {
  heldAttachments,
  type OpenBlock,
  openStored,
  type ValidatorSets,
  validatorSets,
} from '../../reading/checks.ts';
import { type RecordView, recordView } from '../../reading/records.ts';

/** That a transaction stands in a certified block; byte fields in base64. */
export interface RecordProof {
  readonly header: string;
  readonly certificate: string;
  readonly transaction: string;
  /** Its place in the tree of the header's transactions root, RFC 6962. */
  readonly index: number;
  readonly count: number;
  readonly inclusion: readonly string[];
}

/** A record that was found, with its checks made again and what others can make them with. */
export interface RecordHit extends RecordView {
  readonly organisation: string;
  readonly contents: readonly {
    readonly commitment: string;
    readonly role: number;
    readonly size_bytes: number;
    readonly taken_down: boolean;
  }[];
  /** Names of its texts; none while a content is not here. */
  readonly text_hashes: readonly string[];
  readonly proof: RecordProof;
}

/** Looks at the records of one answer: each of their blocks is verified once. */
export class RecordHits {
  readonly #host: Host;
  readonly #blocks = new Map<number, OpenBlock>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** The records in their order, each with its checks made again. */
  async all(records: readonly FoundRecord[]): Promise<RecordHit[]> {
    const [setAt, held] = await Promise.all([
      validatorSets(this.#host),
      heldAttachments(
        this.#host,
        records.flatMap(({ item }) => item.attachments),
      ),
    ]);
    return Promise.all(records.map((record) => this.#of(record, this.#block(record, setAt), held)));
  }

  async #of(record: FoundRecord, opened: OpenBlock, held: ReadonlySet<string>): Promise<RecordHit> {
    const { document, index, item, organisation, transaction } = record;
    const { contents } = this.#host.replica;
    const place = { index, position: record.position };
    const viewed = { ...place, opened, transaction, item, held, isRehashed: false };
    const view = await recordView(this.#host, viewed);
    return {
      ...view,
      organisation,
      contents: item.attachments.map(({ commitment, role, sizeBytes }) => ({
        ...{ commitment: bytesToHex(commitment), role, size_bytes: sizeBytes },
        taken_down: contents.isTakenDown(commitment),
      })),
      text_hashes: document.contents.slice(item.attachments.length),
      proof: proofOf(opened, index),
    };
  }

  #block({ height, stored }: FoundRecord, setAt: ValidatorSets): OpenBlock {
    const known = this.#blocks.get(height);
    if (known !== undefined) return known;
    const opened = openStored(this.#host, stored, setAt);
    this.#blocks.set(height, opened);
    return opened;
  }
}

function proofOf({ block, certificateBytes, leaves }: OpenBlock, index: number): RecordProof {
  return {
    header: base64(block.header),
    certificate: base64(certificateBytes),
    transaction: base64(block.transactions[index] ?? new Uint8Array(0)),
    ...{ index, count: leaves.length },
    inclusion: proveInclusionFromLeaves(leaves, index).map(base64),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
