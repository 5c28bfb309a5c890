// Drives the real SDKs against a quickstart whose output is the file named; see bin/prove.d/clients.
'use strict';
const fs = require('fs');
const http = require('http');
const puppeteer = require('puppeteer-core');
const mParticle = require('mparticle');

const said = process.argv[2];
const PATIENCE = 60000;
const until = async (what, is) => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    const found = await is();
    if (found) return found;
  }
  throw new Error('in vain: ' + what);
};
const pause = millis => new Promise(done => setTimeout(done, millis));
const output = () => fs.readFileSync(said, 'utf8');
const count = text => output().split(text).length - 1;

/** What becomes of the next requests for events, one after the other. */
let faults = [];

/** Stands before the collector and fails as it is told to. */
function proxy(collector) {
  return http.createServer((request, response) => {
    const fault = request.url.endsWith('/events') && faults.length ? faults.shift() : 'none';
    const body = [];
    request.on('data', part => body.push(part));
    request.on('end', () => {
      if (fault === 'reset') return request.socket.destroy();
      if (typeof fault === 'number') {
        response.writeHead(fault, { 'access-control-allow-origin': '*' });
        return response.end();
      }
      const passed = http.request(
        { agent: false, hostname: collector.hostname, port: collector.port, path: request.url,
          method: request.method, headers: { ...request.headers, connection: 'close' } },
        answer => {
          if (fault === 'lost') {
            answer.resume();
            return answer.on('end', () => request.socket.destroy());
          }
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        });
      passed.on('error', () => request.socket.destroy());
      passed.end(Buffer.concat(body));
    });
  });
}

const listen = async server => {
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return server.address().port;
};

/** The page of the demo, from here, with the proxy in place of the collector. */
async function site(demo, collector, port) {
  const page = (await (await fetch(demo)).text()).split(collector.host).join('127.0.0.1:' + port);
  const sdk = await (await fetch(demo + 'mparticle.js')).text();
  return http.createServer((request, response) => {
    const isPage = request.url === '/';
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' });
    response.end(isPage ? page : sdk);
  });
}

async function visit(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  const mpid = () => page.$eval('#mpid', element => element.textContent);
  const anonymous = await until('identify', async () => /^\d+$/.test(await mpid()) && mpid());
  const log = name => page.evaluate(it => mParticle.logEvent(it, 1, {}), name);
  const arrived = name => until(name, () => count('"' + name + '"') > 0);

  const misfortunes = { calm: [], failing: [500, 500], throttled: [429], cut: ['reset'],
    unheard: ['lost'], all: ['lost', 'reset', 500, 429, 'lost'] };
  for (const [name, plan] of Object.entries(misfortunes)) {
    faults = [...plan];
    await log('event-' + name);
    await arrived('event-' + name);
    await until('the end of ' + name, () => faults.length === 0);
  }
  await page.setOfflineMode(true);
  await log('event-offline');
  await pause(3000);
  await page.setOfflineMode(false);
  await arrived('event-offline');

  for (const id of ['screen', 'purchase', 'attribute', 'login']) await page.click('#' + id);
  const known = await until('login', async () => (await mpid()) !== anonymous && mpid());
  await log('event-known');
  await arrived('event-known');
  await page.click('#logout');
  await until('logout', async () => (await mpid()) === anonymous);
  await log('event-left');
  await page.goto('about:blank');
  await arrived('event-left');

  const last = await browser.newPage();
  await last.goto(address);
  await until('a second page', () => last.evaluate(() => !!mParticle.Identity.getCurrentUser()));
  await last.evaluate(() => mParticle.setOptOut(true));
  await until('opt-out', () => count('"event_type": "opt_out"') > 0);
  return { known, names: [...Object.keys(misfortunes), 'offline', 'known', 'left'] };
}

async function server(collector) {
  const api = new mParticle.EventsApi(
    new mParticle.Configuration('quickstart-key', 'quickstart-secret'));
  api.apiClient.basePath = collector.origin + '/v2';
  const batch = new mParticle.Batch(mParticle.Batch.Environment.development);
  batch.user_identities = new mParticle.UserIdentities();
  batch.user_identities.customerid = 'node';
  const type = mParticle.AppEvent.CustomEventType.other;
  batch.addEvent(new mParticle.AppEvent(type, 'event-node'));
  await new Promise((done, failed) =>
    api.uploadEvents(batch, error => (error ? failed(error) : done())));
  await until('event-node', () => count('"event-node"') > 0);
}

async function main() {
  const demo = await until('quickstart', () => (/in a page: (\S+)/.exec(output()) || [])[1]);
  const collector = new URL(/batches to +(\S+)\/v2\/events/.exec(output())[1]);
  const ledger = /ledger +(\S+)/.exec(output())[1];
  const before = proxy(collector);
  const pages = await site(demo, collector, await listen(before));
  const port = await listen(pages);
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const { known, names } = await visit(browser, `http://127.0.0.1:${port}/`);
    await server(collector);
    await pause(6000); // longer than a window: what comes twice is there by now
    for (const name of [...names, 'node']) {
      const times = count(`"event-${name}"`);
      if (times !== 1) throw new Error(`event-${name} arrived ${times} times`);
    }
    const record = output().split(/Record \d+ reached/).find(text => text.includes('"event-known"'));
    if (!record.includes(`"mpid": ${known}`)) throw new Error('event-known is of somebody else');
    for (const text of ['"event_type": "commerce_event"', '"event_type": "screen_view"']) {
      if (count(text) < 1) throw new Error('there is no ' + text);
    }
    const account = await (await fetch(ledger)).json();
    if (!account.balanced) throw new Error('the ledger does not balance');
    const { accepted, duplicates } = account.connections[0];
    console.log(`clients: ${names.length + 1} named events arrived once each; `
      + `${accepted} accepted, ${duplicates} recognised as come before`);
  } finally {
    await browser.close();
    before.close();
    pages.close();
  }
}

main().then(() => process.exit(0), error => {
  console.error('clients: ' + error.stack);
  process.exit(1);
});
