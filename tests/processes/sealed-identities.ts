import { appendFileSync, readFileSync } from 'node:fs';
import { provedIdentity, type RegistrationDetails, UserClient } from '@mingjing/client';
import {
  generateSeed,
  loadKeyFile,
  randomBytes,
  signerFromSeed,
  verify,
} from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { genesisCodec, genesisHash, type RecordEnvelope } from '@mingjing/protocol';
import { VerificationServiceForTests } from '../verification/service.ts';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';

/** Gives a node a service that confirms synthetic identities; before its start. */
export async function confirming(home: string, keyFile: string) {
  const service = new VerificationServiceForTests(loadKeyFile(keyFile).seed);
  appendFileSync(homePaths(home).config, `verification:\n  url: ${await service.start()}\n`);
  return service;
}

/** Somebody registers at a node; his id. */
export async function register(
  { url }: ProgramProcess,
  identifier: RegistrationDetails['identifier'],
  name?: string,
): Promise<string> {
  const client = new UserClient({ baseUrl: url.replace('127.0.0.1', 'localhost') });
  const { purposes } = await client.terms();
  const consents = purposes.map(({ purpose, version }) => ({ purpose, version, given: true }));
  const said = { userType: 'person', identifier, salt: randomBytes(32), consents } as const;
  const given = { ...said, agreement: null, ...(name === undefined ? {} : { name }) };
  return (await client.register(signerFromSeed(generateSeed()), given)).user;
}

/** How a user is sealed, by the state proof that the supervision node gives. */
export async function sealsOf(
  { genesis, supervision }: TestNetwork,
  user: string,
): Promise<readonly RecordEnvelope[]> {
  if (supervision === undefined) throw new Error('nobody supervises');
  const path = `${supervision.url}/v1/look-through/identities/${user}/proof`;
  const answer = await fetch(path, { headers: { 'mingjing-control': supervision.control } });
  const proof = new Uint8Array(await answer.arrayBuffer());
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  return provedIdentity(proof, user, { trustedGenesisHash, verify })?.envelopes ?? [];
}

/**
 * What ties a sealed order to its subject, t, in each form in which a program holds such bytes: as
 * they are, which a number of the runtime's has in memory, too, and in texts of files and messages.
 */
export function tiesOf(secretFile: string): Buffer[] {
  const { blinding } = JSON.parse(readFileSync(secretFile, 'utf8')) as { blinding: string };
  const t = Buffer.from(blinding, 'hex');
  return [t, ...(['hex', 'base64url'] as const).map((each) => Buffer.from(t.toString(each)))];
}
