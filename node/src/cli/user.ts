import {
  acceptanceMessage,
  agreementHash,
  agreementMessage,
  appealMessage,
  rotationMessage,
} from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { SALT_BYTES } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { Output } from './output.ts';
import { readBounded } from './read-text.ts';
import { codeOf, sanctionIdOf } from './sanction-options.ts';
import { type AskingOptions, clientOf, type SigningOptions, sayOnChain } from './say-on-chain.ts';
import { timeOf } from './time-option.ts';
import { printAgreements, printUser } from './user-report.ts';

/** The text of an agreement, or what is said in an appeal. */
const TEXT_BYTES_MAX = 1024 * 1024;

export type AcceptOptions = SigningOptions & { readonly text: string };
export type RotateOptions = SigningOptions & { readonly newKey: string };
export type AppealOptions = SigningOptions & {
  readonly reason: string;
  readonly statement?: string;
};
export type AgreementOptions = SigningOptions & {
  readonly text: string;
  readonly effective?: string;
};

/** Shows a user as the chain knows him. */
export async function userCommand(id: string, options: AskingOptions): Promise<void> {
  const answer = await clientOf(options).user(id);
  const output = new Output(options);
  printUser(output, answer);
  output.json(answer);
}

/**
 * Accepts the latest agreement of the user's organisation: the text in the file is what he read,
 * and it is refused here when the organisation published another.
 */
export async function acceptCommand(userId: string, options: AcceptOptions): Promise<void> {
  const text = await readBounded(options.text, TEXT_BYTES_MAX);
  const client = clientOf(options);
  const { organisation } = await client.user(userId);
  const { agreements } = await client.agreements();
  const agreement = agreements.find((each) => each.organisation === organisation);
  const latest = agreement?.versions.at(-1);
  if (latest === undefined) {
    const zh = `${organisation} 没有服务协议`;
    throw new CliError('NO_AGREEMENT', zh, `${organisation} has no service agreement`);
  }
  if (latest.text_hash !== bytesToHex(agreementHash(text))) {
    const zh = `${options.text} 不是 ${organisation} 第 ${latest.version} 版服务协议的文本，没有接受`;
    const en =
      `${options.text} is not the text of version ${latest.version} of the agreement of ` +
      `${organisation}; nothing was accepted`;
    throw new CliError('OTHER_TEXT', zh, en);
  }
  const message = acceptanceMessage(latest.version, text);
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  output.line('cli.agreementAccepted', { version: latest.version, organisation, height });
  output.json({ organisation, version: latest.version, height });
}

/** Puts a new key in place of the old one, which signs; both are key files. */
export async function rotateCommand(options: RotateOptions): Promise<void> {
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const secret = passphrase === undefined ? {} : { passphrase };
  const { purpose, seed, publicKey } = loadKeyFile(options.newKey, secret);
  if (purpose !== 'user') {
    const zh = `${options.newKey} 不是用户密钥`;
    throw new CliError('KEY_PURPOSE', zh, `${options.newKey} is not a key of a user`);
  }
  const message = rotationMessage({ publicKey, sign: signerFromSeed(seed).sign });
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  output.line('cli.keyRotated', { file: options.newKey, height });
  output.json({ public_key: bytesToHex(publicKey), height });
}

/** Appeals against a sanction; what is said goes to the organisation, a commitment to the chain. */
export async function appealCommand(id: string, options: AppealOptions): Promise<void> {
  const sanctionId = sanctionIdOf(id);
  const reason = codeOf('--reason', options.reason);
  const { chain_id: chainId } = await clientOf(options).status();
  const said =
    options.statement === undefined
      ? undefined
      : {
          text: await readBounded(options.statement, TEXT_BYTES_MAX),
          salt: randomBytes(SALT_BYTES),
        };
  const message = appealMessage(chainId, sanctionId, reason, said);
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  output.line('cli.appealed', { id, height });
  const salt = said === undefined ? null : bytesToHex(said.salt);
  if (salt !== null) output.line('cli.appealSalt', { salt });
  output.json({ sanction: id, height, salt });
}

/** Lists the agreements of all organisations. */
export async function agreementsCommand(options: AskingOptions): Promise<void> {
  const answer = await clientOf(options).agreements();
  const output = new Output(options);
  printAgreements(output, answer);
  output.json(answer);
}

/** Publishes the next version of an organisation's agreement, by its security administrator. */
export async function publishAgreementCommand(
  organisation: string,
  options: AgreementOptions,
): Promise<void> {
  const text = await readBounded(options.text, TEXT_BYTES_MAX);
  const effectiveAt =
    options.effective === undefined ? 0 : timeOf('--effective', options.effective);
  const { agreements } = await clientOf(options).agreements();
  const before = agreements.find((each) => each.organisation === organisation);
  const version = (before?.versions.length ?? 0) + 1;
  const message = agreementMessage(version, text, effectiveAt);
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  const hash = bytesToHex(agreementHash(text));
  output.line('cli.agreementPublished', { organisation, version, height, hash });
  output.json({ organisation, version, text_hash: hash, height });
}
