import { describe, expect, it } from 'vitest';
import { headersFor, proxyHeader } from '../src/chains/ask-follower.ts';
import { environmentOf } from '../src/chains/followers.ts';
import { type ChainFacts, judgeChains } from '../src/chains/judge-chains.ts';
import { toldBy } from '../src/chains/told-by-all.ts';

const SERVICE = '/srv/service';
const chain = (name: string, given: Partial<ChainFacts> = {}): ChainFacts => ({
  ...{ name, home: `/srv/${name}`, genesis: name.padEnd(64, '0') },
  found: name.padEnd(64, '0'),
  ...given,
});

describe('chains side by side', () => {
  it('are followed when each has its own name, home and genesis', () => {
    expect(judgeChains(SERVICE, [chain('a'), chain('b'), chain('c')])).toBeUndefined();
  });

  it('do not stand or fall with a home that cannot be read', () => {
    const { found: _, ...unread } = chain('b');
    expect(judgeChains(SERVICE, [chain('a'), unread])).toBeUndefined();
  });

  it('may have homes whose names begin alike', () => {
    const alike = [chain('a', { home: '/srv/a' }), chain('b', { home: '/srv/ab' })];
    expect(judgeChains(SERVICE, alike)).toBeUndefined();
  });

  const same = { genesis: 'a'.padEnd(64, '0') };
  it.each([
    ['one name twice', [chain('a'), chain('a', { home: '/srv/b' })], 'CHAIN_NAME_TWICE'],
    ['one home twice', [chain('a'), chain('b', { home: '/srv/a' })], 'CHAIN_HOME_SHARED'],
    ['a home in another', [chain('a'), chain('b', { home: '/srv/a/b' })], 'CHAIN_HOME_SHARED'],
    ['a home around another', [chain('a', { home: '/srv/b/a' }), chain('b')], 'CHAIN_HOME_SHARED'],
    ['one chain twice', [chain('a'), chain('b', same)], 'CHAIN_TWICE'],
    ['another genesis', [chain('a', { found: 'f'.repeat(64) })], 'CHAIN_GENESIS_OTHER'],
    ['the home of the service', [chain('a', { home: SERVICE })], 'CHAIN_HOME_OF_SERVICE'],
  ])('are refused for %s', (_name, chains, code) => {
    expect(judgeChains(SERVICE, chains)).toMatchObject({ code });
  });
});

describe('what a follower is told', () => {
  it('is its own passphrase, or that of all, and nothing of another chain', () => {
    const env = {
      ...{ PATH: '/bin', MINGJING_SUPERVISOR_PASSPHRASE: 'all', MINGJING_SUPERVISOR_NODE_ID: 'x' },
      MINGJING_SUPERVISOR_PASSPHRASE_A_B: 'own',
    };
    const all = { PATH: '/bin', MINGJING_SUPERVISOR_PASSPHRASE: 'all' };
    expect(environmentOf('c', env)).toEqual(all);
    expect(environmentOf('a-b', env)).toEqual({ ...all, MINGJING_SUPERVISOR_PASSPHRASE: 'own' });
  });

  it('is the cookie of its own chain, and never the word of a home', () => {
    const cookie = '__Host-mingjing-a=1; __Host-mingjing-ab=2; other=3';
    const asked = { host: 'x', cookie, 'mingjing-control': 'w', connection: 'keep-alive' };
    expect(headersFor('a', asked)).toEqual({ host: 'x', cookie: '__Host-mingjing-a=1' });
    expect(headersFor('b', asked)).toEqual({ host: 'x' });
  });

  it.each([
    ['192.0.2.7', '198.51.100.1', 'PROXY TCP4 192.0.2.7 198.51.100.1 5 443\r\n'],
    ['2001:db8::7', '0.0.0.0', 'PROXY TCP6 2001:db8::7 :: 5 443\r\n'],
    ['192.0.2.7', '::1', 'PROXY TCP4 192.0.2.7 0.0.0.0 5 443\r\n'],
  ])('is who calls: %s', (sourceAddress, destinationAddress, header) => {
    const ports = { sourcePort: 5, destinationPort: 443 };
    expect(proxyHeader({ sourceAddress, destinationAddress, ...ports })).toBe(header);
  });
});

describe('what followers tell', () => {
  it('goes out with the name of the chain', () => {
    expect(toldBy('a', 'id: x-1\nevent: alarm\ndata: {"id":"alarm-1"}')).toBe(
      'event: alarm\ndata: {"chain":"a","told":{"id":"alarm-1"}}\n\n',
    );
  });

  it.each(['', ': alive', 'retry: 2000'])('is nothing where it is no event: %j', (text) => {
    expect(toldBy('a', text)).toBe('');
  });
});
