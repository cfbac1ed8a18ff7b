import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "../../../../indexer/source/website/page-look.js";
import { rubbishOf } from "../../../../indexer/source/website/rubbish.js";

const judged = (html: string) => rubbishOf(lookAt(html, new URL("https://a.example/x")));
const WORDS = "The pump moves water from the tank to the valve. ";

for (const [kind, html] of [
  ["login wall", '<title>Docs</title><input type="password">'],
  ["login wall", `<title>Sign in · Example</title><p>${WORDS}`],
  ["soft 404", `<title>Page not found</title><h1>Oops</h1><p>${WORDS}`],
  ["soft 404", `<title>Docs</title><h1>404</h1><p>${WORDS}`],
  ["redirecting", `<p>Redirecting… ${WORDS}`],
  ["almost empty", "<title>Pump</title><nav>Home</nav><h1>Pump</h1>"],
  [undefined, `<title>Pump</title><h1>Pump</h1><p>${WORDS}`],
  [undefined, `<title>HTTP 404 errors</title><h1>Errors</h1><p>${WORDS.repeat(60)}`],
  [undefined, `<title>Authentication</title><h1>How to sign in</h1><p>${WORDS.repeat(60)}`],
] as const) {
  test(`${kind ?? "a page to keep"}: ${html.slice(0, 60)}`, () => assert.equal(judged(html), kind));
}
