import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { proxyList } from '../src/http/proxied-sockets.ts';
import { parseProxyHeader } from '../src/http/proxy-header.ts';
import type { HttpService } from '../src/index.ts';
import { sampleService } from './sample-service.ts';

const SIGNATURE = '0d0a0d0a000d0a515549540a';
const V1 = 'PROXY TCP4 192.0.2.7 198.51.100.1 50123 443\r\n';
const V2_IPV4 = `${SIGNATURE}2111000cc0000207c6336401c3cb01bb`;
const ADDRESSES_IPV6 = `20010db8${'0'.repeat(23)}7${'20010db8'}${'0'.repeat(23)}1`;
const V2_IPV6 = `${SIGNATURE}21210024${ADDRESSES_IPV6}c3cb01bb`;
const ends = {
  sourceAddress: '192.0.2.7',
  sourcePort: 50_123,
  destinationAddress: '198.51.100.1',
  destinationPort: 443,
};

const text = (header: string) => Buffer.from(header, 'latin1');
const hex = (header: string) => Buffer.from(header, 'hex');

describe('a PROXY header', () => {
  it.each([
    ['of version 1', text(V1), ends],
    ['of version 2', hex(V2_IPV4), ends],
    [
      'of version 1 over IPv6',
      text('PROXY TCP6 2001:db8::7 2001:db8::1 50123 443\r\n'),
      { ...ends, sourceAddress: '2001:db8::7', destinationAddress: '2001:db8::1' },
    ],
    [
      'of version 2 over IPv6',
      hex(V2_IPV6),
      { ...ends, sourceAddress: '2001:db8::7', destinationAddress: '2001:db8::1' },
    ],
    ['with further values', hex(`${SIGNATURE}21110010c0000207c6336401c3cb01bb04000100`), ends],
    ['of a proxy that speaks for itself', hex(`${SIGNATURE}20000000`), undefined],
    ['of an unknown caller', text('PROXY UNKNOWN ffff x y z\r\n'), undefined],
  ])('%s is read, byte for byte', (_, header, expected) => {
    const whole = { state: 'read', size: header.length, ends: expected };
    expect(parseProxyHeader(Buffer.concat([header, text('GET / HTTP/1.1\r\n')]))).toEqual(whole);
    for (let length = 0; length < header.length; length++) {
      expect(parseProxyHeader(header.subarray(0, length))).toEqual({ state: 'more' });
    }
  });

  it.each([
    ['another protocol', text('GET / HTTP/1.1\r\n')],
    ['a wrong address', text('PROXY TCP4 192.0.2.999 198.51.100.1 1 2\r\n')],
    ['an address of the other family', text('PROXY TCP6 192.0.2.7 198.51.100.1 1 2\r\n')],
    ['a port beyond 65535', text('PROXY TCP4 192.0.2.7 198.51.100.1 70000 443\r\n')],
    ['a port with a leading zero', text('PROXY TCP4 192.0.2.7 198.51.100.1 01 443\r\n')],
    ['a negative port', text('PROXY TCP4 192.0.2.7 198.51.100.1 -1 443\r\n')],
    ['a part too few', text('PROXY TCP4 192.0.2.7 198.51.100.1 443\r\n')],
    ['a part too many', text('PROXY TCP4 192.0.2.7 198.51.100.1 1 2 3\r\n')],
    ['two spaces', text('PROXY TCP4  192.0.2.7 198.51.100.1 1 2\r\n')],
    ['no end', text(`PROXY TCP4 ${'1'.repeat(107)}`)],
    ['another version', hex(`${SIGNATURE}3111000c${'00'.repeat(12)}`)],
    ['another command', hex(`${SIGNATURE}2211000c${'00'.repeat(12)}`)],
    ['datagrams', hex(`${SIGNATURE}2112000c${'00'.repeat(12)}`)],
    ['a path in place of an address', hex(`${SIGNATURE}213100d8${'00'.repeat(216)}`)],
    ['too few addresses', hex(`${SIGNATURE}2111000b${'00'.repeat(11)}`)],
    ['more than is waited for', hex(`${SIGNATURE}2111ffff`)],
  ])('with %s is malformed', (_, header) => {
    expect(parseProxyHeader(header)).toEqual({ state: 'malformed' });
  });
});

