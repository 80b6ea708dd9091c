// A thread that lays out one paper and ends: it holds no key and opens no file but the fonts.
import { parentPort, workerData } from 'node:worker_threads';
import { filledOf, sayOf } from '../record/filled-of.ts';
import { htmlOf } from '../render/html.ts';
import { pdfOf } from '../render/pdf.ts';
import { sheetOf } from '../render/sheet.ts';
import type { PaperOrder } from './printer.ts';

const { facts, format, language } = workerData as PaperOrder;
const sheet = sheetOf(filledOf(facts), language, sayOf(facts, language));
const bytes = format === 'pdf' ? await pdfOf(sheet) : Buffer.from(htmlOf(sheet));
parentPort?.postMessage(Uint8Array.from(bytes));
