import { type JudgedCertificate, judgedRetention, trustedGenesis } from '@mingjing/console-kit';
import { node } from '../api.ts';

/** Asks the node for a certificate and checks every signature and proof in it here. */
export async function judgedCertificate(): Promise<JudgedCertificate> {
  return judgedRetention(await node().retentionCertificate(), trustedGenesis());
}
