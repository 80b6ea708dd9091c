import type { Page } from 'playwright-core';

/** What the page posts to a path from now on, by addresses. */
export function sentTo(page: Page, path: string): readonly string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const isTo = new URL(request.url()).pathname === path;
    if (isTo && request.method() === 'POST') sent.push(request.url());
  });
  return sent;
}

/** What people do on a page, by the words they read there. */
export function handsOn(page: () => Page) {
  return {
    seen: (text: string) => page().getByText(text, { exact: true }).first().waitFor(),
    press: (name: string) => page().getByRole('button', { name, exact: true }).click(),
    follow: (name: string) => page().getByRole('link', { name, exact: true }).first().click(),
    fill: (label: string, value: string) => page().getByLabel(label, { exact: true }).fill(value),
    openRow: (name: string) => page().getByRole('row', { name }).first().click(),
    async choose(label: string, option: string): Promise<void> {
      await page().getByRole('combobox', { name: label, exact: true }).click();
      await page().locator('.ant-select-item-option', { hasText: option }).first().click();
    },
  };
}
