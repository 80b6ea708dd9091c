import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createTexts } from '@mingjing/service';
import { createTransport } from 'nodemailer';
import { SupervisorError } from '../../errors.ts';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import type { NoticeBody } from './notice.ts';
import type { NotifyConfig } from './notify-config.ts';
import type { Channel } from './outbox.ts';

/** A receiver that does not answer by then is tried again later. */
const SMTP_TIMEOUT_MS = 15_000;
const OWN_ONLY = 0o077;
const texts = createTexts({ 'zh-CN': zh, en });

/**
 * Sends notices by e-mail, in both languages; throws `SupervisorError` when the files that the
 * configuration names cannot be used.
 */
export function emailChannel(
  smtp: NonNullable<NotifyConfig['smtp']>,
  configFolder: string,
): Channel {
  const { ca_file: caFile, credentials, from, host, port, security, to } = smtp;
  if (caFile !== undefined && security === 'none') {
    throw refused('ca_file', '明文发送不使用证书', 'in the clear no certificate is used');
  }
  const ca = caFile === undefined ? undefined : authority(configFolder, caFile);
  const auth = credentials === undefined ? undefined : login(configFolder, credentials);
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls' },
    ignoreTLS: security === 'none',
    getSocket: (_: unknown, done: Connected) => connected({ host, port }, done),
    ...{ connectionTimeout: SMTP_TIMEOUT_MS, greetingTimeout: SMTP_TIMEOUT_MS },
    ...{ socketTimeout: SMTP_TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true },
    ...(auth === undefined ? {} : { auth }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  return {
    name: 'email',
    async send(body) {
      const { subject, text } = letterOf(body);
      // The same id at every try: a mail server that had it already may drop the second.
      const messageId = `<${body.id}@${body.chain_id}>`;
      const letter = { from, to: [...to], subject, text, messageId };
      await transport.sendMail({ ...letter, textEncoding: 'base64' });
    },
  };
}

type Connected = (error: Error | null, options: { connection?: Socket }) => void;

/**
 * Asks for the connection by the name that the configuration has: so it stands on the outbound
 * list. The library by itself looks the name up first, and would ask for an address.
 */
function connected(to: { readonly host: string; readonly port: number }, done: Connected): void {
  const socket = connect(to);
  const failed = (error: Error) => done(error, {});
  socket.once('error', failed);
  socket.setTimeout(SMTP_TIMEOUT_MS, () => socket.destroy(new Error('no connection in time')));
  socket.once('connect', () => {
    socket.off('error', failed).setTimeout(0).removeAllListeners('timeout');
    done(null, { connection: socket });
  });
}

function letterOf({ alarm, event, from, id, time }: NoticeBody) {
  const fields = {
    ...{ alarm: alarm.id, node: from, notice: id, nodes: alarm.nodes.join(', ') || '-' },
    ...{ since: new Date(alarm.since).toISOString(), time: new Date(time).toISOString() },
    watch: alarm.watch_rule ?? '-',
  };
  const inWords = (language: 'zh-CN' | 'en') => ({
    ...{ rule: say(language, `notices.rule.${alarm.rule}`) },
    severity: say(language, `notices.severity.${alarm.severity}`),
  });
  const say = (language: 'zh-CN' | 'en', key: string, more: object = {}) =>
    texts.both(key, { ...fields, ...more })[language];
  const part = (language: 'zh-CN' | 'en', name: string) =>
    say(language, `notices.${name}`, {
      ...inWords(language),
      event: say(language, `notices.event.${event}`),
    });
  return {
    subject: `${part('zh-CN', 'subject')} / ${part('en', 'subject')}`,
    text: `${part('zh-CN', 'text')}\n\n${part('en', 'text')}\n`,
  };
}

function login(folder: string, name: string): { user: string; pass: string } {
  const { mode, text } = readBeside(folder, name, 'credentials');
  if ((mode & OWN_ONLY) !== 0) {
    const en = `others may read ${name}: its mode has to be 0600`;
    throw refused('credentials', `其他用户可读 ${name}：权限须为 0600`, en);
  }
  const [user = '', pass = ''] = text.split(/\r?\n/);
  return { user, pass };
}

/** Who has to have signed the mail server's certificate, instead of whom everybody trusts. */
function authority(folder: string, name: string): string {
  const { text } = readBeside(folder, name, 'ca_file');
  try {
    new X509Certificate(text);
    return text;
  } catch (cause) {
    throw refused('ca_file', `${name} 不是 PEM 证书`, `${name} is no certificate in PEM`, cause);
  }
}

function readBeside(folder: string, name: string, key: string): { mode: number; text: string } {
  const path = join(folder, name);
  try {
    return { mode: statSync(path).mode, text: readFileSync(path, 'utf8') };
  } catch (cause) {
    throw refused(key, `读不到文件 ${name}`, `the file ${name} cannot be read`, cause);
  }
}

function refused(key: string, zh: string, en: string, cause?: unknown): SupervisorError {
  const at = `notify.smtp.${key}`;
  return new SupervisorError('CONFIG_REFUSED', { zh: `${at}:${zh}`, en: `${at}: ${en}` }, cause);
}
