// 模拟核验服务: a verification service for trying out, after docs/spec/verification-service.yaml. It
// confirms synthetic numbers alone, marks every answer as of a test subject, and can be told to
// answer wrongly in each way that a node has to notice.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesToHex, equalBytes, hexToBytes, keyId } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import {
  identityCommitment,
  type VerificationAnswer,
  verificationSignable,
} from '@mingjing/protocol';

/** What is asked, as the contract names it. */
interface Asked {
  readonly request_id: string;
  readonly chain_name: string;
  readonly user_type: string;
  readonly user_key: string;
  readonly identifier: { readonly kind: string; readonly number: string };
  readonly name?: string;
  readonly salt: string;
  readonly identity_commitment: string;
}

/** How the service behaves. */
export type Conduct =
  | 'honest'
  | 'silent'
  | 'broken'
  | 'prose'
  | 'huge'
  | 'moved'
  | 'other-key'
  | 'other-commitment'
  | 'other-chain'
  | 'forged'
  | 'unknown-verifier'
  | 'expired'
  | 'old'
  | 'not-synthetic'
  | 'not-canonical';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const HUGE_BYTES = 256 * 1024;
/** Areas at province level, births of 1900 and telephones of zeros: nobody has such a number. */
const SYNTHETIC = {
  'resident-id': /^(110000|440000)(1900|1999|2000)\d{7}[\dX]$/,
  mobile: /^1(30|99)000000\d\d$/,
  'credit-code': /^9[13]000000.{10}$|^1[12]000000.{10}$|^91110000MA0.*$/,
} as const;

export class VerificationServiceForTests {
  conduct: Conduct = 'honest';
  /** All that was asked, latest last. */
  readonly asked: Asked[] = [];
  readonly #seed: Uint8Array;
  readonly #server: Server;

  /** `seed` is that of the verifier's key on the chain. */
  constructor(seed: Uint8Array) {
    this.#seed = seed;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  /** The address for the configuration of a node. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // It keeps no test from ending.
    this.#server.unref();
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const asked = JSON.parse(Buffer.concat(parts).toString('utf8')) as Asked;
    this.asked.push(asked);
    if (this.conduct === 'silent') return;
    if (this.conduct === 'moved') {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
      return;
    }
    if (this.conduct === 'broken') {
      response.writeHead(500).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    if (this.conduct === 'prose') response.end('<html>verified</html>');
    else if (this.conduct === 'huge') response.end(`"${'x'.repeat(HUGE_BYTES)}"`);
    else response.end(JSON.stringify(this.#judge(asked)));
  }

  #judge(asked: Asked): object {
    const { kind, number } = asked.identifier;
    const pattern = SYNTHETIC[kind as keyof typeof SYNTHETIC];
    if (pattern === undefined) return { result: 'refused', reason: 'unsupported' };
    if (!pattern.test(number)) return { result: 'refused', reason: 'not-found' };
    if (asked.name === '不符') return { result: 'refused', reason: 'mismatch' };
    const salt = hexToBytes(asked.salt) ?? new Uint8Array(32);
    const commitment = identityCommitment(asked.chain_name, salt, asked.identifier);
    const said = hexToBytes(asked.identity_commitment) ?? new Uint8Array(0);
    // The commitment is what it signs: it is made anew, never taken on trust.
    if (!equalBytes(commitment, said)) return { result: 'refused', reason: 'mismatch' };
    return this.#signed(asked, commitment);
  }

  #signed(asked: Asked, commitment: Uint8Array): object {
    const { conduct } = this;
    const isUnknown = conduct === 'unknown-verifier';
    const signer = signerFromSeed(isUnknown ? new Uint8Array(32).fill(5) : this.#seed);
    const now = Date.now() - (conduct === 'old' ? 3_600_000 : 0);
    const other = new Uint8Array(32).fill(9);
    const answer: VerificationAnswer = {
      chainName: conduct === 'other-chain' ? 'elsewhere' : asked.chain_name,
      verifierKey: keyId(signer.publicKey),
      userKey: conduct === 'other-key' ? other : (hexToBytes(asked.user_key) ?? other),
      identityCommitment: conduct === 'other-commitment' ? other : commitment,
      verifiedAt: now,
      expiresAt: conduct === 'expired' ? now - 1 : now + YEAR_MS,
      synthetic: conduct !== 'not-synthetic',
    };
    const { statement, signing } = verificationSignable(answer);
    const signature = signer.sign(conduct === 'forged' ? signing.subarray(1) : signing);
    const tail = conduct === 'not-canonical' ? '7a0101' : '';
    return {
      result: 'verified',
      answer: bytesToHex(statement) + tail,
      signature: bytesToHex(signature),
    };
  }
}
