import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseSyslog } from './strict-syslog.ts';

interface Decision {
  readonly input: string;
  readonly inputIsBase64?: boolean;
  readonly valid: boolean;
  readonly parsed?: {
    readonly facility: number;
    readonly severity: number;
    readonly version: number;
    readonly hostname: string | null;
    readonly appname: string | null;
    readonly procid: string | null;
    readonly msgid: string | null;
    readonly message: string | null;
    readonly structuredData: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
  };
}

const folder = new URL('../../../tests/vectors/syslog/', import.meta.url);
const decisions = JSON.parse(
  gunzipSync(readFileSync(new URL('go_syslog_decisions.json.gz', folder))).toString('utf8'),
) as Decision[];
const examples = JSON.parse(readFileSync(new URL('rfc5424_examples.json', folder), 'utf8'));

/** Without a byte order mark a message may be in any encoding: what is no UTF-8 is replaced. */
function textOf({ input, inputIsBase64 }: Decision): string {
  if (!inputIsBase64) return input;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(input, 'base64'));
}

function asDecision(text: string): Decision['parsed'] {
  const line = parseSyslog(text);
  if (line === undefined) return undefined;
  const elements = [...line.elements].map(([id, params]) => [id, Object.fromEntries(params)]);
  return {
    ...{ facility: line.facility, severity: line.severity, version: line.version },
    hostname: line.hostname ?? null,
    appname: line.appName ?? null,
    procid: line.procId ?? null,
    msgid: line.msgId ?? null,
    message: line.message ?? null,
    structuredData: elements.length === 0 ? null : Object.fromEntries(elements),
  };
}

test('the strict parser of these tests decides as an independent one does', () => {
  expect(decisions.length).toBe(637);
  const wrong: unknown[] = [];
  for (const decision of decisions) {
    const own = asDecision(textOf(decision));
    if (decision.valid !== (own !== undefined)) wrong.push({ ...decision, own });
    else if (own !== undefined) expect(decision.parsed).toMatchObject({ ...own });
  }
  expect(wrong).toEqual([]);
});

test('it takes the messages, timestamps and data of the RFC, and refuses the rest', () => {
  for (const line of examples.rfc5424_6_5_messages) expect(parseSyslog(line)).toBeDefined();
  const times = examples.rfc5424_6_2_3_timestamps;
  for (const time of times.valid) expect(parseSyslog(`<1>1 ${time} - - - - -`)).toBeDefined();
  for (const time of times.invalid) expect(parseSyslog(`<1>1 ${time} - - - - -`)).toBeUndefined();
  const data = examples.rfc5424_6_3_5_structured_data;
  for (const text of data.valid) {
    expect(parseSyslog(`<1>1 - - - - - ${text}`)?.elements.size).toBeGreaterThan(0);
  }
  const [apart, blank] = data.invalid;
  // The RFC: what follows the blank is the message, so this one parses, with one element.
  expect(parseSyslog(`<1>1 - - - - - ${apart}`)?.elements.size).toBe(1);
  expect(parseSyslog(`<1>1 - - - - - ${blank}`)).toBeUndefined();
});
