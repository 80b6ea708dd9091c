import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { noticeSigningBytes } from '@mingjing/protocol';
import type { Channel } from './outbox.ts';

/** A receiver that does not answer by then is tried again later. */
const WEBHOOK_TIMEOUT_MS = 15_000;
/** Signature of the body by the statement key, in base64url. */
const SIGNATURE_HEADER = 'mingjing-signature';
/** Id of that key in hexadecimal: the chain names whose it is. */
const KEY_HEADER = 'mingjing-key';

/** Posts notices as JSON that this node's statement key signed: nobody else can tell them. */
export function webhookChannel(
  url: string,
  number: number,
  { replica, statements }: Pick<Host, 'replica' | 'statements'>,
): Channel {
  return {
    name: `webhook-${number}`,
    async send(notice) {
      const body = Buffer.from(JSON.stringify(notice));
      const signing = noticeSigningBytes(replica.chain.chainId, body);
      const keyId = statements.keyId();
      if (keyId === undefined) throw new Error('the chain names no statement key of this node');
      const answer = await fetch(url, {
        ...{ method: 'POST', body, redirect: 'error' },
        signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          [KEY_HEADER]: bytesToHex(keyId),
          [SIGNATURE_HEADER]: Buffer.from(statements.sign(signing)).toString('base64url'),
        },
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the receiver answers ${answer.status}`);
    },
  };
}
