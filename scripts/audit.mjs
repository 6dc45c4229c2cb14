// Lighthouse and axe over the pages, as gunicorn serves them. Prints a table; exits 1 when any score
// is below 100, axe finds anything, or a page is wider than its window.
// --only=lighthouse or --only=axe runs half of it; --verbose prints the elements behind a finding.

import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];
const ADVISED = 'purpose=blog&audience=mainland&filing=avoid&budget=50&domain=yes&scale=100';
const only = process.argv.find((word) => word.startsWith('--only='))?.slice(7);
const verbose = process.argv.includes('--verbose');

const CORE = ['performance', 'accessibility', 'best-practices'];
/** What Lighthouse looks at; conversations ask search engines to stay away, so only pages to read are scored for them. */
const SCORED = [
  ['first screen', '/?lang=zh', [...CORE, 'seo']],
  ['first screen, English', '/?lang=en', [...CORE, 'seo'], ['mobile']],
  ['topic', '/about/icp-filing?lang=zh', [...CORE, 'seo']],
  ['mid-conversation', '/?purpose=blog&audience=mainland', CORE],
  ['advice', `/?${ADVISED}`, CORE],
];

/** What axe looks at: name, address, and what to do there first. */
const OFFER = 'offer=vcpus-2,memory_gib-2,price-99,currency-CNY,per-year,region-hongkong';
const STATES = [
  ['first screen', '/'],
  ['mid-conversation', '/?purpose=blog&scale=500'],
  ['number question', '/?purpose=blog&ask=budget'],
  ['changing an answer', '/?purpose=blog&scale=500&audience=mainland&ask=purpose'],
  ['what was heard', '/', (page) => say(page, 'WordPress, 50 a month, no ICP filing 不备案')],
  ['not understood', '/?purpose=blog', (page) => say(page, 'qwrtz')],
  ['connection lost', '/?purpose=blog', lose],
  ['advice', `/?${ADVISED}`],
  ['advice unfolded', `/?${ADVISED}`, unfold],
  ['advice, too little money', '/?purpose=shop&budget=10&now=1'],
  ['offer', `/?${ADVISED}&${OFFER}`, unfold],
  ['offer pasted', `/offer?${OFFER}`, unfold],
  ['replies', `/?${ADVISED}&reply=what-if:filing-willing;how:about-filing`, unfold],
  ['why page', `/why/region?${ADVISED}`, unfold],
  ['topic', '/about/icp-filing'],
  ['topic with drawing', '/about/ecs'],
  ['topics', '/about/'],
  ['article', '/article'],
  ['several answers', '/?purpose=site&audience=mainland&filing=willing&ask=content'],
  ['part of the advice', '/part/reasons?purpose=blog&now=1'],
  ['builder', '/builder?purpose=blog'],
  ['error 404', '/nothing-here'],
  ['embed', '/embed?purpose=game'],
  ['embed, card', '/embed?card=1'],
  ['embed, offer', `/embed?card=1&${OFFER}`],
  ['embed, advice', `/embed?${ADVISED}&card=1`],
];
const MODES = [
  ['light', { viewport: { width: 1280, height: 800 } }],
  ['dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ['320 px', { viewport: { width: 320, height: 640 } }],
  ['forced colours', { viewport: { width: 768, height: 1024 }, forcedColors: 'active' }],
];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function say(page, text) {
  await page.waitForFunction(() => window.htmx && document.querySelector('#say')._htmx);
  await page.fill('#text', text);
  const answered = page.waitForResponse((response) => response.url().endsWith('/say'));
  await page.keyboard.press('Enter');
  await answered;
  await page.waitForFunction(() => !document.querySelector('.busy'));
  // What is held in place at the window's edges may cover anything while people scroll.
  await page.evaluate(() => { scrollTo(0, 0); document.documentElement.classList.remove('scrolled'); });
}

async function lose(page) {
  await page.route('**/say', (route) => route.fulfill({ status: 503, body: 'away' }));
  await say(page, '50');
  await page.waitForSelector('#alert:not([hidden])');
}

function unfold(page) {
  return page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
}

function browserPath() {
  const found = process.env.CHROMIUM || PROGRAMS.map((name) => spawnSync('which', [name]).stdout.toString().trim()).find(Boolean);
  if (!found) throw new Error('no Chromium on this system: `make setup-dev` installs it, or says how');
  return found;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** Start the chat as a platform does, with nothing else in its environment. */
async function serve() {
  const port = await freePort();
  const env = { PATH: process.env.PATH, PORT: String(port), WEB_CONCURRENCY: '1' };
  const server = spawn('gunicorn', ['app:app'], { cwd: ROOT, env, stdio: 'ignore' });
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 300 && server.exitCode === null; tries += 1) {
    if (await fetch(`${url}/healthz`).then((answer) => answer.ok, () => false)) return { url, server };
    await sleep(100);
  }
  server.kill();
  throw new Error('the server did not come up: try `make run`');
}

async function score(url, config, port, categories) {
  const flags = { port, onlyCategories: categories, logLevel: 'silent' };
  let { lhr } = await lighthouse(url, flags, config);
  // Now and then a browser short of time gives up on a page; twice in a row is no accident.
  if (lhr.runtimeError) ({ lhr } = await lighthouse(url, flags, config));
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

const lowest = (lhr) => Math.min(...Object.values(lhr.categories).map((category) => category.score));

/** One run is enough when it is perfect; else the median of three, since other programs share the machine. */
async function fairScore(...what) {
  const runs = [await score(...what)];
  if (lowest(runs[0]) < 1) runs.push(await score(...what), await score(...what));
  return runs.sort((a, b) => lowest(a) - lowest(b))[Math.floor(runs.length / 2)];
}

function faults(lhr) {
  const rows = [];
  for (const category of Object.values(lhr.categories)) {
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight && audit.score !== null && audit.score < 0.9) rows.push(`${id}: ${audit.displayValue || audit.title}`);
    }
  }
  return rows;
}

