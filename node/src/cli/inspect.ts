import { setTimeout as pause } from 'node:timers/promises';
import { ClientError, createTransport } from '@mingjing/client';
import {
  type Answer,
  type FilledForm,
  type Form,
  INSPECTION_TEXTS,
  type ItemChange,
  phraseFault,
  readForm,
  type Say,
  sheetOf,
  terminalOf,
} from '@mingjing/inspection';
import { createTexts } from '@mingjing/service/command-line';
import { type SessionOptions, transportOf } from './account.ts';
import { CliError } from './errors.ts';
import { assertNewFiles, type InspectionFiles, saveInspection } from './inspection-files.ts';
import { stoppable } from './interrupted.ts';
import { Output } from './output.ts';
import { rehearseCommand } from './rehearse.ts';

const PATH = '/v1/inspection';
const NO_RECORD = 'inspection-record-unknown';
const POLL_MS = 300;
/** Drills wait for blocks, restarts and people; sixty of them are no reason to wait for ever. */
const RUN_MS_MAX = 30 * 60 * 1000;
const texts = createTexts(INSPECTION_TEXTS);

export interface InspectCommand extends SessionOptions, InspectionFiles {
  readonly phrase?: string;
  /** Items, separated by commas. */
  readonly only?: string;
  /** A run that ended: its files are written, and nothing is measured. */
  readonly run?: string;
  /** Asks the inspector's questions instead. */
  readonly rehearse?: boolean;
  readonly yes?: boolean;
}

interface RunAnswer {
  readonly id: string;
  readonly state: 'running' | 'done' | 'stopped';
  readonly phrase: string;
  readonly chain_id: string;
  readonly node_id: string;
  readonly organisation: string;
  readonly began: { readonly at: number };
  readonly ended: { readonly at: number; readonly height: number } | null;
  readonly answers: readonly Answer[];
  readonly changes: readonly ItemChange[] | null;
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly item: string | null;
  };
}

/**
 * Runs the self-check of a node and prints the filled form; false when an item that is measured
 * alone does not meet it, or the run was broken off.
 */
export async function inspectCommand(options: InspectCommand): Promise<boolean> {
  if (options.rehearse === true) return rehearseCommand(options);
  if (options.run !== undefined) return writeAgain(options.run, options);
  const { phrase = '' } = options;
  const fault = phraseFault(phrase);
  if (fault !== undefined) throw phraseError(fault);
  const output = new Output(options);
  const send = createTransport(transportOf(options));
  const ask = async (path: string, json?: object) => {
    const { bytes } = await send({ path, ...(json === undefined ? {} : { json }) });
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  };
  assertNewFiles(options);
  const only = options.only?.split(',').map((item) => item.trim());
  const { id } = await ask(`${PATH}/runs`, { phrase, ...(only === undefined ? {} : { only }) });
  const run = await stoppable(
    () => followed(() => ask(`${PATH}/runs/${id}`), options),
    () => void stopped(() => ask(`${PATH}/runs/${id}/stop`, {}), output),
  );
  const form = await formOf(ask);
  const recordHash = await signedAs(() => ask(`${PATH}/runs/${id}/record`));
  const filled = filledOf(form, run, recordHash);
  if (options.json !== true) {
    console.log(terminalOf(sheetOf(filled, output.language, sayIn(output))));
  }
  const fetch = async (call: Parameters<typeof send>[0]) => (await send(call)).bytes;
  // What was broken off is signed by nobody.
  if (run.state === 'done') await saveInspection(fetch, id, options, output);
  if (run.state === 'done' && options.bundle !== undefined) {
    output.line('cli.inspection.again', { id });
  }
  if (run.state === 'stopped') console.error(`  ${output.text('cli.inspection.stopped', { id })}`);
  const failed = failedItems(form, run.answers);
  output.json({ ok: isGood(run, failed), failed, record_hash: recordHash ?? null, ...run });
  return isGood(run, failed);
}

