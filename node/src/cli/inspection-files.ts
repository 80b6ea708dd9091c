import type { Call } from '@mingjing/client';
import type { Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

/** A form of sixty items is laid out in seconds, others may wait before it. */
const PRINT_MS = 120_000;

/** New files for what a run leaves behind. */
export interface InspectionFiles {
  readonly bundle?: string;
  readonly html?: string;
  readonly pdf?: string;
}

type FetchBytes = (call: Call) => Promise<Uint8Array>;

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
    [html, { path: `/v1/inspection/runs/${id}/html`, query, extraMs: PRINT_MS }],
    [pdf, { path: `/v1/inspection/runs/${id}/pdf`, query, extraMs: PRINT_MS }],
  ] as const;
  for (const [file, call] of wanted) {
    if (file === undefined) continue;
    saveFile(file, await fetch(call));
    output.line('cli.inspection.written', { file });
  }
}
