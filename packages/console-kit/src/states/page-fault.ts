/** What a page refuses by itself, with a title in its words. */
export class PageFault extends Error {
  override readonly name: string = 'PageFault';
  readonly code: string;
  readonly #titleNow: () => string | undefined;

  constructor(code: string, titleNow: () => string | undefined, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.#titleNow = titleNow;
  }

  /** Looked up when it is read: the page may speak another language by then. */
  get title(): string | undefined {
    return this.#titleNow();
  }
}
