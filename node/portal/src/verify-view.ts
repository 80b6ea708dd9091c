import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import {
  isCaseBundle,
  isExportBundle,
  isInspectionBundle,
  isRetentionCertificate,
} from '@mingjing/proofs';
import { type CaseVerdict, judgeCase } from './case-verdict.ts';
import { caseViews } from './case-view.ts';
import { element } from './dom.ts';
import { dropField } from './drop-field.ts';
import { type ExportVerdict, judgeExport } from './export-verdict.ts';
import { exportViews } from './export-view.ts';
import { countText } from './format.ts';
import { type InspectionVerdict, judgeInspection } from './inspection-verdict.ts';
import { inspectionViews } from './inspection-view.ts';
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

/** What is said of a file that is no receipt. */
type KindVerdict = CaseVerdict | RetentionVerdict | ExportVerdict | InspectionVerdict;

/** A file as far as it came: none, chosen, read and judged, or not to be read. */
interface ReceiptState extends ChosenFile {
  readonly bytes?: Uint8Array;
  readonly verdict?: Verdict | KindVerdict;
  /** Why there is no verdict and will be none. */
  readonly fault?: 'unread' | 'broken';
}

/** A document with its hash; none when it is larger than any attachment. */
interface DocumentState extends ChosenFile {
  readonly hash?: Uint8Array | undefined;
}

interface GenesisField {
  readonly name: HTMLElement;
  readonly hint: HTMLElement;
  readonly input: HTMLInputElement;
}

export interface VerifyViewOptions {
  /** Has the parts `lead files trust result foot`: a document or a shadow root. */
  readonly root: Pick<Document, 'getElementById'>;
  readonly language: Language;
  /** Trusted genesis hash in hex, where one is known already. */
  readonly genesis?: string | undefined;
  /** What stands above the fields, where the page is part of another one. */
  readonly lead?: (language: Language) => string;
  /** Told of each trusted genesis hash that was entered in full, or taken away. */
  readonly onGenesis?: (hash: string | undefined) => void;
}

/** The fields for files and the trusted hash, and what came of the checks. */
export class VerifyView {
  readonly #root: VerifyViewOptions['root'];
  readonly #lead: VerifyViewOptions['lead'];
  readonly #onGenesis: VerifyViewOptions['onGenesis'];
  readonly #genesis: GenesisField;
  #language: Language;
  #genesisText: string;
  #receipt: ReceiptState | undefined;
  #document: DocumentState | undefined;
  /** Counts what was dropped, so that a slow file never replaces a later one. */
  #drops = 0;

  constructor({ root, language, genesis = '', lead, onGenesis }: VerifyViewOptions) {
    this.#root = root;
    this.#lead = lead;
    this.#onGenesis = onGenesis;
    this.#language = language;
    this.#genesisText = genesis;
    this.#genesis = this.#makeGenesisField();
    this.#render();
  }

  speak(language: Language): void {
    this.#language = language;
    this.#render();
  }

  async takeReceipt(file: File): Promise<void> {
    this.#drops += 1;
    const drop = this.#drops;
    const { name, size: sizeBytes } = file;
    const show = (rest: Partial<ReceiptState>): void => {
      if (drop !== this.#drops) return;
      this.#receipt = { name, sizeBytes, ...rest };
      this.#render();
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
    if (drop === this.#drops) this.#judge();
  }

  async #takeDocument(file: File): Promise<void> {
    const { name, size: sizeBytes } = file;
    try {
      this.#document = { name, sizeBytes, hash: await hashDocument(file) };
    } catch {
      // As above: an unreadable document is no document.
      this.#document = undefined;
    }
    this.#render();
  }

  /** The trusted genesis hash, when one was entered in full. */
  #trustedHash(): Uint8Array | undefined {
    const digits = this.#genesisText.replace(/\s/g, '').toLowerCase();
    return /^[0-9a-f]{64}$/.test(digits) ? hexToBytes(digits) : undefined;
  }

  #judge(): void {
    const receipt = this.#receipt;
    if (receipt?.bytes === undefined) return;
    const { name, sizeBytes, bytes } = receipt;
    try {
      const verdict = judgeOf(bytes)(bytes, this.#trustedHash());
      this.#receipt = { name, sizeBytes, bytes, verdict };
    } catch (error) {
      // A broken invariant of the page: it claims nothing, says so, and tells the console.
      this.#receipt = { name, sizeBytes, bytes, fault: 'broken' };
      reportError(error);
    }
    this.#render();
  }

  #byId(id: string): HTMLElement {
    const found = this.#root.getElementById(id);
    if (found === null) throw new Error(`the page has no element '${id}'`);
    return found;
  }