function row(cells, widths) {
  console.log(cells.map((cell, place) => String(cell).padEnd(widths[place])).join('  ').trimEnd());
}

async function audit(base, program) {
  const chrome = await chromeLauncher.launch({ chromePath: program, chromeFlags: FLAGS, logLevel: 'silent' });
  const widths = [24, 8, 11, 13, 14, 5, 10, 10];
  let fine = true;
  row(['LIGHTHOUSE', '', 'performance', 'accessibility', 'best practices', 'SEO', 'bytes', 'LCP'], widths);
  try {
    for (const [name, path, categories, devices] of SCORED) {
      for (const device of devices ?? ['mobile', 'desktop']) {
        const lhr = await fairScore(base + path, device === 'desktop' ? desktopConfig : undefined, chrome.port, categories);
        const figures = [...CORE, 'seo'].map((id) => (lhr.categories[id] ? Math.round(lhr.categories[id].score * 100) : '–'));
        const bytes = lhr.audits['total-byte-weight']?.numericValue;
        row([name, device, ...figures, bytes ?? '–', lhr.audits['largest-contentful-paint']?.displayValue ?? '–'], widths);
        if (lowest(lhr) < 1) fine = false;
        if (lowest(lhr) < 1) faults(lhr).forEach((line) => console.log(`    ${line}`));
      }
    }
  } finally {
    await chrome.kill();
  }
  return fine;
}

async function inspect(context, path, act) {
  const page = await context.newPage();
  await page.goto(path);
  if (act) await act(page);
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.close();
  return { violations, incomplete, wide };
}

function report(where, found) {
  const wide = found.wide > 0 ? [`${found.wide} px wider than the window`] : [];
  const lines = found.violations.flatMap((rule) => [
    `${rule.id} × ${rule.nodes.length}: ${rule.help}`,
    ...(verbose ? rule.nodes.slice(0, 5).map((node) => `    ${node.html.slice(0, 160)}\n        ${node.any[0]?.message ?? ''}`) : []),
  ]);
  const unclear = verbose ? found.incomplete.map((rule) => `(to be looked at) ${rule.id} × ${rule.nodes.length} ${rule.nodes[0].html.slice(0, 120)}`) : [];
  [...wide, ...lines, ...unclear].forEach((line) => console.log(`    ${where}: ${line}`));
  return wide.length + lines.length === 0;
}

async function axeAll(base, program) {
  const browser = await chromium.launch({ executablePath: program, args: FLAGS });
  const columns = ['zh', 'en'].flatMap((lang) => MODES.map(([mode, options]) => ({ lang, mode, options })));
  const widths = [24, ...columns.map(({ lang, mode }) => `${lang} ${mode}`.length)];
  row(['AXE: VIOLATIONS', ...columns.map(({ lang, mode }) => `${lang} ${mode}`)], widths);
  let fine = true;
  try {
    for (const column of columns) {
      const locale = column.lang === 'zh' ? 'zh-CN' : 'en-GB';
      column.context = await browser.newContext({ baseURL: base, locale, reducedMotion: 'reduce', ...column.options });
    }
    for (const [name, path, act] of STATES) {
      const found = await pairwise(columns, ({ lang, context }) => inspect(context, path + (path.includes('?') ? '&' : '?') + `lang=${lang}`, act));
      row([name, ...found.map(({ violations }) => violations.length)], widths);
      found.forEach((one, place) => { fine = report(`${columns[place].lang} ${columns[place].mode}`, one) && fine; });
    }
  } finally {
    await browser.close();
  }
  return fine;
}

/** Do something with each item, two at a time, and keep their order. */
async function pairwise(items, act) {
  const results = [];
  for (let place = 0; place < items.length; place += 2) {
    results.push(...(await Promise.all(items.slice(place, place + 2).map(act))));
  }
  return results;
}

const program = browserPath();
const { url, server } = await serve();
const started = Date.now();
let fine = true;
try {
  if (only !== 'axe') fine = (await audit(url, program)) && fine;
  if (!only) console.log();
  if (only !== 'lighthouse') fine = (await axeAll(url, program)) && fine;
} finally {
  server.kill();
}
console.log(`\n${fine ? 'Nothing to mend' : 'To be mended, see above'} (${Math.round((Date.now() - started) / 1000)} s)`);
process.exitCode = fine ? 0 : 1;
