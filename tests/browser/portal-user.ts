// Somebody who has registered at the portal, and what he does there with the key that he saved.
import { expect } from 'vitest';
import type { PortalDriver, SiteLanguage } from './portal-driver.ts';

/** Who he is, and his key file as the browser saved it. */
interface Saved {
  readonly user: string;
  readonly key: string;
  readonly passphrase: string;
}

const DAYS_184_MS = 184 * 24 * 60 * 60 * 1000;

/** What the pages say of an erasure, and of a publication after it. */
const ERASED: Readonly<Record<SiteLanguage, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    ...{ show: '签名并查看', restricted: '限制处理自', shredded: '销毁密钥不早于' },
    ...{ publish: '签名并发布', refused: '您的用户状态为暂停或关闭。' },
  },
  en: {
    ...{ show: 'Sign and show', restricted: 'Restricted since' },
    ...{ shredded: 'The key is destroyed not before', publish: 'Sign and publish' },
    refused: 'You are suspended, or closed, as a user.',
  },
};

export class PortalUser {
  readonly #driver: PortalDriver;
  readonly #saved: Saved;

  constructor(driver: PortalDriver, saved: Saved) {
    this.#driver = driver;
    this.#saved = saved;
  }

  /** All that he does with his key, to the end. */
  async comesAndGoes(): Promise<void> {
    await this.#publishes();
    await this.#withdraws();
    await this.#erases();
  }

  /** He publishes, and everybody sees it on the first page. */
  async #publishes(): Promise<void> {
    const driver = this.#driver;
    const { page } = driver;
    await driver.open('publish', 'en');
    await this.#press('Sign and publish');
    await this.#seen('Type a text or choose a file, one of the two.');
    await page.locator('#title').fill('河灯');
    await page.locator('#text').fill('夜里河上放灯,照见两岸人家。');
    await this.#press('Sign and publish');
    await this.#seen('Choose a key file.');
    await driver.picture('portal-publish-failed-en');
    await this.#giveKey();
    await this.#press('Sign and publish');
    const id = await page.locator('[data-state=published] code').textContent();
    await driver.picture('portal-published-en');
    await driver.open('', 'en');
    await page
      .locator('.records')
      .getByTitle(id ?? 'none')
      .waitFor();
  }

  /** He withdraws a consent and corrects his name. */
  async #withdraws(): Promise<void> {
    const { page } = this.#driver;
    await this.#asks('en', 'Sign and show');
    await page.getByText('测试丙').waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).last().click();
    await page.getByText('not given').waitFor();
    await page.locator('#name').fill('测试丁');
    await this.#press('Sign and correct');
    await this.#seen('测试丁');
  }

  /**
   * On the page with his data he has all of it erased. He sees both dates, then and whenever he
   * returns, in either language, and publishes no more.
   */
  async #erases(): Promise<void> {
    const driver = this.#driver;
    const { page } = driver;
    await page.getByText('Its key is destroyed when the last statutory period has run').waitFor();
    await page.locator('#sure').check();
    await this.#press('Sign and erase');
    const dates = await this.#dates();
    expect(dates).toHaveLength(2);
    const [restricted = 0, shredded = 0] = dates;
    expect(shredded - restricted).toBe(DAYS_184_MS);
    for (const language of ['zh-CN', 'en'] as const) {
      const says = ERASED[language];
      await this.#asks(language, says['show']);
      expect(await this.#dates()).toEqual(dates);
      const card = page.locator('[data-state=restricted]');
      for (const text of [says['restricted'], says['shredded']]) {
        await card.getByText(text ?? '').waitFor();
      }
      expect(await page.locator('body').textContent()).not.toContain('测试丁');
      expect(await driver.faults()).toEqual([]);
      await driver.picture(`portal-data-erased-${language.slice(0, 2)}`);
      await driver.open('publish', language);
      await page.locator('#text').fill('删除之后的文字');
      await this.#giveKey();
      await this.#press(says['publish']);
      const refusal = page.locator('[data-state=failed]');
      await refusal.getByText(says['refused'] ?? '').waitFor();
      await driver.picture(`portal-publish-erased-${language.slice(0, 2)}`);
    }
    // He is refused a look at it himself, once in each language.
    expect(driver.refusals.filter((line) => line.startsWith('410 '))).toHaveLength(2);
    driver.forgetRefusals();
  }

  /** Asks for his own data on a fresh page. */
  async #asks(language: SiteLanguage, button = ''): Promise<void> {
    await this.#driver.open('my-data', language);
    await this.#driver.page.locator('#user').fill(this.#saved.user);
    await this.#giveKey();
    await this.#press(button);
  }

  async #giveKey(): Promise<void> {
    const { page } = this.#driver;
    await page.locator('input[name=key]').setInputFiles(this.#saved.key);
    await page.locator('input[name=passphrase]').fill(this.#saved.passphrase);
  }

  /** Both dates of an erasure as the card has them, in ms. */
  async #dates(): Promise<number[]> {
    const times = this.#driver.page.locator('[data-state=restricted] time');
    await times.nth(1).waitFor();
    const all = await times.evaluateAll((found) =>
      found.map((each) => each.getAttribute('datetime') ?? ''),
    );
    return all.map((text) => Date.parse(text));
  }

  async #press(name = ''): Promise<void> {
    const { page } = this.#driver;
    await page.getByRole('button', { name, exact: true }).first().click();
  }

  async #seen(text: string): Promise<void> {
    await this.#driver.page.getByText(text, { exact: true }).first().waitFor();
  }
}
