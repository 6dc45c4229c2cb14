// <server-advisor purpose="blog"><a href="https://HOST/">…</a></server-advisor>
// The link says where the chat is, and stays until the frame has spoken, which has to be within 4 seconds. Its query
// and the attributes go to the chat. Without a theme the frame follows the colour of the text around it: a change of
// that ends a transition, whatever caused it. Origin and source of every message are checked.
(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{display:block;min-height:320px;overflow:hidden;border-radius:14px;outline:1px solid #8886;transition:color 1ms}slot{display:grid;place-items:center;min-height:inherit}iframe{display:block;border:0;width:100%;min-height:inherit}slot~iframe{height:0;min-height:0}');
  customElements.get('server-advisor') || customElements.define('server-advisor', class extends HTMLElement {
    static observedAttributes = ['theme'];
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
      this.addEventListener('transitionend', this);
    }
    connectedCallback() {
      const root = this.shadowRoot;
      root.replaceChildren(this.wait = document.createElement('slot'));
      this.near = new IntersectionObserver((rows) => {
        if (!rows.pop().isIntersecting) return;
        this.near.disconnect();
        const link = this.querySelector('a'), frame = this.frame = document.createElement('iframe');
        const { searchParams: query } = this.url = new URL('embed' + link.search, link.href);
        for (const { name, value } of this.attributes) /class|id|style/.test(name) || query.set(name, value);
        query.set('lang', query.get('lang') || this.closest('[lang]')?.lang);
        query.set('theme', this.theme());
        query.set('card', 1);
        frame.title = link.text;
        frame.src = this.url;
        root.append(frame);
        setTimeout(() => root.firstChild != frame && frame.remove(), 4e3);
      }, { rootMargin: '50%' });
      this.near.observe(this);
      addEventListener('message', this);
    }
    disconnectedCallback() {
      this.near.disconnect();
      removeEventListener('message', this);
      this.shadowRoot.replaceChildren();
    }
    theme() {
      return this.getAttribute('theme') || (getComputedStyle(this).color.match(/\d+/g)[1] > 127 ? 'dark' : 'light');
    }
    attributeChangedCallback() {
      this.frame?.contentWindow?.postMessage({ theme: this.theme() }, this.url.origin);
    }
    handleEvent({ source, origin, data = {} }) {
      if (origin && (source !== this.frame?.contentWindow || origin != this.url.origin)) return;
      this.attributeChangedCallback();
      if (data.height) {
        this.wait.remove();
        this.frame.style.height = Math.min(data.height, 3e4) + 'px';
      }
      data.advice && this.dispatchEvent(new CustomEvent('advice', { detail: data }));
    }
  });
})();
