import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Receiver } from '@mingjing/journal';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import Type, { type Static } from 'typebox';
import { HostError } from './errors.ts';

/** Facilities by the names of RFC 5424, table 1, that suit a program of this kind. */
const FACILITIES = {
  daemon: 3,
  auth: 4,
  authpriv: 10,
  audit: 13,
  ...{ local0: 16, local1: 17, local2: 18, local3: 19 },
  ...{ local4: 20, local5: 21, local6: 22, local7: 23 },
} as const;
type FacilityName = keyof typeof FACILITIES;

/** Kept free for examples (RFC 5612): whoever has a number of his own configures it. */
const EXAMPLE_ENTERPRISE = 32_473;

const text = Type.String({ minLength: 1, maxLength: 4096 });

/** The section `forward` of both programs' configuration: off unless it is there. */
export const forwardSchema = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, default: 6514 }),
    transport: Type.Enum(['tls', 'tcp'], { default: 'tls' }),
    // Paths from the folder of the configuration file.
    ca_file: Type.Optional(text),
    cert_file: Type.Optional(text),
    key_file: Type.Optional(text),
    sources: Type.Array(Type.Enum(SOURCE_NAMES), {
      default: [...SOURCE_NAMES],
      minItems: 1,
      maxItems: SOURCE_NAMES.length,
      uniqueItems: true,
    }),
    facility: Type.Enum(Object.keys(FACILITIES) as FacilityName[], { default: 'audit' }),
    enterprise_number: Type.Integer({
      minimum: 1,
      maximum: 4_294_967_295,
      default: EXAMPLE_ENTERPRISE,
    }),
    allow_plain: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type ForwardConfig = Static<typeof forwardSchema>;

/** What a checked configuration comes to. */
export interface ForwardTarget {
  readonly receiver: Receiver;
  readonly sources: readonly JournalSourceName[];
  readonly facility: number;
  readonly enterpriseNumber: number;
}

/**
 * Checks what the schema cannot, and reads the files; throws `HostError`. Entries name who did
 * what: they leave the machine in plain text only when the configuration says so in as many words.
 */
export function forwardTarget(config: ForwardConfig, folder: string): ForwardTarget {
  const { host, port, transport } = config;
  const target = {
    sources: config.sources,
    facility: FACILITIES[config.facility],
    enterpriseNumber: config.enterprise_number,
  };
  if (transport === 'tls') {
    return { ...target, receiver: { host, port, tls: tlsOf(config, folder) } };
  }
  for (const key of ['ca_file', 'cert_file', 'key_file'] as const) {
    if (config[key] === undefined) continue;
    throw refused(key, '明文 TCP 不使用证书', 'plain TCP uses no certificate');
  }
  if (!isLoopback(host) && !config.allow_plain) {
    throw refused(
      'transport',
      '日志将以明文离开本机：请使用 tls，或明确设置 allow_plain: true',
      'the journal would leave this machine in plain text: use tls, or state allow_plain: true',
    );
  }
  return { ...target, receiver: { host, port } };
}

function tlsOf(config: ForwardConfig, folder: string): NonNullable<Receiver['tls']> {
  const { ca_file, cert_file, key_file } = config;
  if (ca_file === undefined) {
    throw refused(
      'ca_file',
      'TLS 须指定验证接收端的 CA',
      'TLS needs the authority that vouches for the receiver',
    );
  }
  if ((cert_file === undefined) !== (key_file === undefined)) {
    const missing = cert_file === undefined ? 'cert_file' : 'key_file';
    throw refused(missing, '客户端证书与私钥须一同给出', 'certificate and key go together');
  }
  const ca = readPem('ca_file', ca_file, folder);
  usable('ca_file', ca_file, () => certificatesOf(ca).map((pem) => new X509Certificate(pem)));
  if (cert_file === undefined || key_file === undefined) return { ca };
  const [cert, key] = [
    readPem('cert_file', cert_file, folder),
    readPem('key_file', key_file, folder),
  ];
  usable('cert_file', cert_file, () => createSecureContext({ cert }));
  usable('key_file', key_file, () => createSecureContext({ cert, key }));
  return { ca, cert, key };
}

function readPem(name: string, path: string, folder: string): string {
  let pem: string;
  try {
    pem = readFileSync(resolve(folder, path), 'utf8');
  } catch (cause) {
    throw refused(name, `读不到文件 ${path}`, `the file ${path} cannot be read`, cause);
  }
  if (pem.includes('-----BEGIN ')) return pem;
  throw refused(name, `${path} 不是 PEM 文件`, `${path} is no PEM file`);
}

/** Each on its own: a context takes an authority that it cannot read, and then trusts nobody. */
function certificatesOf(pem: string): string[] {
  return pem.match(/-----BEGIN [\s\S]+?-----END [^-]+-----/g) ?? [pem];
}

function usable(name: string, path: string, use: () => unknown): void {
  try {
    use();
  } catch (cause) {
    const [zh, en] = [`${path} 不可用（格式有误或不相配）`, `${path} does not fit or is malformed`];
    throw refused(name, zh, en, cause);
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function refused(key: string, zh: string, en: string, cause?: unknown): HostError {
  return new HostError('FORWARD_REFUSED', `forward.${key}:${zh}`, `forward.${key}: ${en}`, cause);
}
