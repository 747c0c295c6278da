// A headless Chromium:  browse.js PAGE [SCRIPT]
// Opens the page, runs the file SCRIPT as if pasted into its console, and prints what the page logs
// until standard input ends. CHROMIUM is the browser's executable; TRUSTED_KEY a
// public key of a server, base64 of its SHA-256, that the browser believes.
const { chromium } = require("playwright-core");
const { readFileSync } = require("node:fs");

const asLine = (value) => (typeof value === "string" ? value : JSON.stringify(value));

let printed = Promise.resolve();

// One after the other: fetching an object from the page takes a while, and lines keep their order.
function print(message) {
  if (message.type() !== "log") return;
  const values = message.args().map((arg) => arg.jsonValue());
  printed = printed.then(async () => console.log((await Promise.all(values)).map(asLine).join(" ")));
}

async function main(address, script) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-quic",
      `--ignore-certificate-errors-spki-list=${process.env.TRUSTED_KEY}`,
    ],
  });
  const page = await browser.newPage();
  page.on("console", print);
  page.on("pageerror", (error) => console.log(`error ${error}`));
  await page.goto(address);
  if (script) await page.addScriptTag({ content: readFileSync(script, "utf8") });
  await new Promise((resolve) => process.stdin.on("end", resolve).resume());
  await browser.close();
}

main(...process.argv.slice(2)).catch((error) => {
  console.log(`error ${error}`);
  process.exit(1);
});
