// An authenticator in software: what a browser hands over of a passkey (WebAuthn level 3).
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** User present and verified; credential data attached. */
const [PRESENT, VERIFIED, ATTACHED] = [0x01, 0x04, 0x40];

export interface Asked {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id?: string };
}

export class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  counter = 1;
  isVerified = true;

  get id(): string {
    return this.#id.toString('base64url');
  }

  /** Answers creation options, for the site that the browser is on. */
  create(asked: Asked, origin: string) {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    // COSE: kty EC2, alg ES256, crv P-256, x, y.
    const key = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 16]), this.#id, key]);
    const data = Buffer.concat([this.#data(asked, ATTACHED), credential]);
    const response = {
      clientDataJSON: clientData('webauthn.create', asked, origin).toString('base64url'),
      attestationObject: attestationObject(data).toString('base64url'),
    };
    return this.#credential(response);
  }

  /** Answers request options. */
  get(asked: Asked, origin: string) {
    const client = clientData('webauthn.get', asked, origin);
    const data = this.#data(asked, 0);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return this.#credential({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    });
  }

  #credential(response: object) {
    const extensions = { clientExtensionResults: {}, type: 'public-key' };
    return { id: this.id, rawId: this.id, response, ...extensions };
  }

  #data({ rp, rpId = rp?.id ?? '' }: Asked, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    const all = flags | PRESENT | (this.isVerified ? VERIFIED : 0);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([all]), count]);
  }
}

function clientData(type: string, { challenge }: Asked, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** CBOR of { fmt: 'none', attStmt: {}, authData }; the data has at most 255 bytes. */
function attestationObject(data: Buffer): Buffer {
  const text = (value: string) =>
    Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  return Buffer.concat([
    ...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
    ...[text('authData'), Buffer.from([0x58, data.length]), data],
  ]);
}