describe('trusted proxies', () => {
  it('are addresses and networks, and nothing else', () => {
    expect(proxyList(['10.0.0.5', '10.1.0.0/16', '2001:db8::/32'])?.check('10.1.2.3')).toBe(true);
    for (const name of ['proxy', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.1/8/8', '']) {
      expect(proxyList([name]), name).toBeUndefined();
    }
  });

  it('that are none stop the program', () => {
    expect(() => sampleService({ trustedProxies: ['everybody'] })).toThrow('everybody');
  });
});

describe('behind a proxy', () => {
  let service: HttpService;
  afterEach(() => service.stop());

  async function started(trustedProxies: string[]) {
    const sample = sampleService({ trustedProxies });
    service = sample.service;
    return { ...sample, ...(await service.start()) };
  }

  /** Sends pieces, each after the one before has left, and waits for the end of the connection. */
  function talk(port: number, ...pieces: (string | Buffer)[]): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', async () => {
        for (const piece of pieces) await new Promise((done) => socket.write(piece, done));
      });
      socket.setNoDelay(true).on('data', (bytes) => {
        answer += bytes;
      });
      socket.on('error', () => undefined).on('close', () => resolve(answer));
    });
  }

  const request = 'GET /v1/records/ab HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';

  it.each([
    ['at once', [V1 + request]],
    ['in pieces', [V1.slice(0, 20), V1.slice(20), request]],
    ['in binary', [hex(V2_IPV4), request]],
  ])('an entry has the address and port of the caller, told %s', async (_, pieces) => {
    const { journal, port } = await started(['127.0.0.1']);
    expect(await talk(port, ...pieces)).toContain('200 OK');
    expect(journal.entries).toMatchObject([
      {
        event: 'record-read',
        personal: { sourceAddress: '192.0.2.7', sourcePort: 50_123 },
        destination: { address: '198.51.100.1', port: 443 },
      },
    ]);
  });

  it('two requests of one connection have the same caller', async () => {
    const { journal, port } = await started(['127.0.0.0/8']);
    const first = request.replace('connection: close\r\n', '');
    expect((await talk(port, V1 + first + request)).match(/200 OK/g)).toHaveLength(2);
    const ports = journal.entries.map(({ personal }) => personal.sourcePort);
    expect(ports).toEqual([50_123, 50_123]);
  });

  it('the refusal of a bad request names the caller too', async () => {
    const { journal, port } = await started(['127.0.0.1']);
    expect(await talk(port, `${V1}no request\r\n\r\n`)).toContain('400');
    expect(journal.strangers).toMatchObject([
      { event: 'request-malformed', personal: { sourceAddress: '192.0.2.7' } },
    ]);
  });

  it.each([
    ['without a header', '127.0.0.1', 'proxy-malformed'],
    ['around the proxy', '192.0.2.99', 'proxy-untrusted'],
  ])('a connection %s is refused and journalled', async (_, trusted, reason) => {
    const { journal, port } = await started([trusted]);
    expect(await talk(port, request)).toBe('');
    const own = { sourceAddress: '127.0.0.1', sourcePort: expect.any(Number) };
    const refusal = { event: 'connection-refused', result: 'refused', reason, personal: own };
    expect(journal.strangers).toMatchObject([refusal]);
    expect(journal.entries).toEqual([]);
  });

  it('a proxy that asks for itself is journalled as itself', async () => {
    const { journal, port } = await started(['127.0.0.1']);
    await talk(port, hex(`${SIGNATURE}20000000`), request);
    expect(journal.entries).toMatchObject([{ personal: { sourceAddress: '127.0.0.1' } }]);
  });
});

it('a listener without proxies takes no header', async () => {
  const { service, journal } = sampleService();
  const { port } = await service.start();
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(V1);
  await new Promise((resolve) => socket.on('close', resolve).resume());
  expect(journal.strangers).toMatchObject([{ event: 'request-malformed' }]);
  expect(journal.strangers[0]?.personal.sourceAddress).toBe('127.0.0.1');
  await service.stop();
});
