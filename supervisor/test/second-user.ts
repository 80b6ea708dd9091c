import { saveKeyFile } from '@mingjing/crypto/node';
import type { Genesis } from '@mingjing/protocol';
import { newKey, syntheticUser } from '../../node/src/testnet/identities.ts';

export interface SecondUser {
  readonly id: string;
  readonly organisation: string;
  /** Where his key is left. */
  readonly keyFile: string;
}

/** A genesis with one more user, of an organisation that confirms its own. */
export function withUser(genesis: Genesis, { id, keyFile, organisation }: SecondUser): Genesis {
  const { name, time, users, verifiers } = genesis;
  const confirming = newKey('verifier');
  const { key, user } = syntheticUser(id, { name, now: time }, { key: confirming, organisation });
  saveKeyFile(keyFile, { purpose: 'user', seed: key.seed });
  const verifier = {
    ...{ id: `${organisation}-verifier`, organisation, key: confirming.enrolled },
    ...{ syntheticOnly: true, revokedHeight: 0 },
  };
  return { ...genesis, verifiers: [...verifiers, verifier], users: [...users, user] };
}
