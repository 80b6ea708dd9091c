// Drills of officers' orders, walked through in the management console: each step is signed at its
// own desk, by the key of whoever is logged in.
import type { ConsoleDriver } from './console-driver.ts';

const HOUR_MS = 3_600_000;
const SHANGHAI_MS = 8 * HOUR_MS;
const DAYS_MS = 10 * 24 * HOUR_MS;
const CODES = { basis: '49', reason: '7' };

const WORDS = {
  'zh-CN': {
    ...{ order: '提出指令', lift: '提出解除', approve: '批准', impose: '作出处置', end: '解除' },
    ...{ confirm: '确认', signOrder: '签名并下达', ordered: '指令已下达，等待批准' },
    ...{ signApproval: '签名并批准', approved: '指令已批准', signImposing: '签名并作出处置' },
    ...{
      imposed: '处置已作出',
      proposed: '已提请注销',
      signEnd: '签名并解除',
      ended: '处置已解除',
    },
    ...{ signConfirming: '签名并确认', confirmed: '已确认注销' },
  },
  en: {
    ...{ order: 'Give the order', lift: 'Order the lifting', approve: 'Approve it' },
    ...{ impose: 'Impose it', end: 'Lift it', confirm: 'Confirm it', signOrder: 'Sign and order' },
    ...{ ordered: 'The order is placed, and waits for approval', signApproval: 'Sign and approve' },
    ...{ approved: 'The order is approved', signImposing: 'Sign and impose' },
    ...{ imposed: 'The sanction is imposed', proposed: 'The closing is proposed' },
    ...{ signEnd: 'Sign and lift', ended: 'The sanction is lifted' },
    ...{ signConfirming: 'Sign and confirm', confirmed: 'The closing is confirmed' },
  },
} as const;

/** A moment in Shanghai as the pages take it. */
export function moment(ms: number): string {
  return new Date(ms + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** One officer's part of the drills on a test subject. */
export class DrillWalk {
  readonly #driver: ConsoleDriver;
  readonly #officer: string;
  readonly #language: keyof typeof WORDS;
  readonly #subject: string;

  constructor(
    driver: ConsoleDriver,
    officer: string,
    subject: string,
    language: keyof typeof WORDS = 'zh-CN',
  ) {
    this.#driver = driver;
    this.#officer = officer;
    this.#subject = subject;
    this.#language = language;
  }

  /** The card of a drill by its title. */
  card(title: string) {
    return this.#driver.page.getByRole('region', { name: title, exact: true });
  }

  /** The page of the drills, as a link inside the console shows it. */
  async open(): Promise<void> {
    const language = this.#language === 'en' ? '&lang=en' : '';
    await this.#driver.show(`inspection/drills?subject=${this.#subject}${language}`);
  }

  /** Orders a freeze or a limit of the subject, for an hour. */
  async order(title: string): Promise<void> {
    const { order } = this.#words;
    await this.#follow(title, order);
    await this.#fill('input[name=until]', moment(Date.now() + HOUR_MS));
    await this.#signOrder();
  }

  /** Orders the takedown of the subject's first record. */
  async takeDown(title: string): Promise<void> {
    await this.open();
    await this.#driver.page.getByRole('radio').first().check();
    await this.card(title).getByRole('link', { name: this.#words.order, exact: true }).click();
    await this.#signOrder();
  }

  async orderLift(title: string): Promise<void> {
    await this.#follow(title, this.#words.lift);
    await this.#signOrder();
  }

  approve(title: string): Promise<void> {
    return this.#approve(title, this.#words.approve);
  }

  approveLift(title: string): Promise<void> {
    return this.#approve(title, this.#words.end);
  }

  /** Imposes a sanction of a grade; one that closes has no end, and waits for its confirmation. */
  async impose(title: string, isClosing = false): Promise<void> {
    const { impose, imposed, proposed, signImposing } = this.#words;
    await this.#follow(title, impose);
    for (const [name, code] of Object.entries(CODES)) await this.#fill(`#${name}`, code);
    if (!isClosing) await this.#fill('#until', moment(Date.now() + DAYS_MS).slice(0, 10));
    await this.#sign(signImposing, isClosing ? proposed : imposed);
  }

  async endSanction(title: string): Promise<void> {
    const { end, ended, signEnd } = this.#words;
    await this.#follow(title, end);
    await this.#fill('#reason', CODES.reason);
    await this.#sign(signEnd, ended);
  }

  async confirm(title: string): Promise<void> {
    const { confirm, confirmed, signConfirming } = this.#words;
    await this.#follow(title, confirm);
    await this.#sign(signConfirming, confirmed);
  }

  async #approve(title: string, link: string): Promise<void> {
    const { approved, signApproval } = this.#words;
    await this.#follow(title, link);
    await this.#sign(signApproval, approved);
  }

  get #words() {
    return WORDS[this.#language];
  }

  async #follow(title: string, link: string): Promise<void> {
    await this.open();
    await this.card(title).getByRole('link', { name: link, exact: true }).click();
  }

  #fill(field: string, value: string): Promise<void> {
    return this.#driver.page.locator(field).fill(value);
  }

  async #signOrder(): Promise<void> {
    const { ordered, signOrder } = this.#words;
    for (const [name, code] of Object.entries(CODES)) {
      await this.#fill(`input[name=${name}]`, code);
    }
    await this.#sign(signOrder, ordered);
  }

  async #sign(button: string, done: string): Promise<void> {
    const { page } = this.#driver;
    await page.locator('input[name=key]').setInputFiles(this.#driver.keyOf(this.#officer));
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByText(done, { exact: true }).first().waitFor();
  }
}
