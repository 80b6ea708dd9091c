// An entry of its own: no program that runs needs the library, which is slow to load.
// It registers what it has with a container that needs this first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What browsers accept of anybody; longer ones are refused by some. */
export const CERTIFICATE_DAYS_MAX = 397;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** PEM texts. */
export interface NewCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateNames {
  /** Host names and addresses under which the listener is reached; the first is the subject. */
  readonly names: readonly [string, ...string[]];
}

/**
 * A certificate (RFC 5280) that signs itself: for a trial, or where whoever connects is given it
 * beforehand. ECDSA with P-256, which every browser takes.
 */
export async function selfSignedCertificate(
  { names }: CertificateNames,
  { notBefore, days }: { readonly notBefore: number; readonly days: number },
): Promise<NewCertificate> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [names[0]] }],
    notBefore: new Date(notBefore),
    notAfter: new Date(notBefore + days * DAY_MS),
    keys,
    signingAlgorithm: SIGNING,
    extensions: extensionsOf(names),
  });
  return { certificate: certificate.toString('pem'), key: await privatePem(keys) };
}

/** A request (RFC 2986) to be signed by an authority, with its new key. */
export async function certificateRequest({
  names,
}: CertificateNames): Promise<{ readonly request: string; readonly key: string }> {
  const keys = await newKeys();
  const request = await Pkcs10CertificateRequestGenerator.create({
    ...{ name: [{ CN: [names[0]] }], keys, signingAlgorithm: SIGNING },
    extensions: extensionsOf(names),
  });
  return { request: request.toString('pem'), key: await privatePem(keys) };
}

function newKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function extensionsOf(names: readonly string[]) {
  const alternatives = names.map((value) => {
    const type = isIP(value) === 0 ? 'dns' : 'ip';
    return { type, value } as const;
  });
  return [
    new SubjectAlternativeNameExtension(alternatives),
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  ];
}

async function privatePem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  return PemConverter.encode(bytes, 'PRIVATE KEY');
}
