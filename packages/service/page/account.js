// Enrolling by a link, logging in, and the sessions of who is logged in.
import { call, createPasskey, hasPasskeys, usePasskey } from './calls.js';
import { field, h, keyField, message } from './elements.js';
import { readKey, signChallenge } from './officer-key.js';
import { qrPicture } from './qr.js';
import { find, language, loadTexts, switchLanguage, t, time } from './text.js';

/** Says to later visits of this tab that there may be a session; it opens nothing. */
const MARK = 'mingjing-session';
const OVER = ['session-over', 'login-required'];
const place = document.getElementById('page');
/** What the page shows now; what was said last stays until the next act. */
const view = { show: showLogin, said: undefined, isBusy: false };

async function start() {
  await loadTexts();
  if (location.hash.length > 1) view.show = showLink;
  else if (sessionStorage.getItem(MARK) !== null) await readSessions();
  render();
}

function render() {
  place.replaceChildren(headBar(), view.show());
}

function headBar() {
  return h(
    'header',
    {},
    h('img', { src: '/account/icon.svg', alt: '', width: '28', height: '28' }),
    h('b', {}, t('product')),
    h('span', {}, t('room')),
    h('span', { class: 'space' }),
    h('button', { lang: language() === 'en' ? 'zh-CN' : 'en', onclick: otherLanguage }, t('other')),
  );
}

async function otherLanguage() {
  switchLanguage();
  view.said = undefined;
  await loadTexts();
  render();
}

/** Runs an act of the person; what it throws is said beneath the form, and nothing else changes. */
function act(run) {
  return async (event) => {
    event.preventDefault();
    if (view.isBusy) return;
    busy(true);
    try {
      view.said = undefined;
      await run(taken(event.target.closest('form')));
    } catch (error) {
      if (isOver(error)) leave();
      else view.said = textOf(error);
    }
    busy(false);
    if (view.said === undefined) render();
    else document.getElementById('said').replaceChildren(message(view.said));
  };
}

/** Opening a key file takes a second or two, in which the page says that it works. */
function busy(isBusy) {
  view.isBusy = isBusy;
  place.setAttribute('aria-busy', String(isBusy));
}

/** What a form holds; a passphrase does not stay in it. */
function taken(form) {
  const data = new FormData(form ?? undefined);
  const passphrase = form?.elements.namedItem('passphrase');
  if (passphrase) passphrase.value = '';
  return data;
}

function textOf({ detail, message: code, title }) {
  const own = find(`errors.${code}`);
  if (own !== undefined) return own;
  if (title === undefined) return t('errors.unknown', { code });
  return detail === undefined ? title : t('errors.refused', { title, detail });
}

/** True where an answer shows that there is no session any more. */
function isOver({ message: code }) {
  return sessionStorage.getItem(MARK) !== null && OVER.includes(code);
}

/** Shows the login, and why. */
function leave() {
  sessionStorage.removeItem(MARK);
  view.over = t('sessionOver');
  view.show = showLogin;
}

function page(heading, intro, ...content) {
  const { done, over } = view;
  const said = h(
    'div',
    { id: 'said', role: 'status' },
    done && message(done, 'done'),
    over && message(over),
  );
  view.done = undefined;
  view.over = undefined;
  return h('main', {}, h('div', { class: 'card' }, h('h1', {}, heading), intro, ...content, said));
}

function showLogin() {
  const login = act(async (form) => logIn(form, (code) => ({ code })));
  const byPasskey = act(async (form) => logIn(form, undefined));
  return page(
    t('login.heading'),
    h('p', {}, t('login.intro')),
    h(
      'form',
      { onsubmit: login },
      field('officer', t('officer'), { autocomplete: 'username', required: true }),
      keyField(t('key'), t('passphrase')),
      field('code', t('code'), { inputmode: 'numeric', autocomplete: 'one-time-code' }),
      h(
        'div',
        { class: 'acts' },
        h('button', { class: 'main', type: 'submit' }, t('login.byCode')),
        hasPasskeys() && h('button', { type: 'button', onclick: byPasskey }, t('login.byPasskey')),
      ),
    ),
  );
}

async function logIn(form, ofCode) {
  const officer = String(form.get('officer')).trim();
  const key = await readKey(form);
  const asked = await call('POST', '/v1/session/challenge', { officer });
  const signature = await signChallenge(key, 'login', { ...asked, officer });
  const factor = ofCode?.(digits(form)) ?? { passkey: await answerOf(asked.passkey, usePasskey) };
  const body = { officer, challenge: asked.challenge, signature, ...factor };
  await call('POST', '/v1/session', body);
  sessionStorage.setItem(MARK, 'yes');
  await readSessions();
}

