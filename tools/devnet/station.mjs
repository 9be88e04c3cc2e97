// Plays an approver at the approval station in a real Chromium, with the DevTools virtual authenticator as the passkey.
// Reads one JSON task on standard input and prints one JSON answer:
//   {"action":"enrol","stationUrl","spki","keyFile","person"}              -> {person, keys: [...]}
//   {"action":"decide","stationUrl","spki","keyFile","links":[…],"verdict"} -> {verdict, words: [...]}
// keyFile (mode 0600) keeps the passkey between runs, as a security key would; screenshot names a PNG to write.

import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const TIMEOUT_MS = 20_000;
const KEY_SLOT = 'strongroom/station-key/v1';

const task = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update',
    '--disable-background-networking', '--disable-sync', `--ignore-certificate-errors-spki-list=${task.spki}`,
    '--host-resolver-rules=MAP station.localhost 127.0.0.1',
  ],
});
try {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1400 }, ignoreHTTPSErrors: false });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  const authenticator = await attachAuthenticator(page);
  const answer = task.action === 'enrol' ? await enrol(page, authenticator) : await decide(page, authenticator);
  if (task.screenshot) await page.screenshot({ path: task.screenshot, fullPage: true });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} finally {
  await browser.close();
}

async function attachAuthenticator(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

async function enrol(page, { session, authenticatorId }) {
  await page.goto(task.stationUrl);
  await page.locator('#enrolment summary').click();
  await page.fill('#name', task.person);
  await page.click('#enrol button');
  await settled(page, '#key');
  const stored = await page.evaluate((slot) => localStorage.getItem(slot), KEY_SLOT);
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
  writeFileSync(task.keyFile, JSON.stringify({ stored, credential: credentials[0] }), { mode: 0o600 });
  return JSON.parse(await page.inputValue('#key-file'));
}

async function decide(page, { session, authenticatorId }) {
  const { stored, credential } = JSON.parse(readFileSync(task.keyFile, 'utf8'));
  await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  await page.addInitScript(([slot, value]) => localStorage.setItem(slot, value), [KEY_SLOT, stored]);
  const fragment = task.links.map((link) => `load=${encodeURIComponent(link)}`).join('&');
  await page.goto(`${task.stationUrl}#${fragment}`);
  await settled(page, `article:nth-of-type(${task.links.length})`);
  const words = await page.locator('article').evaluateAll((cards) => cards.map((card) => card.innerText));
  for (const box of await page.locator('.seen input').all()) await box.check();
  if (task.screenshotBefore) await page.screenshot({ path: task.screenshotBefore, fullPage: true });
  await page.click(task.verdict === 'reject' ? '#reject' : '#approve');
  await settled(page, '#done');
  return { verdict: task.verdict, words };
}

// Either what we wait for appears, or the station says what is wrong.
async function settled(page, selector) {
  const message = page.locator('#message');
  await page.locator(`${selector}:visible, #message:visible`).first().waitFor();
  if (await message.isVisible()) throw new Error(`the station says: ${await message.innerText()}`);
}
