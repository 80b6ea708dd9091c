import { messageTypes } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { transactionRefusal } from '../src/index.ts';
import { idOf, record } from './chain.ts';
import { SupervisedChain } from './supervised.ts';

const chain = new SupervisedChain();
const keyOf = (name: string) => String.fromCharCode(...idOf(name));
const signed = chain.sign('alice', { recordsPublish: { records: [record('order/1')] } });

describe.each(['peer', 'journal', 'statement'])('the %s key of a supervision node', (purpose) => {
  it.each(messageTypes)('signs no %s that a block may carry', (type) => {
    const of = (signer: string) => {
      return { ...signed, signerKey: keyOf(signer), message: { type, value: {} } as never };
    };
    const time = chain.state.time + 1000;
    expect(transactionRefusal(chain.state, of(`supervisor ${purpose}`), time)).toBe(
      'signer-not-allowed',
    );
    // The same transaction of a chain node or an officer is not refused for who signs it.
    expect(transactionRefusal(chain.state, of('node-a statement'), time)).toBeUndefined();
    expect(transactionRefusal(chain.state, of('reader-1'), time)).toBeUndefined();
  });
});
