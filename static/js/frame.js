// Inside somebody's page. It tells that page our height, takes its theme, hands it the advice; and where the frame
// forbids forms, pop-ups or an origin of its own, it keeps the conversation going by plain navigation.
(() => {
  if (parent === self) return;
  const $ = (selector) => document.querySelector(selector);
  const root = document.documentElement, home = new URL('..', document.currentScript.src);
  const opaque = self.origin === 'null';
  // WordPress names its frame by a secret after the hash, and listens only to messages that repeat it.
  const secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const hash = secret ? '#?secret=' + secret : '';
  const press = (message, value) => secret && parent.postMessage({ message, value, secret }, '*');
  let host, told, grows = !!secret, start;

  function measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    parent.postMessage({ height }, '*');
    press('height', height);
  }

  // A page gets the advice only if its author asked for it, and only while the line that says so is on ours; once for
  // each advice.
  async function advise() {
    const query = location.search, line = $('.told');
    if (!host || !line || line.hidden || told === query || !$('.advised')) return;
    told = query;
    const answer = await fetch(new URL('api/v1/advice' + query, home));
    const url = new URL(query, home);
    url.searchParams.delete('card');
    if (answer.ok) parent.postMessage({ advice: await answer.json(), url: url.href }, host);
  }

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || !['auto', 'light', 'dark'].includes(data?.theme)) return;
    root.dataset.theme = data.theme;
    $('meta[name=color-scheme]').content = data.theme === 'auto' ? 'light dark' : data.theme;
    host = origin === 'null' ? null : origin;
    const line = $('.told');
    if (line) line.hidden = typeof data.advice !== 'string' || !host;
    grows = true;
    advise();
  });

  // Shows a new question with its answers, moving the page around us no further than that takes; or the beginning of
  // what is longer, below the turn before it, since blogs often keep a header at the top of the window.
  function reveal() {
    if (!start?.isConnected) return;
    const box = (part) => part.getBoundingClientRect(), now = $('#now');
    const above = start.id === 'advice' ? $('#turns > li:last-child') : start.previousElementSibling;
    const last = now && box(now).bottom > box(start).bottom ? now : start;
    const fits = box(last).bottom - box(start).top < (grows ? screen.availHeight * 0.8 : innerHeight);
    (fits ? last : above || start).scrollIntoView({ block: fits ? 'nearest' : 'start' });
    start = null;
  }

  // A frame that grows shows it as soon as it has grown, which a turn as long as the one before it does not take; one
  // that cannot grow does right away. At once, since nobody hits an answer that is on its way to another place.
  function turn(what) {
    start = what;
    setTimeout(reveal, grows ? 250 : 0);
  }
  addEventListener('resize', reveal);
  document.addEventListener('chat:turn', ({ detail }) => { turn(detail); setTimeout(advise); });

  function away(event, link) {
    event.preventDefault();
    const ours = link.host === location.host;
    if (secret) return press('link', ours ? link.href : new URL('go/?to=' + encodeURIComponent(link.getAttribute('href')), home).href);
    const opened = open(link.href, '_blank');
    if (opened) opened.opener = null;
    else $('#status').textContent = link.href;
  }

  function address(form) {
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form));
    return url;
  }

  // A frame without an origin cannot fetch, and one without forms never submits; both can go to an address.
  function send(event, form) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.reportValidity()) location.assign(address(form) + hash);
  }

  if (opaque) {
    addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const button = event.target.closest('form button'), link = event.target.closest('a[href]');
      if (button) send(event, button.form);
      else if (link?.target === '_blank') away(event, link);
      else if (link && secret && link.pathname + link.search !== location.pathname + location.search) {
        event.preventDefault();
        location.assign(link.href.split('#')[0] + hash);
      }
    }, true);
    addEventListener('keydown', (event) => {
      const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
      if (plain && event.target.id === 'text') send(event, event.target.form);
    }, true);
  } else {
    // Only a frame that forbids forms says nothing at all when one is sent.
    let heard;
    const check = (form) => setTimeout(() => {
      if (!heard && form.checkValidity()) location.assign(address(form));
    });
    addEventListener('submit', () => { heard = true; }, true);
    addEventListener('click', (event) => {
      const button = event.target.closest('form button');
      if (button?.type === 'submit') { heard = false; check(button.form); }
    }, true);
    addEventListener('keydown', (event) => {
      if (event.target.id !== 'text' || event.key !== 'Enter') return;
      heard = false;
      setTimeout(() => { if (event.defaultPrevented) check(event.target.form); });
    }, true);
  }

  new ResizeObserver(measure).observe(document.body);
  addEventListener('load', measure);
  measure();
  // The secret took the place of the fragment that leads to what is new.
  if (secret && location.search && !/[?&]card=/.test(location.search)) turn($('.changing') || $('#advice') || $('#turns > li:last-child'));
})();
