import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { leaveAct } from '@mingjing/host/acts';
import { homePaths } from '@mingjing/host/home';
import {
  CERTIFICATE_DAYS_MAX,
  certificateRequest,
  selfSignedCertificate,
} from '@mingjing/service/trial-certificate';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

export interface CertificateCommand extends CommonOptions {
  readonly home: string;
  /** Host names and addresses, with commas between them. */
  readonly names: string;
  readonly days: string;
  readonly request?: boolean;
}

const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;
const NAMES_MAX = 16;
const PRIVATE_MODE = 0o600;

/** Makes the private key of a listener, and a certificate that signs itself, or a request. */
export async function certificateCommand(options: CertificateCommand): Promise<void> {
  const names = namesOf(options.names);
  const days = daysOf(options.days);
  const { acts, config, genesis } = homePaths(options.home);
  if (!existsSync(genesis)) {
    const { home } = options;
    throw new CliError('HOME_MISSING', `这不是节点目录：${home}`, `no home of a node: ${home}`);
  }
  const key = join(dirname(config), 'tls.key');
  const file = join(dirname(config), options.request ? 'tls.csr' : 'tls.pem');
  assertNew(key);
  assertNew(file);
  const made = options.request
    ? await certificateRequest({ names })
    : await selfSignedCertificate({ names }, { notBefore: Date.now(), days });
  leaveAct(acts, { event: 'certificate-made', object: names[0] }, Date.now());
  // The key first: a certificate without its key is of no use, a key without one is harmless.
  saveFile(key, made.key, PRIVATE_MODE);
  saveFile(file, 'request' in made ? made.request : made.certificate);
  const output = new Output(options);
  output.line(options.request ? 'cli.certificateAsked' : 'cli.certificateMade', { file, key });
  output.json({ [options.request ? 'request' : 'certificate']: file, key });
}

function namesOf(text: string): [string, ...string[]] {
  const [first = '', ...rest] = text.split(',').map((name) => name.trim().toLowerCase());
  const names: [string, ...string[]] = [first, ...rest];
  const isName = (name: string) => isIP(name) !== 0 || HOST_NAME.test(name);
  if (names.length <= NAMES_MAX && names.every(isName)) return names;
  const [zh, en] = [
    '--names 须为主机名或 IP 地址，以逗号分隔，至多 16 个',
    '--names takes host names and IP addresses, separated by commas, at most 16',
  ];
  throw new CliError('CERTIFICATE_NAMES', zh, en);
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isSafeInteger(days) && days >= 1 && days <= CERTIFICATE_DAYS_MAX) return days;
  const bounds = `1..${CERTIFICATE_DAYS_MAX}`;
  throw new CliError('BAD_NUMBER', `--days 须为 ${bounds}`, `--days takes ${bounds}`);
}
