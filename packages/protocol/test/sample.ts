import { defaultParameters, type Genesis } from '../src/index.ts';

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
