// The page works without this script. It adds: turns without a page load, focus and scrolling that
// follow the conversation, a send key that is safe for input methods, words for waiting and failing.
(() => {
  const here = document.currentScript;
  const $ = (selector, from = document) => from.querySelector(selector);
  const framed = document.documentElement.dataset.at === 'embed';
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let before = new Set(), typed = false, failed = false, last = null, timers = [];

  // htmx sends same-origin requests only: in an opaque origin plain links work and its links would not.
  if (here.dataset.htmx && self.origin !== 'null') {
    const script = document.createElement('script');
    script.src = here.dataset.htmx;
    document.head.append(script);
  }

  const say = (id, text) => { const box = $('#' + id); if (box) box.textContent = text; };
  const words = (name) => $('#status')?.dataset[name] || '';
  const ids = () => new Set([...document.querySelectorAll('#chat [id]')].map((element) => element.id));

  function quiet() {
    timers.forEach(clearTimeout);
    timers = [];
    say('status', '');
    $('#chat')?.classList.remove('busy');
  }

  function fail(kind) {
    quiet();
    const box = $('#alert');
    if (!box) return;
    $('p', box).textContent = words(kind);
    box.hidden = false;
  }

  function failure(error) {
    if (!navigator.onLine) return 'offline';
    return error?.name === 'AbortError' ? 'timeout' : 'failed';
  }

  // Focus goes to something that stays before the tapped option goes away, and on to what is new after that.
  function follow() {
    const news = [...document.querySelectorAll('#turns > li')].filter((turn) => !before.has(turn.id));
    const advice = $('#advice');
    const arrived = advice && !before.has('advice');
    const asking = $('#now[tabindex]');
    const remark = $('#told') || $('#turns [id^=reply-]') || $('.heard');
    const start = $('.changing') || remark || (advice && !asking ? advice : news[0] || $('#turns > li:last-child'));
    news.forEach((turn) => turn.classList.add('new'));
    if (typed) $('#text').value = '';
    else (arrived ? advice : asking || advice || $('#chat')).focus({ preventScroll: true });
    // A frame first has to grow, which its own script waits for.
    if (!framed) start?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
    document.dispatchEvent(new CustomEvent('chat:turn', { detail: start }));
  }

  const on = (name, act) => document.addEventListener('htmx:' + name, act);
  on('before:request', (event) => {
    last = event.detail.ctx.sourceElement;
    typed = last.id === 'say';
    failed = false;
    quiet();
    $('#alert').hidden = true;
    $('#chat').classList.add('busy');
    timers = [setTimeout(() => say('status', words('wait')), 500), setTimeout(() => say('status', words('slow')), 5000)];
  });
  on('before:swap', () => {
    before = ids();
    if (!typed && !failed) $('#chat').focus({ preventScroll: true });
  });
  on('after:swap', () => { if (!failed) { quiet(); follow(); } });
  on('response:error', (event) => {
    // Nothing is swapped, so the address stays as well.
    failed = true;
    event.detail.ctx.push = 'false';
    fail(event.detail.ctx.response.status === 429 ? 'busy' : 'failed');
  });
  on('error', (event) => fail(failure(event.detail.error)));
  on('finally:request', quiet);

  // The second half of a double tap must not answer the question that came up under the finger.
  document.addEventListener('click', (event) => {
    if (event.detail < 2 || !event.target.closest('#chat a')) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.id === 'retry') again();
    if (button.dataset.copy) copy($(button.dataset.copy).textContent.trim());
    if (button.hasAttribute('data-print')) print();
    if (button.dataset.script) fetchScript(button.dataset.script);
  });

  // What few ask for is loaded when they do.
  function fetchScript(address) {
    const script = document.createElement('script');
    script.src = address;
    document.head.append(script);
  }

  function again() {
    const link = last?.isConnected ? last : $('#say');
    (link.id === 'say' ? $('#text') : link).focus();
    if (link.id === 'say') link.requestSubmit(); else link.click();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea'), held = document.activeElement;
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      held?.focus();
    }
    say('status', words('copied'));
    timers.push(setTimeout(() => say('status', ''), 2500));
  }

  // Enter ends a composition in an input method; only an Enter of its own sends.
  document.addEventListener('keydown', (event) => {
    if (event.target.id !== 'text' || event.key !== 'Enter' || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });

  // A slider over a list of sums and the exact field beside it show the same number.
  document.addEventListener('input', (event) => {
    const range = event.target.closest('.number')?.querySelector('[data-values]');
    if (!range) return;
    const field = $('input[type=number]', range.form), values = range.dataset.values.split(',').map(Number);
    if (event.target === range) field.value = values[range.value];
    else range.value = values.findLastIndex((value) => value <= field.value);
    range.setAttribute('aria-valuetext', field.value + ' ' + range.dataset.unit);
  });

  addEventListener('scroll', () => document.documentElement.classList.add('scrolled'), { once: true, passive: true });
  addEventListener('beforeprint', () => document.querySelectorAll('#advice :is(.decision, .part)').forEach((part) => { part.open = true; }));
})();
