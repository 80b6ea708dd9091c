/**
 * The verify page: a person drops a receipt, a retention certificate or an export, the browser
 * checks it with `@mingjing/proofs`, and every check or log is shown with its value. Nothing leaves
 * the computer; the page's own policy (`default-src 'none'`) forbids every connection.
 */
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { isExportBundle, isRetentionCertificate } from '@mingjing/proofs';
import { byId, element } from './dom.ts';
import { dropField, keepDropsOnPage } from './drop-field.ts';
import { type ExportVerdict, judgeExport } from './export-verdict.ts';
import { exportViews } from './export-view.ts';
import { countText } from './format.ts';
import { badgeView, checksView, factsView, messageView } from './result-view.ts';
import { judgeCertificate, type RetentionVerdict } from './retention-verdict.ts';
import { retentionViews } from './retention-view.ts';
import { fill, type Language, TEXTS, type Texts } from './texts.ts';
import {
  hashDocument,
  isReadable,
  judgeDocument,
  judgeReceipt,
  tooLarge,
  type Verdict,
} from './verdict.ts';

interface ChosenFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/** A file as far as it came: none, chosen, read and judged, or not to be read. */
interface ReceiptState extends ChosenFile {
  readonly bytes?: Uint8Array;
  readonly verdict?: Verdict | RetentionVerdict | ExportVerdict;
  /** Why there is no verdict and will be none. */
  readonly fault?: 'unread' | 'broken';
}

/** A document with its hash; none when it is larger than any attachment. */
interface DocumentState extends ChosenFile {
  readonly hash?: Uint8Array | undefined;
}

const state: {
  language: Language;
  genesisText: string;
  receipt?: ReceiptState | undefined;
  document?: DocumentState | undefined;
} = { language: location.hash === '#en' ? 'en' : 'zh-CN', genesisText: '' };

/** Counts what was dropped, so that a slow file never replaces a later one. */
let drops = 0;

/** The trusted genesis hash, when one was entered in full. */
function trustedGenesisHash(): Uint8Array | undefined {
  const digits = state.genesisText.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? hexToBytes(digits) : undefined;
}

async function takeReceipt(file: File): Promise<void> {
  drops += 1;
  const drop = drops;
  const { name, size: sizeBytes } = file;
  const show = (rest: Partial<ReceiptState>): void => {
    if (drop !== drops) return;
    state.receipt = { name, sizeBytes, ...rest };
    render();
  };
  show({});
  if (!isReadable(sizeBytes)) return show({ verdict: tooLarge() });
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // The file went away or may not be read; the page says so and claims nothing.
    return show({ fault: 'unread' });
  }
  show({ bytes });
  await painted();
  if (drop === drops) judge();
}

async function takeDocument(file: File): Promise<void> {
  const { name, size: sizeBytes } = file;
  try {
    state.document = { name, sizeBytes, hash: await hashDocument(file) };
  } catch {
    // As above: an unreadable document is no document.
    state.document = undefined;
  }
  render();
}

function judge(): void {
  const { receipt } = state;
  if (receipt?.bytes === undefined) return;
  const { name, sizeBytes, bytes } = receipt;
  try {
    const verdict = judgeOf(bytes)(bytes, trustedGenesisHash());
    state.receipt = { name, sizeBytes, bytes, verdict };
  } catch (error) {
    // A broken invariant of the page: it claims nothing, says so, and tells the console.
    state.receipt = { name, sizeBytes, bytes, fault: 'broken' };
    reportError(error);
  }
  render();
}

/** What judges a file, by how it begins. */
function judgeOf(bytes: Uint8Array) {
  if (isExportBundle(bytes)) return judgeExport;
  return isRetentionCertificate(bytes) ? judgeCertificate : judgeReceipt;
}