/** A link is looked at when the person says so: some programs open links by themselves. */
function showLink() {
  return page(
    t('enrol.heading'),
    h('p', {}, t('enrol.intro')),
    h(
      'form',
      { onsubmit: act(beginEnrolment) },
      keyField(t('key'), t('passphrase')),
      submit('enrol.begin'),
    ),
  );
}

async function beginEnrolment(form) {
  const key = await readKey(form);
  const token = decodeURIComponent(location.hash.slice(1));
  const asked = await call('POST', '/v1/enrolment/challenge', { token });
  const signature = await signChallenge(key, 'enrolment', asked);
  const proof = { token, challenge: asked.challenge, signature };
  view.show = () => showFactor(asked, proof);
}

function showFactor(asked, proof) {
  const { officer, passkey, role, secret, uri } = asked;
  const byCode = act((form) => enrol({ ...proof, code: digits(form) }));
  const byPasskey = act(async () =>
    enrol({ ...proof, passkey: await answerOf(passkey, createPasskey) }),
  );
  const canPasskey = passkey !== null && hasPasskeys();
  return page(
    t('enrol.who', { officer, role: t(`roles.${role}`) }),
    h('p', {}, t('enrol.factor')),
    qrPicture(uri, t('enrol.qr')),
    h('p', {}, t('enrol.scan')),
    h('code', { id: 'secret' }, secret),
    h('p', {}, h('a', { href: uri }, t('enrol.open'))),
    h(
      'form',
      { onsubmit: byCode },
      field('code', t('code'), { inputmode: 'numeric', autocomplete: 'one-time-code' }),
      h(
        'div',
        { class: 'acts' },
        h('button', { class: 'main', type: 'submit' }, t('enrol.byCode')),
        canPasskey && h('button', { type: 'button', onclick: byPasskey }, t('enrol.byPasskey')),
      ),
    ),
  );
}

async function enrol(body) {
  const { officer } = await call('POST', '/v1/enrolment', body);
  history.replaceState(null, '', location.pathname + location.search);
  view.done = t('enrol.done', { officer });
  view.show = showLogin;
}

async function answerOf(options, ask) {
  if (options === null || options === undefined) throw new Error('passkey-unavailable');
  return ask(options);
}

async function readSessions() {
  try {
    const own = await call('GET', '/v1/session');
    const { items } = await call('GET', '/v1/sessions');
    view.show = () => showSessions(own, items);
  } catch (error) {
    if (isOver(error)) return leave();
    sessionStorage.removeItem(MARK);
    view.show = showLogin;
    throw error;
  }
}

function showSessions({ officer, role }, items) {
  const columns = ['officer', 'role', 'started', 'seen', 'source', ''];
  const row = ({ id, is_own: isOwn, ...session }) =>
    h(
      'tr',
      {},
      ...[
        session.officer,
        t(`roles.${session.role}`),
        time(session.started_at),
        time(session.last_seen_at),
      ].map((text) => h('td', {}, text)),
      h('td', {}, session.source_address),
      h('td', {}, isOwn ? t('sessions.own') : endButton(id)),
    );
  const main = page(
    t('sessions.heading', { officer, role: t(`roles.${role}`) }),
    h(
      'table',
      {},
      h(
        'tr',
        {},
        columns.map((name) => h('th', {}, name === '' ? '' : t(`sessions.${name}`))),
      ),
      items.map(row),
    ),
    h('div', { class: 'acts' }, h('button', { class: 'main', onclick: act(logOut) }, t('logout'))),
  );
  main.classList.add('wide');
  return main;
}

function endButton(id) {
  const end = act(async () => {
    await call('DELETE', `/v1/sessions/${id}`);
    await readSessions();
  });
  return h('button', { onclick: end }, t('sessions.end'));
}

async function logOut() {
  await call('DELETE', '/v1/session');
  sessionStorage.removeItem(MARK);
  view.done = t('loggedOut');
  view.show = showLogin;
}

function submit(key) {
  return h('button', { class: 'main', type: 'submit' }, t(key));
}

function digits(form) {
  return String(form.get('code')).replaceAll(/\s/g, '');
}

window.addEventListener('hashchange', () => location.reload());
await start();
