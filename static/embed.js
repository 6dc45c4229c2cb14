// <server-advisor purpose="blog"><a href="https://HOST/">…</a></server-advisor>
// The link says where the chat is, and stays until the frame has spoken, which has to be within 4 seconds. Its query
// and the attributes go to the chat. Without a theme the frame follows the colour of the text around it; a change of
// that ends a transition or, where the page forbids transitions, follows an attribute of the page. Origin and source
// of every message are checked. With the attribute `advice` the frame says that it tells this page, and does.
(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{display:block;min-height:320px;overflow:hidden;border-radius:14px;outline:1px solid #8886;transition:color 1ms}slot,iframe{display:grid;place-items:center;width:100%;min-height:inherit;border:0;max-height:3e4px}slot~iframe{height:0;min-height:0}');
  customElements.get('server-advisor') || customElements.define('server-advisor', class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
      this.addEventListener('transitionend', this);
    }
    connectedCallback() {
      const root = this.shadowRoot;
      root.replaceChildren(document.createElement('slot'));
      this.near = new IntersectionObserver(rows => {
        if (!rows.pop().isIntersecting) return;
        this.near.disconnect();
        const link = this.querySelector('a'), frame = this.frame = document.createElement('iframe');
        const url = new URL('embed' + link.search, link.href), query = url.searchParams;
        for (const { name, value } of this.attributes) /class|id|style/.test(name) || query.set(name, value);
        query.set('lang', query.get('lang') || this.closest('[lang]')?.lang);
        query.set('theme', this.theme());
        query.set('card', 1);
        frame.title = link.text;
        frame.src = url;
        this.from = url.origin;
        root.append(frame);
        setTimeout(() => frame.previousSibling && frame.remove(), 4e3);
      }, { rootMargin: '50%' });
      this.near.observe(this);
      this.attr = new MutationObserver(() => this.theme());
      for (const part of [this, document.body, document.documentElement]) this.attr.observe(part, { attributes: true });
      addEventListener('message', this);
    }
    disconnectedCallback() {
      this.near.disconnect();
      this.attr.disconnect();
      removeEventListener('message', this);
    }
    theme() {
      const theme = this.getAttribute('theme') || (getComputedStyle(this).color.match(/\d+/g)[1] > 127 ? 'dark' : 'light');
      this.frame?.contentWindow?.postMessage({ theme, advice: this.getAttribute('advice') }, '*');
      return theme;
    }
    handleEvent({ source, origin, data = {} }) {
      if (origin && (source != this.frame?.contentWindow || origin != this.from)) return;
      this.theme();
      if (data.height) {
        this.frame.previousSibling?.remove();
        this.frame.height = data.height;
      }
      if (data.advice) this.dispatchEvent(new CustomEvent('advice', { detail: data }));
    }
  });
})();
