import { homePaths } from '@mingjing/host/home';
import { EXPORT_BYTES_MAX } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { checkExport } from './export-report.ts';
import { runFile } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';
import { readInput, trustedHash } from './trust.ts';

const PATH = '/v1/journal/export';
/** As in `api/control.ts`, which a command does not load. */
const CONTROL_HEADER = 'mingjing-control';

export interface JournalExportCommand extends CommonOptions {
  readonly home: string;
  /** A request with its approvals. */
  readonly request: string;
  /** Where the export is written; a file that is there already stays as it is. */
  readonly output: string;
}

/**
 * Exports part of the journal of a running node by an approved request, and checks what came as
 * the authority will. False when it does not hold.
 */
export async function journalExportCommand(options: JournalExportCommand): Promise<boolean> {
  const output = new Output(options);
  const { home } = options;
  const run = runFile(home);
  if (run === undefined) {
    throw new CliError('NOT_RUNNING', `${home} 没有正在运行的节点`, `no node runs in ${home}`);
  }
  assertNew(options.output);
  const request = readInput(options.request);
  const bundle = await ask(`${run.address}${PATH}`, run.control, request);
  saveFile(options.output, bundle);
  const trustedGenesisHash = trustedHash({ genesis: homePaths(home).genesis });
  const holds = await checkExport(bundle, { trustedGenesisHash }, output);
  output.line('cli.written', { file: options.output });
  return holds;
}

async function ask(url: string, control: string, request: Uint8Array): Promise<Uint8Array> {
  const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/x-protobuf' };
  let answer: Response;
  try {
    answer = await fetch(url, { method: 'POST', headers, body: Uint8Array.from(request) });
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