/** Resolves when the browser has shown what was rendered: the check itself holds the page. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

function render(): void {
  const texts = TEXTS[state.language];
  document.documentElement.lang = state.language;
  document.title = texts.page.title;
  byId('head').replaceChildren(
    element('span', { class: 'name' }, texts.page.title),
    languageButton(texts),
  );
  byId('lead').replaceChildren(
    element('h1', {}, texts.page.heading),
    element('p', {}, texts.page.lead),
  );
  byId('files').replaceChildren(
    dropField('receipt', fieldTexts('receipt', texts), takeReceipt),
    dropField('document', fieldTexts('document', texts), takeDocument),
  );
  renderGenesisField(texts);
  byId('result').replaceChildren(...resultViews(texts));
  renderFoot(texts);
}

function renderFoot({ page }: Texts): void {
  byId('foot').replaceChildren(
    element('p', {}, page.foot),
    element('p', {}, page.repeat, ' ', element('code', {}, repeatCommand())),
  );
}

function fieldTexts(field: 'receipt' | 'document', { input }: Texts) {
  const chosen = state[field];
  const values = { name: chosen?.name ?? '', size: countText(chosen?.sizeBytes ?? 0) };
  return {
    name: input[field],
    hint: chosen === undefined ? input[`${field}Hint`] : fill(input.chosen, values),
  };
}

/** The field itself stays, so that it keeps focus and cursor while its value is judged. */
function renderGenesisField({ input }: Texts): void {
  const isBad = state.genesisText.trim() !== '' && trustedGenesisHash() === undefined;
  genesis.name.textContent = input.genesis;
  genesis.hint.textContent = isBad ? input.genesisBad : input.genesisHint;
  genesis.hint.className = isBad ? 'hint bad' : 'hint';
  genesis.input.setAttribute('aria-invalid', String(isBad));
}

function makeGenesisField() {
  const [name, hint] = [element('strong'), element('span', { id: 'genesis-hint' })];
  const attributes = { id: 'genesis', type: 'text', autocomplete: 'off', spellcheck: 'false' };
  const input = element('input', { ...attributes, 'aria-describedby': hint.id });
  input.addEventListener('input', () => {
    state.genesisText = input.value;
    renderGenesisField(TEXTS[state.language]);
    renderFoot(TEXTS[state.language]);
    judge();
  });
  byId('trust').append(element('label', { class: 'field', for: input.id }, name, input, hint));
  return { name, hint, input };
}

function resultViews(texts: Texts): Node[] {
  const { receipt } = state;
  const plain = (kind: 'empty' | 'checking' | 'unread' | 'broken'): Node[] => {
    const { title, text } = texts.verdict[kind];
    return [messageView('unknown', title, text)];
  };
  if (receipt === undefined) return plain('empty');
  if (receipt.fault !== undefined) return plain(receipt.fault);
  const { verdict } = receipt;
  if (verdict === undefined) return plain('checking');
  const hasDocument = state.document !== undefined;
  if ('kind' in verdict) {
    return verdict.kind === 'export'
      ? exportViews(verdict, hasDocument, texts)
      : retentionViews(verdict, hasDocument, texts);
  }
  const compared = state.document && judgeDocument(verdict, state.document.hash);
  return [
    badgeView(verdict, compared, texts),
    ...(verdict.rows.length > 0 ? [checksView(verdict, compared, texts)] : []),
    ...(verdict.facts === undefined ? [] : [factsView(verdict.facts, texts)]),
  ];
}

function languageButton(texts: Texts): HTMLElement {
  const other: Language = state.language === 'en' ? 'zh-CN' : 'en';
  const button = element('button', { type: 'button', id: 'language', lang: other });
  button.textContent = texts.page.language;
  button.addEventListener('click', () => {
    state.language = other;
    history.replaceState(null, '', other === 'en' ? '#en' : '#zh');
    render();
    byId('language').focus();
  });
  return button;
}

function repeatCommand(): string {
  const words = ['npm run -s mingjing -- verify', quoted(state.receipt?.name ?? 'RECEIPT')];
  const hash = trustedGenesisHash();
  if (hash !== undefined) words.push('--trust', bytesToHex(hash));
  const isReceipt = state.receipt?.verdict === undefined || !('kind' in state.receipt.verdict);
  if (isReceipt && state.document !== undefined) words.push('--file', quoted(state.document.name));
  return words.join(' ');
}

/** A file name as a shell takes it. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

keepDropsOnPage();
const genesis = makeGenesisField();
render();
