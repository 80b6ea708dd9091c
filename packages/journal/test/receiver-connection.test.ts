import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { octetFrames } from '../src/forward/octet-frame.ts';
import { type Receiver, ReceiverConnection } from '../src/forward/receiver-connection.ts';
import type { ForwardFailure } from '../src/index.ts';
import { type Authority, createAuthority, type Identity } from './certificates.ts';
import { TestReceiver, until } from './test-receiver.ts';

const limits = { connectMs: 2000, stallMs: 2000 };
const never = new AbortController().signal;

let authority: Authority;
let stranger: Authority;
let server: Identity;
let client: Identity;
beforeAll(async () => {
  authority = await createAuthority('authority');
  stranger = await createAuthority('stranger');
  server = await authority.issue('127.0.0.1');
  client = await authority.issue('node-1');
});

let receiver: TestReceiver | undefined;
afterEach(async () => {
  await receiver?.kill();
  receiver = undefined;
});

/** Sends one line over TLS and ends; the reason why that failed, or `received`. */
async function sendOver(tls: NonNullable<Receiver['tls']>, options: TlsOptions, host?: string) {
  receiver = await TestReceiver.listen(options);
  const target = { host: host ?? '127.0.0.1', port: receiver.port, tls };
  try {
    const connection = await ReceiverConnection.open(target, limits, never);
    await connection.send(octetFrames(['<110>1 - - - - - - 明镜']));
    await connection.finish();
  } catch (error) {
    expect(receiver.lines).toEqual([]);
    return (error as ForwardFailure).reason;
  }
  expect(receiver.lines).toEqual(['<110>1 - - - - - - 明镜']);
  return 'received';
}

describe('over TLS a line is', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('received with %s', async (version) => {
    const only = { minVersion: version, maxVersion: version } as const;
    expect(await sendOver({ ca: authority.cert }, { ...server, ...only })).toBe('received');
  });

  test('received by a receiver that asks for our certificate', async () => {
    const tls = { ca: authority.cert, ...client };
    const options = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    expect(await sendOver(tls, options)).toBe('received');
  });

  test('not sent to a receiver of another authority', async () => {
    const other = await stranger.issue('127.0.0.1');
    expect(await sendOver({ ca: authority.cert }, other)).toBe('unknown-issuer');
  });

  test('not sent to a receiver that vouches for itself', async () => {
    expect(await sendOver({ ca: authority.cert }, stranger)).toBe('unknown-issuer');
  });

  test('not sent when the certificate expired', async () => {
    const expired = await authority.issue('127.0.0.1', -1);
    expect(await sendOver({ ca: authority.cert }, expired)).toBe('certificate-expired');
  });

  test.each(['127.0.0.1', 'localhost'])('not sent to %s under another name', async (host) => {
    const other = await authority.issue('siem.example');
    expect(await sendOver({ ca: authority.cert }, other, host)).toBe('wrong-host-name');
  });

  test('not sent to a receiver that speaks only what is too old', async () => {
    const old = { ...server, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } as const;
    const weak = { ciphers: 'DEFAULT@SECLEVEL=0' };
    expect(await sendOver({ ca: authority.cert }, { ...old, ...weak })).toBe('tls-failed');
  });

  test.each([
    // Of TLS 1.3 the refusal may come after we have sent and ended.
    ['TLSv1.2', ['tls-failed']],
    ['TLSv1.3', ['client-certificate-refused', 'closed']],
  ] as const)(
    'refused with %s by a receiver that wants a certificate we have not',
    async (version, reasons) => {
      const only = { minVersion: version, maxVersion: version } as const;
      const demand = { ca: authority.cert, requestCert: true, rejectUnauthorized: true };
      const reason = await sendOver({ ca: authority.cert }, { ...server, ...only, ...demand });
      expect(reasons).toContain(reason);
    },
  );
});

describe('a connection is refused', () => {
  async function reasonOf(target: Receiver, signal = never) {
    return ReceiverConnection.open(target, { ...limits, connectMs: 100 }, signal).then(
      () => 'opened',
      (failure: ForwardFailure) => failure.reason,
    );
  }

  test('where nobody listens', async () => {
    const gone = await TestReceiver.listen();
    await gone.kill();
    expect(await reasonOf({ host: '127.0.0.1', port: gone.port })).toBe('unreachable');
  });

  test('where the name has no address', async () => {
    expect(await reasonOf({ host: 'siem.invalid', port: 6514 })).toBe('unresolved');
  });

  test('where somebody listens who answers nothing to a handshake', async () => {
    receiver = await TestReceiver.listen();
    receiver.manner = () => 'deaf';
    const target = { host: '127.0.0.1', port: receiver.port, tls: { ca: authority.cert } };
    expect(await reasonOf(target)).toBe('timeout');
  });

  test('where plain TCP is spoken', async () => {
    receiver = await TestReceiver.listen();
    receiver.manner = () => 'closes-at-once';
    const target = { host: '127.0.0.1', port: receiver.port, tls: { ca: authority.cert } };
    expect(await reasonOf(target)).toBe('closed');
  });

  test('once it was given up', async () => {
    receiver = await TestReceiver.listen();
    const target = { host: '127.0.0.1', port: receiver.port };
    expect(await reasonOf(target, AbortSignal.abort())).toBe('closed');
  });
});

test('a receiver that closes on its own has confirmed nothing', async () => {
  receiver = await TestReceiver.listen();
  receiver.manner = () => 'closes-at-once';
  const target = { host: '127.0.0.1', port: receiver.port };
  const connection = await ReceiverConnection.open(target, limits, never);
  await until(() => !connection.isOpen);
  await expect(connection.send(octetFrames(['x']))).rejects.toMatchObject({ reason: 'closed' });
  await expect(connection.finish()).rejects.toMatchObject({ reason: 'closed' });
});
