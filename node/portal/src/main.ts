/**
 * The verify page: a person drops a receipt, a retention certificate or an export, the browser
 * checks it with `@mingjing/proofs`, and every check or log is shown with its value. Nothing leaves
 * the computer; the page's own policy (`default-src 'none'`) forbids every connection.
 */
import { byId, element } from './dom.ts';
import { keepDropsOnPage } from './drop-field.ts';
import { type Language, TEXTS } from './texts.ts';
import { VerifyView } from './verify-view.ts';

let language: Language = location.hash === '#en' ? 'en' : 'zh-CN';

function renderHead(): void {
  const texts = TEXTS[language];
  document.documentElement.lang = language;
  document.title = texts.page.title;
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  const button = element('button', { type: 'button', id: 'language', lang: other });
  button.textContent = texts.page.language;
  button.addEventListener('click', () => {
    language = other;
    history.replaceState(null, '', other === 'en' ? '#en' : '#zh');
    renderHead();
    view.speak(other);
    byId('language').focus();
  });
  byId('head').replaceChildren(element('span', { class: 'name' }, texts.page.title), button);
}

keepDropsOnPage();
const view = new VerifyView({ root: document, language });
renderHead();
