// Notices of alarms to a real mail server and a real receiver: signed, kept, tried again.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex, keyId } from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { destinationsOf, type Host, OutboundGate } from '@mingjing/host';
import { type Alarm, AlarmBook } from '@mingjing/oversight';
import { noticeSigningBytes } from '@mingjing/protocol';
import { createTexts } from '@mingjing/service';
import { selfSignedCertificate } from '@mingjing/service/trial-certificate';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guardSockets } from '../../packages/host/src/outbound/guard-sockets.ts';
import { emailChannel } from '../src/desk/notices/email-channel.ts';
import en from '../src/desk/notices/i18n/en.json' with { type: 'json' };
import zh from '../src/desk/notices/i18n/zh-CN.json' with { type: 'json' };
import type { NoticeBody } from '../src/desk/notices/notice.ts';
import type { NotifyConfig } from '../src/desk/notices/notify-config.ts';
import { type Channel, NOTICE_MS, OUTBOX_MAX, Outbox } from '../src/desk/notices/outbox.ts';
import { webhookChannel } from '../src/desk/notices/webhook-channel.ts';

const CHAIN = 'trial-0123456789abcdef';
const MINUTE = 60_000;
const PASSWORD = '口令 1';
const key = signerFromSeed(new Uint8Array(32).fill(5));
const host = {
  replica: { chain: { chainId: CHAIN } },
  statements: { keyId: () => keyId(key.publicKey), sign: key.sign },
} as unknown as Host;

let alarm: Alarm;
beforeAll(() => {
  const book = new AlarmBook();
  const evidence = { kind: 'reason', reason: 'x' } as const;
  book.raise({
    rule: 'fork',
    subject: 'jia-validator',
    nodes: ['jia-validator'],
    since: 1,
    evidence,
  });
  alarm = book.open()[0] as Alarm;
});

/** Letters that a mail server on this machine took, and whether it takes any. */
class MailServer {
  readonly letters: string[] = [];
  /** Of each letter, whether it came over TLS and who had logged in. */
  readonly came: { readonly secure: boolean; readonly user: string | undefined }[] = [];
  isOpen = true;
  readonly #server: SMTPServer;

  constructor(options: SMTPServerOptions = { disabledCommands: ['STARTTLS'] }) {
    this.#server = new SMTPServer({
      authOptional: true,
      onAuth: ({ password, username }, _, done) =>
        password === PASSWORD ? done(null, { user: username }) : done(new Error('535 no')),
      onMailFrom: (_, __, done) => done(this.isOpen ? null : new Error('451 later')),
      onData: (stream, session, done) => {
        let letter = '';
        stream.on('data', (bytes: Buffer) => {
          letter += bytes.toString();
        });
        stream.on('end', () => {
          this.letters.push(letter);
          this.came.push({ secure: session.secure, user: session.user });
          done();
        });
      },
      ...options,
    });
    // A caller who does not believe the certificate leaves in the middle of a word.
    this.#server.on('error', () => undefined);
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }
  stop = () => new Promise<void>((resolve) => this.#server.close(() => resolve()));
}

