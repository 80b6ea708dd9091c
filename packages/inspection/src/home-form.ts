import { readFile } from 'node:fs/promises';
import { bytesToHex } from '@mingjing/crypto';
import { type Form, type FormRefusal, readForm } from './form.ts';
import { SHIPPED_FORM } from './shipped-form.ts';

/** A form of five hundred items, each with long titles. */
const FORM_BYTES_MAX = 1024 * 1024;

/** The form in force, with its hash in hexadecimal. */
export interface FormInForce {
  readonly form: Form;
  readonly hash: string;
}

export type HomeForm = FormInForce | { readonly refusals: readonly FormRefusal[] };

/** The form that the operator put into his home, or the one that comes with the program. */
export async function formOf(path: string): Promise<HomeForm> {
  const read = readForm(await own(path));
  return read.ok ? { form: read.form, hash: bytesToHex(read.hash) } : { refusals: read.refusals };
}

async function own(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return SHIPPED_FORM;
    throw error;
  }
  try {
    return text.length > FORM_BYTES_MAX ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