  #render(): void {
    const texts = TEXTS[this.#language];
    this.#byId('lead').replaceChildren(
      element('h1', {}, texts.page.heading),
      element('p', {}, this.#lead?.(this.#language) ?? texts.page.lead),
    );
    this.#byId('files').replaceChildren(
      dropField('receipt', fieldTexts('receipt', this.#receipt, texts), (file) => {
        void this.takeReceipt(file);
      }),
      dropField('document', fieldTexts('document', this.#document, texts), (file) => {
        void this.#takeDocument(file);
      }),
    );
    this.#renderGenesisField(texts);
    this.#byId('result').replaceChildren(...this.#resultViews(texts));
    this.#renderFoot(texts);
  }

  #renderFoot({ page }: Texts): void {
    this.#byId('foot').replaceChildren(
      element('p', {}, page.foot),
      element('p', {}, page.repeat, ' ', element('code', {}, this.#repeatCommand())),
    );
  }

  /** The field itself stays, so that it keeps focus and cursor while its value is judged. */
  #renderGenesisField({ input }: Texts): void {
    const field = this.#genesis;
    const isBad = this.#genesisText.trim() !== '' && this.#trustedHash() === undefined;
    field.name.textContent = input.genesis;
    field.hint.textContent = isBad ? input.genesisBad : input.genesisHint;
    field.hint.className = isBad ? 'hint bad' : 'hint';
    field.input.setAttribute('aria-invalid', String(isBad));
  }

  #makeGenesisField(): GenesisField {
    const [name, hint] = [element('strong'), element('span', { id: 'genesis-hint' })];
    const attributes = { id: 'genesis', type: 'text', autocomplete: 'off', spellcheck: 'false' };
    const input = element('input', { ...attributes, 'aria-describedby': hint.id });
    input.value = this.#genesisText;
    input.addEventListener('input', () => {
      this.#genesisText = input.value;
      const texts = TEXTS[this.#language];
      this.#renderGenesisField(texts);
      this.#renderFoot(texts);
      this.#tellGenesis();
      this.#judge();
    });
    const label = element('label', { class: 'field', for: input.id }, name, input, hint);
    this.#byId('trust').append(label);
    return { name, hint, input };
  }

  #tellGenesis(): void {
    const hash = this.#trustedHash();
    if (hash !== undefined) this.#onGenesis?.(bytesToHex(hash));
    else if (this.#genesisText.trim() === '') this.#onGenesis?.(undefined);
  }

  #resultViews(texts: Texts): Node[] {
    const receipt = this.#receipt;
    const plain = (kind: 'empty' | 'checking' | 'unread' | 'broken'): Node[] => {
      const { title, text } = texts.verdict[kind];
      return [messageView('unknown', title, text)];
    };
    if (receipt === undefined) return plain('empty');
    if (receipt.fault !== undefined) return plain(receipt.fault);
    const { verdict } = receipt;
    if (verdict === undefined) return plain('checking');
    const hasDocument = this.#document !== undefined;
    if ('kind' in verdict) return kindViews(verdict, hasDocument, texts, this.#language);
    const compared = this.#document && judgeDocument(verdict, this.#document.hash);
    return [
      badgeView(verdict, compared, texts),
      ...(verdict.rows.length > 0 ? [checksView(verdict, compared, texts)] : []),
      ...(verdict.facts === undefined ? [] : [factsView(verdict.facts, texts)]),
    ];
  }

  #repeatCommand(): string {
    const receipt = this.#receipt;
    const words = ['npm run -s mingjing -- verify', quoted(receipt?.name ?? 'RECEIPT')];
    const hash = this.#trustedHash();
    if (hash !== undefined) words.push('--trust', bytesToHex(hash));
    const isReceipt = receipt?.verdict === undefined || !('kind' in receipt.verdict);
    if (isReceipt && this.#document !== undefined) {
      words.push('--file', quoted(this.#document.name));
    }
    return words.join(' ');
  }
}

function kindViews(
  verdict: KindVerdict,
  hasDocument: boolean,
  texts: Texts,
  language: Language,
): Node[] {
  switch (verdict.kind) {
    case 'case':
      return caseViews(verdict, hasDocument, texts);
    case 'export':
      return exportViews(verdict, hasDocument, texts);
    case 'inspection':
      return inspectionViews(verdict, hasDocument, texts, language);
    case 'retention':
      return retentionViews(verdict, hasDocument, texts);
  }
}

/** What judges a file, by how it begins. */
function judgeOf(bytes: Uint8Array) {
  if (isInspectionBundle(bytes)) return judgeInspection;
  if (isCaseBundle(bytes)) return judgeCase;
  if (isExportBundle(bytes)) return judgeExport;
  return isRetentionCertificate(bytes) ? judgeCertificate : judgeReceipt;
}

/** Resolves when the browser has shown what was rendered: the check itself holds the page. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

function fieldTexts(
  field: 'receipt' | 'document',
  chosen: ChosenFile | undefined,
  { input }: Texts,
) {
  const values = { name: chosen?.name ?? '', size: countText(chosen?.sizeBytes ?? 0) };
  return {
    name: input[field],
    hint: chosen === undefined ? input[`${field}Hint`] : fill(input.chosen, values),
  };
}

/** A file name as a shell takes it. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
