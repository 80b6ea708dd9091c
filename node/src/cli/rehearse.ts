import { createInterface, type Interface } from 'node:readline/promises';
import { createTransport } from '@mingjing/client';
import { INSPECTION_TEXTS } from '@mingjing/inspection';
import { createTexts } from '@mingjing/service/command-line';
import { type SessionOptions, transportOf } from './account.ts';
import { Output } from './output.ts';

const PATH = '/v1/inspection/rehearsals';
const texts = createTexts(INSPECTION_TEXTS);
const YES = /^(y|yes|是|有|能|好)$/i;

export interface RehearseCommand extends SessionOptions {
  /** Says yes to everything: what is scored then is the live answers alone. */
  readonly yes?: boolean;
}

interface Asked {
  readonly id: string;
  readonly item: string;
  readonly look: string;
  readonly 'zh-CN': string;
  readonly en: string;
  readonly live: {
    readonly verdict: string;
    readonly kind: string;
    readonly at: number;
    readonly lines: Readonly<Record<'zh-CN' | 'en', readonly string[]>>;
  } | null;
}

interface Score {
  readonly count: number;
  readonly shown: number;
  readonly ready: number;
  readonly answers: readonly { readonly question: string; readonly ready: boolean }[];
}

/**
 * Asks the inspector's likely questions one by one, shows where the live answer stands, and scores
 * readiness; false when one of them finds nobody ready. Answers come from the terminal or a pipe.
 */
export async function rehearseCommand(options: RehearseCommand): Promise<boolean> {
  const output = new Output(options);
  const transport = transportOf(options);
  const send = createTransport(transport);
  const ask = async (json?: object) => {
    const { bytes } = await send({ path: PATH, ...(json === undefined ? {} : { json }) });
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  };
  const { questions } = (await ask()) as { readonly questions: readonly Asked[] };
  const reader = options.yes === true ? undefined : new Reader();
  const answers: { question: string; shown: boolean }[] = [];
  try {
    for (const [index, question] of questions.entries()) {
      tell(output, question, { index, count: questions.length, base: transport.baseUrl });
      const shown = reader === undefined ? true : await reader.isYes(output);
      answers.push({ question: question.id, shown });
    }
  } finally {
    reader?.close();
  }
  const score = (await ask({ answers })) as Score;
  output.line('cli.rehearsal.score', { ready: score.ready, count: score.count });
  const open = new Set(score.answers.filter(({ ready }) => !ready).map(({ question }) => question));
  for (const question of questions.filter(({ id }) => open.has(id))) {
    output.line('cli.rehearsal.open', { question: question[output.language], item: question.item });
  }
  output.json({ ok: open.size === 0, ...score });
  return open.size === 0;
}

function tell(
  output: Output,
  question: Asked,
  { base, count, index }: { base: string; count: number; index: number },
): void {
  const { live, look } = question;
  output.line('cli.rehearsal.question', {
    ...{ number: index + 1, count, question: question[output.language] },
  });
  if (live === null) output.line('cli.rehearsal.none');
  else {
    const verdict = texts.find(output.language, `inspection.verdict.${live.verdict}`) ?? '';
    const time = new Date(live.at).toISOString();
    output.line('cli.rehearsal.live', { verdict, time });
    for (const line of live.lines[output.language]) output.lines([`      ${line}`]);
  }
  output.line('cli.rehearsal.look', { address: `${base}${look}` });
}

/** Lines of the standard input; when it has ended, nobody could show anything more. */
class Reader {
  readonly #terminal: Interface;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#terminal = createInterface({ input: process.stdin });
    this.#lines = this.#terminal[Symbol.asyncIterator]();
  }

  async isYes(output: Output): Promise<boolean> {
    process.stderr.write(`${output.text('cli.rehearsal.ask')} `);
    const { done, value } = await this.#lines.next();
    return done !== true && YES.test(value.trim());
  }

  close(): void {
    this.#terminal.close();
  }
}
