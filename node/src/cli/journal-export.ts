import { homePaths } from '@mingjing/host/home';
import { exportJournal, openOffline } from '@mingjing/host/offline';
import { EXPORT_BYTES_MAX } from '@mingjing/protocol';
import { CONTROL_HEADER } from '@mingjing/service/command-line';
import { CliError } from './errors.ts';
import { checkExport } from './export-report.ts';
import { homeFacts } from './home-facts.ts';
import { type RunFile, runFile } from './node-address.ts';
import { type CommonOptions, Output, problemTitles } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';
import { readInput, trustedHash } from './trust.ts';

const PATH = '/v1/journal/export';

export interface JournalExportCommand extends CommonOptions {
  readonly home: string;
  /** A request with its approvals. */
  readonly request: string;
  /** Where the export is written; a file that is there already stays as it is. */
  readonly output: string;
}

/**
 * Exports part of the journal of a home by an approved request, and checks what came as the
 * authority will: its program is asked, or, when none runs, the home itself is opened. False when
 * it does not hold.
 */
export async function journalExportCommand(options: JournalExportCommand): Promise<boolean> {
  const output = new Output(options);
  const { home } = options;
  assertNew(options.output);
  const request = readInput(options.request);
  const run = runFile(home);
  const bundle =
    run === undefined ? await openedFor(home, request, output) : await ask(run, request);
  saveFile(options.output, bundle);
  const trustedGenesisHash = trustedHash({ genesis: homePaths(home).genesis });
  const holds = await checkExport(bundle, { trustedGenesisHash }, output);
  output.line('cli.written', { file: options.output });
  return holds;
}

/** The export of a home in which nothing runs, as of its last block. */
async function openedFor(home: string, request: Uint8Array, output: Output): Promise<Uint8Array> {
  const secret = process.env['MINGJING_PASSPHRASE'];
  const passphrase = secret === undefined ? {} : { passphrase: secret };
  const opened = await openOffline({ home, nodeId: homeFacts(home).nodeId, ...passphrase });
  try {
    const { issued, height, time } = await exportJournal(opened, request, secret);
    if (!issued.ok) {
      const code = `export-${issued.reason}`;
      const [zh, en] = problemTitles(code) ?? [code, code];
      throw new CliError(code, zh, en);
    }
    output.line('cli.exportStopped', { height, time: new Date(time).toISOString() });
    return issued.value.bundle;
  } finally {
    await opened.release();
  }
}

async function ask({ address, control }: RunFile, request: Uint8Array): Promise<Uint8Array> {
  const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/x-protobuf' };
  let answer: Response;
  try {
    answer = await fetch(`${address}${PATH}`, {
      method: 'POST',
      headers,
      body: Uint8Array.from(request),
    });
  } catch (cause) {
    throw Object.assign(new Error('the node cannot be reached', { cause }), {
      code: 'UNREACHABLE',
    });
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.ok && bytes.length <= EXPORT_BYTES_MAX) return bytes;
  throw Object.assign(new Error('the export was refused'), { code: codeOf(bytes) });
}

/** The code of a problem that the node answered with. */
function codeOf(bytes: Uint8Array): string {
  try {
    const { code } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { code?: unknown };
    return typeof code === 'string' ? code : 'BAD_ANSWER';
  } catch {
    // What is no JSON came from something that is no node.
    return 'BAD_ANSWER';
  }
}
