// Notices of alarms to a real mail server and a real receiver: signed, kept, tried again.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesToHex, keyId } from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import { type Alarm, AlarmBook } from '@mingjing/oversight';
import { noticeSigningBytes } from '@mingjing/protocol';
import { createTexts } from '@mingjing/service';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailChannel } from '../src/desk/notices/email-channel.ts';
import en from '../src/desk/notices/i18n/en.json' with { type: 'json' };
import zh from '../src/desk/notices/i18n/zh-CN.json' with { type: 'json' };
import { type Channel, NOTICE_MS, OUTBOX_MAX, Outbox } from '../src/desk/notices/outbox.ts';
import { webhookChannel } from '../src/desk/notices/webhook-channel.ts';

const CHAIN = 'trial-0123456789abcdef';
const MINUTE = 60_000;
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
  isOpen = true;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_, __, done) => done(this.isOpen ? null : new Error('451 later')),
    onData: (stream, _, done) => {
      let letter = '';
      stream.on('data', (bytes: Buffer) => {
        letter += bytes.toString();
      });
      stream.on('end', () => {
        this.letters.push(letter);
        done();
      });
    },
  });
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
let channels: Channel[];
beforeAll(async () => {
  const smtp = {
    ...{ host: '127.0.0.1', port: await mail.start(), security: 'none' as const },
    ...{ from: 'watch@authority.example', to: ['duty@authority.example'] },
  };
  channels = [emailChannel(smtp, '/'), webhookChannel(await receiver.start(), 1, host)];
});
afterAll(() => Promise.all([mail.stop(), receiver.stop()]));

let disk: MemoryDisk;
let recorded: string[];
beforeEach(() => {
  disk = new MemoryDisk();
  recorded = [];
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
    failed: () => undefined,
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
    expect(text).toContain('新告警:分叉');
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
