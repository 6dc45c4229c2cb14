// Grade one answer with Mozilla Observatory's own tests. Its command wants a public host name, so the answer comes on
// standard input instead, as {"url", "status", "headers", "body", "cors"}; out come {"grade", "score", "tests"}.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { AxiosHeaders } from 'axios';

const home = new URL('./node_modules/@mdn/mdn-http-observatory/', import.meta.url);
// Browsers' list of HSTS hosts, which its installation would download; nobody's chat is on an empty one.
const preload = new URL('conf/hsts-preload.json', home);
if (!existsSync(preload)) writeFileSync(preload, '{}');

const { ALL_TESTS } = await import(new URL('src/constants.js', home));
const { Requests } = await import(new URL('src/types.js', home));
const { parseHttpEquivHeaders } = await import(new URL('src/retriever/utils.js', home));
const { getGradeForScore, getScoreModifier } = await import(new URL('src/grader/grader.js', home));
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(new URL('src/grader/charts.js', home));

const given = JSON.parse(readFileSync(0, 'utf8'));
const url = new URL(given.url);
const answer = (headers) => ({ status: given.status, headers: new AxiosHeaders(headers), verified: true, data: given.body });
const requests = new Requests(url.hostname);
requests.session = { url, redirectHistory: [], jar: null, response: answer(given.headers) };
requests.resources.path = given.body;
requests.responses.auto = answer(given.headers);
requests.responses.auto.httpEquiv = parseHttpEquivHeaders(given.body, url.href);
requests.responses.https = answer(given.headers);
requests.responses.cors = answer(given.cors);
// A platform or nginx redirects http to https before the chat is asked.
requests.responses.http = { ...answer({ location: url.href }), status: 200 };
requests.responses.httpRedirects = [{ url: new URL(`http://${url.host}/`), status: 301 }, { url, status: given.status }];

const results = ALL_TESTS.map((test) => test(requests));
const modifiers = results.map((found) => (found.result ? getScoreModifier(found.result) : 0));
const plain = 100 + modifiers.filter((modifier) => modifier < 0).reduce((sum, modifier) => sum + modifier, 0);
const full = 100 + modifiers.reduce((sum, modifier) => sum + modifier, 0);
const { grade, score } = getGradeForScore(plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? full : plain);
const tests = Object.fromEntries(results.map((found, n) => [found.constructor.name, { pass: found.pass, result: found.result, modifier: modifiers[n] }]));
console.log(JSON.stringify({ grade, score, tests }));
