import {
  type AccessOpen,
  type AccessOrder,
  defaultParameters,
  type Genesis,
  type RecordEnvelope,
  type RecordItem,
} from '../src/index.ts';

export const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);

/** A genesis with something in every part. */
export const genesis: Genesis = {
  version: 1,
  suite: 1,
  name: 'demo',
  time: 1_790_000_000_000,
  parameters: defaultParameters,
  organisations: [{ id: 'org-a', region: 'CN-11' }],
  authorities: [{ id: 'authority', jurisdiction: 'CN' }],
  nodes: [
    {
      id: 'node-a',
      organisation: 'org-a',
      role: 1,
      keys: [{ purpose: 2, publicKey: bytes(32, 0xa1), possession: bytes(64, 0xa2) }],
      power: 10,
      revokedHeight: 0,
      region: '',
      location: bytes(0, 0),
    },
  ],
  officers: [
    {
      id: 'officer-a',
      organisation: 'org-a',
      role: 7,
      key: { purpose: 5, publicKey: bytes(32, 0xb1), possession: bytes(64, 0xb2) },
      jurisdictions: ['CN-11'],
      capabilities: [1, 300],
      revokedHeight: 0,
    },
  ],
  verifiers: [
    {
      id: 'verifier-a',
      organisation: 'org-a',
      key: { purpose: 7, publicKey: bytes(32, 0xc1), possession: bytes(64, 0xc2) },
      syntheticOnly: true,
      revokedHeight: 0,
    },
  ],
  users: [],
};

/** An envelope with so many recipients whose bytes are no elements. */
export function envelope(change: Partial<RecordEnvelope> = {}, recipients = 1): RecordEnvelope {
  return {
    ...{ epoch: 1, c0: bytes(32, 20), cs: bytes(32, 21), keyCheck: bytes(32, 22) },
    recipients: Array.from({ length: recipients }, (_, at) => {
      return { keyId: bytes(32, 30 + at), publicKey: bytes(32, 40 + at), wrapped: bytes(32, 50) };
    }),
    ...{ ciphertext: bytes(32, 23), proof: bytes(64, 24) },
    ...change,
  };
}

/** A record sealed to so many; of another `fill` another C0 and ciphertext. */
export function sealedRecord(recipients: number, fill = 23): RecordItem {
  const ciphertext = bytes(32, fill);
  return {
    ...{ category: 7, subject: 'order/9' },
    attachments: [{ commitment: ciphertext, sizeBytes: 1000, role: 3 }],
    envelope: envelope({ c0: ciphertext, ciphertext }, recipients),
  };
}

export function accessOrder(change: Partial<AccessOrder>): AccessOrder {
  return {
    ...{ kind: 1, recordId: bytes(36, 1), userId: '', commitment: bytes(0, 0) },
    ...{ blinded: bytes(32, 2), epoch: 1, basis: 1, notice: '2026-0123', deadline: 1 },
    ...{ openBy: 0, expiresAt: 2, officers: [{ officer: 'inspector', sealingKey: bytes(32, 3) }] },
    ...change,
  };
}

export function accessOpening(change: Partial<AccessOpen>): AccessOpen {
  return {
    ...{ orderId: bytes(32, 1), recordId: bytes(36, 1), userId: '', basis: 1 },
    ...{ blinding: bytes(32, 2), ...change },
  };
}
