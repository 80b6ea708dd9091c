// Somebody who has registered at the portal, and what he does there with the key that he saved.
import { expect } from 'vitest';
import { sentTo } from './hands.ts';
import type { PortalDriver, SiteLanguage } from './portal-driver.ts';

/** Who he is, and his key file as the browser saved it. */
interface Saved {
  readonly user: string;
  readonly key: string;
  readonly passphrase: string;
}

const DAYS_184_MS = 184 * 24 * 60 * 60 * 1000;

/** What the pages say of an erasure, and of a publication after it. */
interface Said {
  readonly restricted: string;
  readonly shredded: string;
  readonly refused: string;
}
const ERASED: Readonly<Record<SiteLanguage, Said>> = {
  'zh-CN': {
    ...{ restricted: '限制处理自', shredded: '销毁密钥不早于' },
    refused: '您的用户状态为暂停或关闭；个人信息删除后即为关闭。',
  },
  en: {
    ...{ restricted: 'Restricted since', shredded: 'The key is destroyed not before' },
    refused: 'You are suspended or closed as a user; whoever has his data erased is closed.',
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
    await page.locator('#text').fill('夜里河上放灯，照见两岸人家。');
    await this.#press('Sign and publish');
    await this.#seen('Choose a key file.');
    await driver.picture('portal-publish-failed-en');
    await this.#giveKey();
    await page.route('**/v1/transactions?*', (call) => call.abort());
    await this.#press('Sign and publish');
    await page.getByText('It may have been published all the same').waitFor();
    await page.unroute('**/v1/transactions?*');
    driver.forgetRefusals();
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
    await page.route('**/v1/my-data/export', (call) => call.abort());
    await page.getByRole('button', { name: 'Withdraw' }).last().click();
    await page.getByText('It is done, and is not to be done again.').waitFor();
    await page.unroute('**/v1/my-data/export');
    this.#driver.forgetRefusals();
    await this.#asks('en', 'Sign and show');
    await page.getByText('not given').waitFor();
    await page.locator('#name').fill('测试丁');
    const sent = sentTo(page, '/v1/my-data/corrections');
    await page.getByRole('button', { name: 'Sign and correct', exact: true }).dblclick();
    await this.#seen('测试丁');
    expect(sent).toHaveLength(1);
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
    await this.#asks('zh-CN', '签名并查看');
    expect(await this.#dates()).toEqual(dates);
    const card = page.locator('[data-state=restricted]');
    await this.#inBoth('portal-data-erased', async ({ restricted, shredded }) => {
      for (const text of [restricted, shredded]) await card.getByText(text).waitFor();
    });
    expect(await page.locator('body').textContent()).not.toContain('测试丁');
    // He is refused a look at it himself.
    expect(driver.refusals).toEqual([expect.stringMatching(/^410 .*export$/)]);
    driver.forgetRefusals();
    await driver.open('publish');
    await page.locator('#text').fill('删除之后的文字');
    await this.#giveKey();
    await this.#press('签名并发布');
    await this.#inBoth('portal-publish-erased', ({ refused }) =>
      page.locator('[data-state=failed]').getByText(refused).waitFor(),
    );
    driver.forgetRefusals();
  }

  /** Looks at the page in Chinese and then, as it is, in English. */
  async #inBoth(name: string, look: (says: Said) => Promise<void>): Promise<void> {
    for (const language of ['zh-CN', 'en'] as const) {
      if (language === 'en') await this.#press('English');
      await this.#driver.page.locator(`html[lang=${language}]`).waitFor();
      await look(ERASED[language]);
      expect(await this.#driver.faults()).toEqual([]);
      await this.#driver.picture(`${name}-${language.slice(0, 2)}`);
    }
  }

  /** Asks for his own data on a fresh page. */
  async #asks(language: SiteLanguage, button: string): Promise<void> {
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

  async #press(name: string): Promise<void> {
    const { page } = this.#driver;
    await page.getByRole('button', { name, exact: true }).first().click();
  }

  async #seen(text: string): Promise<void> {
    await this.#driver.page.getByText(text, { exact: true }).first().waitFor();
  }
}