/** What a receiver of webhooks got, and what it answers. */
class Receiver {
  readonly got: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }[] = [];
  status = 204;
  readonly #server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      this.got.push({ headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(this.status, { location: '/elsewhere' }).end();
    });
  });
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/alarms`;
  }
  stop = () => new Promise((resolve) => this.#server.close(resolve));
}

const mail = new MailServer();
const receiver = new Receiver();
/** As a configuration has it: names, which are looked up by whoever connects. */
let notify: NotifyConfig & { readonly smtp: NonNullable<NotifyConfig['smtp']> };
let channels: Channel[];
beforeAll(async () => {
  const smtp = {
    ...{ host: 'localhost', port: await mail.start(), security: 'none' as const },
    ...{ from: 'watch@authority.example', to: ['duty@authority.example'] },
  };
  const hook = (await receiver.start()).replace('127.0.0.1', 'localhost');
  notify = { least: 'major', smtp, webhooks: [hook] };
  channels = [emailChannel(smtp, '/'), webhookChannel(hook, 1, host)];
});
afterAll(() => Promise.all([mail.stop(), receiver.stop()]));

let disk: MemoryDisk;
let recorded: string[];
let failures: unknown[];
beforeEach(() => {
  disk = new MemoryDisk();
  [recorded, failures] = [[], []];
  mail.letters.length = 0;
  receiver.got.length = 0;
  mail.isOpen = true;
  receiver.status = 204;
});
async function openOutbox(through: readonly Channel[] = channels) {
  const seal = () => new Uint8Array(32).fill(1);
  const shelf = await Shelf.openInMemory(disk, 'shelf', { chainId: CHAIN, key: seal });
  const outbox = await Outbox.open({
    ...{ shelf, chainId: CHAIN, nodeId: 'supervision', least: 'major', channels: through },
    recorded: async (event, { channel }) => void recorded.push(`${event} ${channel}`),
    failed: (_, error) => void failures.push(error),
  });
  const tell = (event: 'raised' | 'overdue' = 'raised', now = 1000) =>
    shelf.change(outbox.notices(alarm, event, now));
  return { outbox, shelf, tell };
}

describe('a notice', () => {
  it('reaches a mail server in both languages, with the number of the alarm', async () => {
    const { outbox, tell } = await openOutbox();
    await tell();
    await outbox.tick(1000);
    const [letter = ''] = mail.letters;
    expect(letter).toMatch(/^To: duty@authority\.example\r?$/m);
    const text = Buffer.from(
      letter
        .split(/\r?\n\r?\n/)
        .slice(1)
        .join(''),
      'base64',
    ).toString();
    expect(text).toContain('新告警：分叉');
    expect(text).toContain('New alarm: Fork');
    expect(text).toContain('alarm-1');
    expect(recorded.sort()).toEqual(['notice-sent email', 'notice-sent webhook-1']);
    expect(outbox.waiting).toBe(0);
  });

  it('reaches a receiver with a signature that the chain can tell', async () => {
    const { outbox, tell } = await openOutbox();
    await tell();
    await outbox.tick(1000);
    const { body, headers } = receiver.got[0] as Receiver['got'][number];
    const signature = Buffer.from(String(headers['mingjing-signature']), 'base64url');
    expect(headers['mingjing-key']).toBe(bytesToHex(keyId(key.publicKey)));
    expect(verify(key.publicKey, noticeSigningBytes(CHAIN, body), signature)).toBe(true);
    expect(verify(key.publicKey, noticeSigningBytes('other-chain', body), signature)).toBe(false);
    expect(JSON.parse(body.toString())).toMatchObject({
      ...{ event: 'raised', chain_id: CHAIN, from: 'supervision', time: 1000 },
      alarm: { id: 'alarm-1', rule: 'fork', severity: 'critical', nodes: ['jia-validator'] },
    });
  });

  it.each([
    ['the receiver fails', () => Object.assign(receiver, { status: 503 })],
    ['it sends elsewhere', () => Object.assign(receiver, { status: 302 })],
    ['the mail server takes nothing', () => Object.assign(mail, { isOpen: false })],
  ])('is tried again later when %s, also after a restart', async (_, fail) => {
    fail();
    const { outbox, shelf, tell } = await openOutbox();
    await tell();
    await outbox.tick(1000);
    expect(recorded).toHaveLength(1);
    await outbox.tick(1000 + MINUTE - 1);
    const tries = receiver.got.length + mail.letters.length;
    await shelf.close();
    mail.isOpen = true;
    receiver.status = 204;
    const again = await openOutbox();
    expect(again.outbox.waiting).toBe(1);
    await again.outbox.tick(1000 + MINUTE);
    expect(receiver.got.length + mail.letters.length).toBe(tries + 1);
    expect(recorded.sort()).toEqual(['notice-sent email', 'notice-sent webhook-1']);
    const ids = receiver.got.map(({ body }) => JSON.parse(body.toString()).id);
    expect(new Set(ids).size).toBe(1);
  });

  it('is given up after three days, with an entry', async () => {
    const away: Channel = { name: 'webhook-9', send: () => Promise.reject(new Error('away')) };
    const { outbox, tell } = await openOutbox([away]);
    await tell();
    for (let now = 1000; now < 1000 + NOTICE_MS; now += 60 * MINUTE) await outbox.tick(now);
    expect(recorded).toEqual([]);
    await outbox.tick(1000 + NOTICE_MS + 120 * MINUTE);
    expect(recorded).toEqual(['notice-given-up webhook-9']);
    expect(outbox.channels).toEqual([
      { name: 'webhook-9', last: { ok: false, at: 1000 + NOTICE_MS + 120 * MINUTE } },
    ]);
  });

  it('is not made of a mild alarm, nor beyond the bound', async () => {
    const { outbox, tell } = await openOutbox();
    expect(outbox.notices({ ...alarm, severity: 'minor' }, 'raised', 1)).toEqual([]);
    for (let i = 0; i < OUTBOX_MAX; i += 1) await tell('overdue');
    expect(outbox.waiting).toBe(OUTBOX_MAX);
    await tell();
    expect(outbox.waiting).toBe(OUTBOX_MAX);
  });
});

describe('a mail server with a certificate', () => {
  const FOLDER = mkdtempSync(join(tmpdir(), 'mail-'));
  const NOTICE: NoticeBody = {
    ...{ id: 'n-1', event: 'raised', chain_id: CHAIN, from: 'supervision', time: 1000 },
    alarm: {
      ...{ id: 'alarm-1', rule: 'fork', severity: 'critical', since: 1, nodes: [] },
      watch_rule: null,
    },
  };
  const ports = new Map<Security, number>();
  const servers = new Map<Security, MailServer>();
  type Security = 'tls' | 'starttls';

  const file = (name: string, text: string, mode = 0o600) => {
    writeFileSync(join(FOLDER, name), text);
    chmodSync(join(FOLDER, name), mode);
    return name;
  };
  const channelTo = (security: Security, change: object = {}) =>
    emailChannel(
      {
        ...{ host: 'localhost', port: ports.get(security) ?? 0, security, ca_file: 'own.pem' },
        ...{ from: 'watch@authority.example', to: ['duty@authority.example'], ...change },
      },
      FOLDER,
    );

  beforeAll(async () => {
    const days = { notBefore: Date.now() - MINUTE, days: 1 };
    const own = await selfSignedCertificate({ names: ['localhost'] }, days);
    const other = await selfSignedCertificate({ names: ['localhost'] }, days);
    file('own.pem', own.certificate, 0o644);
    file('other.pem', other.certificate, 0o644);
    file('login', `watch\n${PASSWORD}\n`);
    const certified = { key: own.key, cert: own.certificate };
    for (const security of ['tls', 'starttls'] as const) {
      const server = new MailServer({ ...certified, secure: security === 'tls' });
      servers.set(security, server);
      ports.set(security, await server.start());
    }
  });
  afterAll(async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
    rmSync(FOLDER, { recursive: true });
  });

  describe.each(['tls', 'starttls'] as const)('by %s', (security) => {
    const taken = () => servers.get(security)?.came ?? [];

    it('gets a notice over TLS, from who logged in by the file', async () => {
      await channelTo(security, { credentials: 'login' }).send(NOTICE);
      expect(taken()).toEqual([{ secure: true, user: 'watch' }]);
    });

    it.each([
      ['that another authority signed', { ca_file: 'other.pem' }, /self-signed certificate/],
      ['that nobody vouches for', { ca_file: undefined }, /self-signed certificate/],
      ['of another name', { host: '127.0.0.1' }, /does not match certificate/],
      ['and another password', { credentials: 'wrong' }, /Invalid login/],
    ])('with one %s gets nothing', async (_name, change, why) => {
      file('wrong', 'watch\nanother');
      const before = taken().length;
      await expect(channelTo(security, change).send(NOTICE)).rejects.toThrow(why);
      expect(taken()).toHaveLength(before);
    });
  });

  it('that does not offer STARTTLS gets nothing where it is asked for', async () => {
    const plain = new MailServer();
    const port = await plain.start();
    const sent = channelTo('starttls', { port, credentials: 'login' }).send(NOTICE);
    await expect(sent).rejects.toThrow(/STARTTLS/);
    expect(plain.letters).toEqual([]);
    await plain.stop();
  });

  it.each([
    ['credentials', 'that others may read', () => file('open', 'a\nb', 0o644), /0600/],
    ['credentials', 'that the group may read', () => file('group', 'a\nb', 0o640), /0600/],
    ['credentials', 'that are not there', () => 'nothing', /cannot be read/],
    ['ca_file', 'that is not there', () => 'nothing', /cannot be read/],
    ['ca_file', 'that is no certificate', () => file('text', 'x'), /no certificate/],
  ])('is not written to with %s %s', (key, _name, make, why) => {
    const open = () => channelTo('tls', { [key]: make() });
    expect(open).toThrow(why);
    expect(open).toThrowError(
      expect.objectContaining({
        code: 'CONFIG_REFUSED',
        fields: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(key) },
      }),
    );
  });

  it('has no use for an authority where it is written to in the clear', () => {
    const plain = { security: 'none', ca_file: 'own.pem' } as const;
    expect(() => channelTo('tls', plain)).toThrow(/in the clear/);
  });
});

describe('behind the list of where this program may connect to', () => {
  let release: () => void = () => undefined;
  afterEach(() => release());
  const listed = (told: Pick<NotifyConfig, 'smtp' | 'webhooks'>) =>
    new OutboundGate(destinationsOf({ p2p: { peers: [] }, outbound: { allow: [] }, notify: told }));
  /** By name: which of the two is connected to first is the system's. */
  const places = (gate: OutboundGate) =>
    gate
      .take()
      .map(({ count, host, purpose }) => [purpose, host, count])
      .sort(([, a], [, b]) => String(a).localeCompare(String(b)));

  /** A receiver by a name under which nothing was connected to yet: connections are kept. */
  const hookAt = (name: string) => (notify.webhooks[0] ?? '').replace('localhost', name);
  const told = async (hook: string, gate: OutboundGate) => {
    const { smtp } = notify;
    const through = [emailChannel(smtp, '/'), webhookChannel(hook, 1, host)];
    const { outbox, tell } = await openOutbox(through);
    await tell();
    release = guardSockets(gate);
    await outbox.tick(1000);
    return outbox;
  };

  it('a notice leaves by the names of the configuration, and is counted', async () => {
    const hook = hookAt('127.0.0.1');
    const gate = listed({ ...notify, webhooks: [hook] });
    await told(hook, gate);
    expect(recorded.sort()).toEqual(['notice-sent email', 'notice-sent webhook-1']);
    expect(places(gate)).toEqual([
      ['notify', '127.0.0.1', 1],
      ['notify', 'localhost', 1],
    ]);
  });

  it('one to somebody else is refused, counted, and waits', async () => {
    const gate = listed({ webhooks: [] });
    const outbox = await told(hookAt('127.0.0.2'), gate);
    expect([recorded, mail.letters, receiver.got, outbox.waiting]).toEqual([[], [], [], 2]);
    expect(failures.map(reasonOf)).toEqual(['OUTBOUND_REFUSED', 'OUTBOUND_REFUSED']);
    expect(places(gate)).toEqual([
      [undefined, '127.0.0.2', 1],
      [undefined, 'localhost', 1],
    ]);
  });

  function reasonOf(error: unknown): string {
    const { cause, code } = error as { cause?: { code?: string }; code?: string };
    return cause?.code ?? code ?? '';
  }
});

describe('the texts', () => {
  it('name every kind of alarm', async () => {
    const texts = createTexts({ 'zh-CN': zh, en });
    const words = (await import('../console/src/words/i18n/en.json', { with: { type: 'json' } }))
      .default;
    for (const rule of Object.keys((words as { rule: object }).rule)) {
      expect(() => texts.both(`notices.rule.${rule}`)).not.toThrow();
    }
  });
});
