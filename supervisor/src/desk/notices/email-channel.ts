import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTexts } from '@mingjing/service';
import { createTransport } from 'nodemailer';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import type { NoticeBody } from './notice.ts';
import type { NotifyConfig } from './notify-config.ts';
import type { Channel } from './outbox.ts';

/** A receiver that does not answer by then is tried again later. */
const SMTP_TIMEOUT_MS = 15_000;
const OWN_ONLY = 0o077;
const texts = createTexts({ 'zh-CN': zh, en });

/** Sends notices by e-mail, in both languages; throws when the credentials cannot be used. */
export function emailChannel(
  smtp: NonNullable<NotifyConfig['smtp']>,
  configFolder: string,
): Channel {
  const { credentials, from, host, port, security, to } = smtp;
  const auth = credentials === undefined ? undefined : login(join(configFolder, credentials));
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls' },
    ignoreTLS: security === 'none',
    ...{ connectionTimeout: SMTP_TIMEOUT_MS, greetingTimeout: SMTP_TIMEOUT_MS },
    ...{ socketTimeout: SMTP_TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true },
    ...(auth === undefined ? {} : { auth }),
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

function login(file: string): { user: string; pass: string } {
  if ((statSync(file).mode & OWN_ONLY) !== 0) throw new Error(`${file} can be read by others`);
  const [user = '', pass = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
  return { user, pass };
}
