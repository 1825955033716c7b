// Looks at a worker's page in headless Chromium, and says on standard output what it sees. Arguments: the page's address, where
// screenshots go, the browser's binary, how many ready workers it should come to show. Commands on standard input, a line each: "down NAME" answers "seen MILLIS" when the
// server of that name is shown as down; "end" ends it.
import {createInterface} from 'node:readline';
import {chromium} from 'playwright-core';

const [address, shots, executablePath, workers] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const problems = [];

async function open(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', error => problems.push(name + ': ' + error.message));
  page.on('console', message => {
    if (message.type() === 'error') problems.push(name + ': ' + message.text());
  });
  page.on('request', request => {
    if (!request.url().startsWith(address)) problems.push(name + ' asks for ' + request.url());
  });
  await page.goto(address);
  await page.locator('#servers tr').nth(3).waitFor();
  await page.locator('#slots tr').nth(15).waitFor();
  await check(name, page);
  await page.screenshot({path: shots + '/' + name + '.png', fullPage: true});
  return page;
}

/** Names, headings, labels, contrast, and nothing wider than the window. */
async function check(name, page) {
  const found = await page.evaluate(() => {
    const wrong = [];
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth) wrong.push('wider than the window: ' + root.scrollWidth);
    if (!root.lang || !document.title) wrong.push('no language or no title');
    for (const table of document.querySelectorAll('table')) {
      const label = document.getElementById(table.getAttribute('aria-labelledby') || '');
      if (!label || !label.textContent) wrong.push('a table without a label');
      if ([...table.querySelectorAll('th')].some(cell => !cell.scope)) wrong.push('a heading without scope');
    }
    for (const image of document.querySelectorAll('[role=img]')) {
      if (!image.getAttribute('aria-label')) wrong.push('an image without a label');
    }
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgb = colour => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const luminance = colour => {
      const [r, g, b] = rgb(colour).map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = luminance(getComputedStyle(document.body).backgroundColor);
    for (const style of ['', 'well', 'bad', 'wait', 'soft']) {
      const probe = document.createElement('span');
      probe.className = style;
      document.body.append(probe);
      const text = luminance(getComputedStyle(probe).color);
      probe.remove();
      const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      if (contrast < 4.5) wrong.push('contrast of "' + style + '" is ' + contrast.toFixed(2));
    }
    return wrong;
  });
  problems.push(...found.map(problem => name + ': ' + problem));
}

const page = await open('light', {viewport: {width: 1280, height: 900}, colorScheme: 'light'});
await (await open('dark', {viewport: {width: 1280, height: 900}, colorScheme: 'dark'})).close();
await (await open('phone', {viewport: {width: 390, height: 844}, colorScheme: 'light'})).close();
const text = async id => (await page.locator('#' + id).innerText()).replace(/\s+/g, ' ');
await page.locator('#workers tr', {hasText: /ready/}).nth(workers - 1).waitFor();
console.log('summary ' + await text('summary'));
console.log('workers ' + await text('workers'));
console.log('problems ' + JSON.stringify(problems));

for await (const command of createInterface({input: process.stdin})) {
  if (command === 'end') break;
  const [, server] = command.split(' ');
  const asked = Date.now();
  await page.locator('#servers tr', {hasText: server}).locator('td', {hasText: /^down$/}).waitFor({timeout: 20000});
  console.log('seen ' + (Date.now() - asked));
  await page.screenshot({path: shots + '/down.png', fullPage: true});
}
await browser.close();
process.exit(); // standard input is still open
