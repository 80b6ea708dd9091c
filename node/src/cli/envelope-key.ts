import { envelopeKeyMessage } from '@mingjing/client';
import { bytesToHex, envelopeKeyOf } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { recipientKeyId } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { Output } from './output.ts';
import { type SigningOptions, sayOnChain } from './say-on-chain.ts';
import { keySeed } from './signing-key.ts';

const HOLDER = /^(?:(user|organisation)\/)?([a-z][a-z0-9-]{1,31})$/;
const WIDE_BYTES = 64;

/**
 * Registers the key that private records are sealed to for a user, or by its security administrator
 * for an organisation. It comes of the same file that signs: whoever keeps it opens them.
 */
export async function envelopeKeyCommand(holder: string, options: SigningOptions): Promise<void> {
  const [, kind = 'user', id = ''] = HOLDER.exec(holder) ?? [];
  if (id === '') {
    const en = `a user, or organisation/ID: ${holder}`;
    throw new CliError('BAD_HOLDER', `须为用户名或 organisation/组织名：${holder}`, en);
  }
  const key = envelopeKeyOf(keySeed(options.key));
  const named = { kind: kind as 'user' | 'organisation', id };
  const message = envelopeKeyMessage(named, key, randomBytes(WIDE_BYTES));
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const keyId = bytesToHex(recipientKeyId(key.publicKey));
  const output = new Output(options);
  output.line('cli.envelopeKey', { holder, key: keyId, height });
  output.json({ holder, key_id: keyId, public_key: bytesToHex(key.publicKey), height });
}
