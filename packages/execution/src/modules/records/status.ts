import { RecordStanding, type RecordStatus } from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';

/** The status of a record, of one that nothing has changed yet as well. */
export function statusOf(registry: RegistryReader, recordId: Uint8Array): RecordStatus {
  return (
    registry.get('recordStatus', recordId) ?? {
      recordId,
      standing: RecordStanding.published,
      versions: [],
      reason: 0,
      height: 0,
      commitments: [],
      freezes: [],
      orderId: new Uint8Array(0),
    }
  );
}
