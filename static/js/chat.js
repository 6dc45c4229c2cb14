// The page works without this script. It adds: turns without a page load, focus and scrolling that
// follow the conversation, a send key that is safe for input methods, words for waiting and failing.
(() => {
  const here = document.currentScript;
  const $ = (selector, from = document) => from.querySelector(selector);
  const framed = document.documentElement.dataset.at === 'embed';
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let before = new Set(), opened = '', typed = false, failed = false, last = null, timers = [];

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
    $('.tapped')?.classList.remove('tapped');
  }

  // The line that stays on top may take one, two or three rows; nothing that is landed on may lie beneath it.
  function line() {
    const height = $('#lean')?.offsetHeight;
    if (height) document.documentElement.style.setProperty('--lean', height + 'px');
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
    const remark = $('#told') || $('#understood') || $('#answer-1') || $('#turns [id^=reply-]') || $('.heard');
    const start = $('.changing') || remark || (advice && !asking ? advice : news[0] || $('#turns > li:last-child'));
    news.forEach((turn) => turn.classList.add('new'));
    line();
    if (typed) $('#text').value = '';
    // A keyboard on the screen would cover the advice that was waited for.
    const covered = typed && arrived && matchMedia('(pointer: coarse)').matches;
    if (!typed || covered) (arrived ? advice : asking || advice || $('#chat')).focus({ preventScroll: true });
    // A frame first has to grow, which its own script waits for. Nobody follows a flight over more than a screen.
    const far = Math.abs(start?.getBoundingClientRect().top ?? 0) > innerHeight;
    if (!framed) start?.scrollIntoView({ block: 'start', behavior: calm || far ? 'auto' : 'smooth' });
    document.dispatchEvent(new CustomEvent('chat:turn', { detail: start }));
  }

  const on = (name, act) => document.addEventListener('htmx:' + name, act);
  // A fold that is fetched is no turn: nothing else on the page changes, and what was tapped opens.
  const turns = (event) => event.detail.ctx?.target?.id === 'chat';
  on('before:request', (event) => {
    last = event.detail.ctx.sourceElement;
    failed = false;
    opened = last.parentElement?.id || 'chat';
    if (!turns(event)) return;
    last.closest('.option, .chip, .quiet, .change')?.classList.add('tapped');
    typed = last.id === 'say';
    timers.forEach(clearTimeout);
    $('#alert').hidden = true;
    $('#chat').classList.add('busy');
    timers = [setTimeout(() => say('status', words('wait')), 500), setTimeout(() => say('status', words('slow')), 5000)];
  });
  on('before:swap', (event) => {
    if (!turns(event)) return;
    before = ids();
    if (!typed && !failed) $('#chat').focus({ preventScroll: true });
  });
  on('after:swap', (event) => {
    if (failed) return;
    quiet();
    if (turns(event)) follow(); else $('#' + opened + ' > summary')?.focus({ preventScroll: true });
  });
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
    if (button.dataset.copy) copy(written($(button.dataset.copy)), button);
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

  // A list is copied with its numbers, and nothing of the page around it.
  function written(box) {
    const rows = [...box.querySelectorAll('li')];
    if (!rows.length) return box.textContent.trim();
    return [$('p', box).textContent, ...rows.map((row, place) => {
      const plain = row.cloneNode(true);
      plain.querySelectorAll('.wrong').forEach((link) => link.remove());
      return place + 1 + '. ' + plain.textContent.trim();
    })].join('\n');
  }

  async function copy(text, button) {
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
    // Said where the finger is, and once aloud.
    const label = button.textContent;
    if (button.isConnected && label !== words('copied')) {
      button.textContent = words('copied');
      setTimeout(() => { button.textContent = label; }, 2500);
    }
  }

  // One key from anywhere to the field.
  document.addEventListener('keydown', (event) => {
    const writing = event.target.closest('input:not([type=checkbox]), textarea, select');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || writing || !$('#text')) return;
    event.preventDefault();
    $('#text').focus();
  });

  // What is ticked off stays ticked off: in the address, which nobody but this page reads.
  const TICKED = '#ticked=';
  document.addEventListener('change', (event) => {
    if (!event.target.matches('.tick') || framed) return;
    const done = [...document.querySelectorAll('.tick:checked')].map((box) => box.value);
    history.replaceState(history.state, '', done.length ? TICKED + done.join(',') : location.pathname + location.search);
  });
  function tick() {
    if (!location.hash.startsWith(TICKED)) return;
    const done = location.hash.slice(TICKED.length).split(',');
    document.querySelectorAll('.tick').forEach((box) => { box.checked = done.includes(box.value); });
  }
  tick();
  line();

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
  addEventListener('beforeprint', () => document.querySelectorAll('#advice .part').forEach((part) => { part.open = true; }));
})();
