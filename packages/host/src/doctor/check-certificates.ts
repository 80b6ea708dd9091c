import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsFiles } from '@mingjing/service';
import { type ListenerConfig, tlsFilesOf } from '../listener-config.ts';
import { bad, type Finding, good, type SayError } from './finding.ts';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;
const RENEW: readonly [string, string] = [
  '换上新证书（mingjing certificate，或向发证机构申请），程序无需重启',
  'put a new certificate in place (mingjing certificate, or your authority); no restart is needed',
];

/** Certificates of listeners: whether they belong to their keys, and how long they last. */
export function checkCertificates(
  listeners: Readonly<Record<string, ListenerConfig>>,
  folder: string,
  now: number,
  say: SayError,
): Finding[] {
  return Object.entries(listeners).flatMap(([name, listener]) => {
    const files = tlsFilesOf(listener, folder);
    return files === undefined ? [] : [checkOne(name, files, now, say)];
  });
}

function checkOne(name: string, files: TlsFiles, now: number, say: SayError): Finding {
  try {
    const certificate = new X509Certificate(readFileSync(files.certificate));
    const key = createPrivateKey(readFileSync(files.key));
    if (!certificate.checkPrivateKey(key)) {
      const seen: [string, string] = [`${name}：证书与私钥不符`, `${name}: not of this key`];
      return bad('certificates', 'failed', seen, RENEW);
    }
    const days = Math.floor((certificate.validToDate.getTime() - now) / DAY_MS);
    const until = certificate.validToDate.toISOString().slice(0, 10);
    const seen: [string, string] = [
      `${name}：证书有效至 ${until}（${days} 天）`,
      `${name}: the certificate is valid until ${until} (${days} days)`,
    ];
    if (days >= WARN_DAYS) return good('certificates', ...seen);
    return bad('certificates', days < 0 ? 'failed' : 'warning', seen, RENEW);
  } catch (error) {
    const [zh, en] = say(error);
    return bad('certificates', 'failed', [`${name}:${zh}`, `${name}: ${en}`], RENEW);
  }
}
