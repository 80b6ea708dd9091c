import type { BothTexts, Texts } from '@mingjing/service';
import { type Incident, levelOf } from './incident.ts';

/** Who gives the notice. */
export interface NoticeFrom {
  readonly organisation: string;
  readonly nodeId: string;
}

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** A time as people in China write it, to the minute. */
export function shanghaiTime(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * The text of a notice to an authority, in both languages; it is a draft for a person to send. A
 * drill says so in its first words.
 */
export function noticeText(texts: Texts, found: Incident, from: NoticeFrom): BothTexts {
  const { form } = found;
  const fields = {
    ...{ organisation: from.organisation, node: from.nodeId, summary: form.summary },
    ...{ found: shanghaiTime(form.found_at), persons: form.persons_affected },
  };
  const inLanguage = (language: 'zh-CN' | 'en'): string => {
    const kind = texts.both(`assurance.incident.kind.${form.kind}`)[language];
    const level = texts.both(`assurance.incident.level.${levelOf(found)}`)[language];
    const body = texts.both('assurance.incident.notice', { ...fields, kind, level })[language];
    return form.drill ? `${texts.both('assurance.incident.drill')[language]}${body}` : body;
  };
  return { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') };
}
