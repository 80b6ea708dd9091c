/*
 * A strict parser of RFC 5424 for tests, written from its grammar (section 6) and held to the
 * verdicts of an independent parser. It shares nothing with the code under test.
 */

export interface SyslogLine {
  readonly facility: number;
  readonly severity: number;
  readonly version: number;
  readonly timestamp: string | undefined;
  readonly hostname: string | undefined;
  readonly appName: string | undefined;
  readonly procId: string | undefined;
  readonly msgId: string | undefined;
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly message: string | undefined;
}

class Refused extends Error {}

/** The parsed line, or undefined when the grammar refuses it. */
export function parseSyslog(text: string): SyslogLine | undefined {
  try {
    return new Reader(text).line();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?:Z|[+-](\d\d):(\d\d))$/;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  line(): SyslogLine {
    const priority = Number(this.#match(/<(0|[1-9]\d{0,2})>/y)[1]);
    if (priority > 191) throw new Refused('priority');
    const version = Number(this.#match(/([1-9]\d{0,2}) /y)[1]);
    const timestamp = this.#timestamp();
    const [hostname, appName] = [this.#field(255), this.#field(48)];
    const [procId, msgId] = [this.#field(128), this.#field(32)];
    const elements = this.#structuredData();
    const header = { facility: priority >> 3, severity: priority & 7, version, timestamp };
    return { ...header, hostname, appName, procId, msgId, elements, message: this.#message() };
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) throw new Refused(`${pattern} at ${this.#at}`);
    this.#at = pattern.lastIndex;
    return found;
  }

  #timestamp(): string | undefined {
    const text = this.#match(/([!-~]+) /y)[1] as string;
    if (text === '-') return undefined;
    const parts = TIMESTAMP.exec(text)
      ?.slice(1)
      .map((part) => Number(part ?? 0));
    if (parts === undefined) throw new Refused('timestamp');
    const [year, month, day, hour, minute, second, offsetHours, offsetMinutes] = parts as number[];
    const date = new Date(Date.UTC(2000, (month as number) - 1, day));
    date.setUTCFullYear(year as number, (month as number) - 1, day);
    const isDay = date.getUTCMonth() === (month as number) - 1 && date.getUTCDate() === day;
    const isTime = (hour as number) < 24 && (minute as number) < 60 && (second as number) < 60;
    const isOffset = (offsetHours as number) < 24 && (offsetMinutes as number) < 60;
    if (!isDay || !isTime || !isOffset) throw new Refused('timestamp');
    return text;
  }

  #field(lengthMax: number): string | undefined {
    const text = this.#match(/([!-~]+) /y)[1] as string;
    if (text.length > lengthMax) throw new Refused('field');
    return text === '-' ? undefined : text;
  }

  #structuredData() {
    const elements = new Map<string, ReadonlyMap<string, string>>();
    if (this.#text[this.#at] === '-') {
      this.#at++;
      return elements;
    }
    do {
      const id = this.#match(/\[([!-~]+?)(?=[ \]])/y)[1] as string;
      if (!isName(id) || elements.has(id)) throw new Refused('element');
      const params = new Map<string, string>();
      while (this.#text[this.#at] !== ']') {
        const [, name, value] = this.#match(/ ([!-~]+?)="((?:[^"\\\]]|\\["\\\]])*)"/y);
        if (!isName(name as string)) throw new Refused('param');
        params.set(name as string, (value as string).replace(/\\(["\\\]])/g, '$1'));
      }
      this.#at++;
      elements.set(id, params);
    } while (this.#text[this.#at] === '[');
    return elements;
  }

  #message(): string | undefined {
    if (this.#at === this.#text.length) return undefined;
    if (this.#text[this.#at] !== ' ') throw new Refused('message');
    return this.#text.slice(this.#at + 1) || undefined;
  }
}

function isName(text: string): boolean {
  return text.length <= 32 && !/[="\]]/.test(text);
}