/** Stops the run at its node, and says so; what is said goes where the progress does. */
async function stopped(stop: () => Promise<unknown>, output: Output): Promise<void> {
  console.error(`  ${output.text('cli.inspection.stopping')}`);
  try {
    await stop();
  } catch (error) {
    const reason = error instanceof ClientError ? error.code : String(error);
    console.error(`  ${output.text('cli.inspection.notStopped', { reason })}`);
  }
}

/** The files of a run that ended: its bundle may have an anchor by now that it had not then. */
async function writeAgain(id: string, options: InspectCommand): Promise<boolean> {
  assertNewFiles(options);
  const send = createTransport(transportOf(options));
  const output = new Output(options);
  const fetch = async (call: Parameters<typeof send>[0]) => (await send(call)).bytes;
  await saveInspection(fetch, id, options, output);
  output.json({ ok: true, run: id });
  return true;
}

async function followed(
  read: () => Promise<RunAnswer>,
  { json = false }: InspectCommand,
): Promise<RunAnswer> {
  let told = '';
  for (const from = Date.now(); Date.now() - from < RUN_MS_MAX; await pause(POLL_MS)) {
    const run = await read();
    if (run.state !== 'running') return run;
    const { done, item, total } = run.progress;
    const line = `  ${done} / ${total} ${item ?? ''}`.trimEnd();
    if (!json && line !== told) console.error(line);
    told = line;
  }
  const en = 'the run took longer than half an hour; it goes on at the node';
  throw new CliError('TIMEOUT', '检查已超过半小时，仍在节点上继续', en);
}

async function formOf(ask: (path: string) => Promise<{ form: unknown }>): Promise<Form> {
  const read = readForm((await ask(`${PATH}/form`)).form);
  if (read.ok) return read.form;
  const en = 'the node answered with no form';
  throw new CliError('BAD_ANSWER', '节点返回的检查表无效', en);
}

function filledOf(form: Form, run: RunAnswer, recordHash: string | undefined): FilledForm {
  const { answers, began, changes, ended, phrase } = run;
  return {
    ...{ form, kind: 'self-check', answers, chainId: run.chain_id, nodeId: run.node_id },
    ...{ phrase, head: { organisation: run.organisation }, foot: {} },
    ...{ height: ended?.height ?? 0, beganAt: began.at, endedAt: ended?.at ?? began.at },
    recordHash: recordHash ?? '',
    ...(changes === null ? {} : { changes }),
  };
}

/** Hash of the record that the node signed of a run; undefined: one of some items has none. */
async function signedAs(
  read: () => Promise<{ readonly record_hash: string }>,
): Promise<string | undefined> {
  try {
    return (await read()).record_hash;
  } catch (error) {
    if (error instanceof ClientError && error.code === NO_RECORD) return undefined;
    throw error;
  }
}

/** Items that a machine measures alone, and that are not met. */
function failedItems({ items }: Form, answers: readonly Answer[]): string[] {
  const measured = new Set(items.filter(({ evidence }) => evidence === 'A').map(({ id }) => id));
  return answers
    .filter(({ item, verdict }) => measured.has(item) && verdict === 'not-met')
    .map(({ item }) => item);
}

function isGood({ state }: RunAnswer, failed: readonly string[]): boolean {
  return state === 'done' && failed.length === 0;
}

function sayIn({ language }: Output): Say {
  return (key, values) => texts.find(language, key, values);
}

function phraseError(fault: NonNullable<ReturnType<typeof phraseFault>>): CliError {
  const said = {
    'phrase-empty': ['请用 --phrase 给出随机语', 'give the challenge phrase by --phrase'],
    'phrase-too-long': ['随机语最多 64 个字符', 'the challenge phrase has 64 characters at most'],
    'phrase-not-text': [
      '随机语含有不可见字符',
      'the challenge phrase has characters that cannot be seen',
    ],
  } as const;
  const [zh, en] = said[fault];
  return new CliError('BAD_PHRASE', zh, en);
}
