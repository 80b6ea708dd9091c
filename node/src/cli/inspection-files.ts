import type { Call, Transport } from '@mingjing/client';
import type { Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

/** New files for what a run leaves behind. */
export interface InspectionFiles {
  readonly bundle?: string;
  readonly html?: string;
  readonly pdf?: string;
}

export type FetchBytes = (call: Call) => Promise<Uint8Array>;

/** Bytes of an answer, asked for as everything else of the node. */
export function bytesBy(send: Transport): FetchBytes {
  return async (call) => (await send(call)).bytes;
}

/** Refuses files that are there already, before anything is measured for them. */
export function assertNewFiles({ bundle, html, pdf }: InspectionFiles): void {
  for (const path of [bundle, html, pdf]) if (path !== undefined) assertNew(path);
}

/** Writes the signed bundle of a run, and its paper in the language of the command. */
export async function saveInspection(
  fetch: FetchBytes,
  id: string,
  { bundle, html, pdf }: InspectionFiles,
  output: Output,
): Promise<void> {
  const query = { language: output.language };
  const wanted = [
    [bundle, { path: `/v1/inspection/runs/${id}/bundle` }],
    [html, { path: `/v1/inspection/runs/${id}/html`, query }],
    [pdf, { path: `/v1/inspection/runs/${id}/pdf`, query }],
  ] as const;
  for (const [file, call] of wanted) {
    if (file === undefined) continue;
    saveFile(file, await fetch(call));
    output.line('cli.inspection.written', { file });
  }
}
