import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/** PEM texts of a certificate and its private key. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of a test. */
export interface Authority extends Identity {
  /** A certificate for a name or address, valid from yesterday until `days` from now. */
  issue(host: string, days?: number): Promise<Identity>;
}

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: '01', name: `CN=${name}`, keys, signingAlgorithm: ALGORITHM },
    ...validity(30),
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature,
        true,
      ),
    ],
  });
  return {
    ...(await identity(root, keys.privateKey)),
    async issue(host, days = 7) {
      const own = await newKeys();
      const type = /^[\d.]+$/.test(host) ? 'ip' : 'dns';
      const certificate = await x509.X509CertificateGenerator.create({
        ...{ serialNumber: '02', subject: `CN=${host}`, issuer: root.subject },
        ...{ publicKey: own.publicKey, signingKey: keys.privateKey, signingAlgorithm: ALGORITHM },
        ...validity(days),
        extensions: [new x509.SubjectAlternativeNameExtension([{ type, value: host }])],
      });
      return identity(certificate, own.privateKey);
    },
  };
}

function newKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validity(days: number) {
  const now = Date.now();
  return { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

async function identity(
  certificate: x509.X509Certificate,
  key: webcrypto.CryptoKey,
): Promise<Identity> {
  const bytes = await crypto.subtle.exportKey('pkcs8', key);
  return {
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(bytes, 'PRIVATE KEY'),
  };
}
