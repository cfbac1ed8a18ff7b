import { deflateSync } from "node:zlib";
import { type Random, randomOf } from "./random.js";
import { ADJECTIVES, DEFAULTS, NOUNS, TYPES, VERBS } from "./vocabulary.js";

/** A built documentation site of a library that does not exist, as Sphinx leaves it. Equal settings, equal bytes. */
export interface SphinxSite {
  readonly version: string;
  /** API pages, one class each; every fourth has a guide beside it. */
  readonly classes: number;
  /** API pages, from the first on, whose text is another than in edition 0. Default 0. */
  readonly revised?: number;
}

/** Methods of each class: the site's inventory lists them and the class. */
const METHODS = 6;
/** Links of the navigation around every page. */
const NAVIGATION = 60;

/** Files of the site as path -> content. */
export function sphinxSite({
  version,
  classes,
  revised = 0,
}: SphinxSite): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  const names = Array.from({ length: classes }, (_, index) => className(index));
  const guides = names.flatMap((_, index) => (index % 4 === 0 ? [index] : []));
  const page = (title: string, depth: number, body: string): string =>
    around(title, "../".repeat(depth), version, names, body);
  for (const [index, name] of names.entries()) {
    const random = randomOf("site", index, index < revised ? "revised" : "first");
    files[`generated/${name}.html`] = page(name, 1, apiEntry(name, random));
  }
  for (const index of guides) {
    files[`guide/topic-${index}.html`] = page(`Topic ${index}`, 1, guide(index, names[index] ?? ""));
  }
  const toc = [
    ...names.map((name) => `<li><a href="generated/${name}.html">${name}</a></li>`),
    ...guides.map((index) => `<li><a href="guide/topic-${index}.html">Topic ${index}</a></li>`),
  ];
  files["index.html"] = page("Waterlib", 0, `<h1>Waterlib</h1><p>Moves water.</p><ul>${toc.join("\n")}</ul>`);
  files["genindex.html"] = page("Index", 0, "<h1>Index</h1>");
  files["objects.inv"] = inventory(version, names, guides);
  return files;
}

const className = (index: number): string => `waterlib.Pump${String(index).padStart(4, "0")}`;

function apiEntry(name: string, random: Random): string {
  const methods = Array.from({ length: METHODS }, (_, index) =>
    entry("method", `${name}.method_${index}`, random, ""),
  );
  return `<section id="${name.replace(/\W+/g, "-")}"><h1>${name}<a class="headerlink" href="#">¶</a></h1>
${entry("class", name, random, methods.join("\n"))}</section>`;
}

function entry(role: "class" | "method", name: string, random: Random, members: string): string {
  const parameters = Array.from({ length: random.whole(2, 5) }, (_, index) => ({
    name: `${random.pick(NOUNS)}_${index}`,
    type: random.pick(TYPES),
    fallback: random.pick(DEFAULTS),
  }));
  const signature = parameters.map(
    ({ name: one, fallback }) =>
      `<em class="sig-param"><span class="n"><span class="pre">${one}</span></span><span class="o"><span class="pre">=</span></span><span class="default_value"><span class="pre">${fallback}</span></span></em>`,
  );
  const fields = parameters.map(
    ({ name: one, type }) =>
      `<li><p><strong>${one}</strong> (<em>${type}</em>) – ${sentence(random)}</p></li>`,
  );
  return `<dl class="py ${role}"><dt class="sig sig-object py" id="${name}"><span class="sig-prename descclassname"><span class="pre">${name.slice(0, name.lastIndexOf(".") + 1)}</span></span><span class="sig-name descname"><span class="pre">${name.split(".").at(-1)}</span></span><span class="sig-paren">(</span>${signature.join(", ")}<span class="sig-paren">)</span><a class="headerlink" href="#${name}">¶</a></dt>
<dd><p>${sentence(random)} ${sentence(random)}</p>
<div class="versionadded"><p><span class="versionmodified added">New in version 1.1: </span>${sentence(random)}</p></div>
<dl class="field-list simple"><dt class="field-odd">Parameters</dt><dd class="field-odd"><ul class="simple">${fields.join("\n")}</ul></dd></dl>
${members}</dd></dl>`;
}

function guide(index: number, name: string): string {
  const random = randomOf("guide", index);
  const sections = Array.from(
    { length: random.whole(3, 6) },
    (_, at) =>
      `<section id="part-${at}"><h2>${random.pick(VERBS)} ${random.pick(NOUNS)}<a class="headerlink" href="#part-${at}">¶</a></h2>
<p>${sentence(random)} ${sentence(random)} ${sentence(random)}</p>
<div class="highlight-python notranslate"><div class="highlight"><pre><span class="kn">from</span> waterlib <span class="kn">import</span> ${name.split(".").at(-1)}</pre></div></div></section>`,
  );
  return `<section id="topic-${index}"><h1>Topic ${index}<a class="headerlink" href="#topic-${index}">¶</a></h1>${sections.join("\n")}</section>`;
}

function sentence(random: Random): string {
  return `The ${random.pick(ADJECTIVES)} ${random.pick(NOUNS)} will ${random.pick(VERBS)} every ${random.pick(NOUNS)} before the ${random.pick(NOUNS)} is read by ${random.whole(2, 512)} others.`;
}

/** Like real themes: navigation on every page, and a canonical link that points every version at the newest. */
function around(title: string, up: string, version: string, names: readonly string[], body: string): string {
  const links = names
    .slice(0, NAVIGATION)
    .map((name) => `<li><a class="reference internal" href="${up}generated/${name}.html">${name}</a></li>`);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title} &mdash; Waterlib ${version} documentation</title>
<link rel="canonical" href="https://waterlib.example/stable/${title}.html"></head>
<body><nav class="sidebar"><a href="${up}index.html">Waterlib</a><ul>${links.join("\n")}</ul><a href="${up}genindex.html">Index</a></nav>
<div class="document"><div class="body" role="main">${body}</div></div>
<footer>&copy; Waterlib developers. <a href="https://www.sphinx-doc.org/">Sphinx</a></footer></body></html>`;
}

function inventory(version: string, names: readonly string[], guides: readonly number[]): Uint8Array {
  const lines = [
    ...names.flatMap((name) => [
      `${name} py:class 1 generated/${name}.html#$ -`,
      ...Array.from(
        { length: METHODS },
        (_, index) => `${name}.method_${index} py:method 1 generated/${name}.html#$ -`,
      ),
      `generated/${name} std:doc -1 generated/${name}.html ${name}`,
    ]),
    ...guides.map((index) => `guide/topic-${index} std:doc -1 guide/topic-${index}.html Topic ${index}`),
    "index std:doc -1 index.html Waterlib",
  ];
  const short = version.split(".").slice(0, 2).join(".");
  const head = `# Sphinx inventory version 2\n# Project: Waterlib\n# Version: ${short}\n# The remainder of this file is compressed using zlib.\n`;
  return Buffer.concat([Buffer.from(head), deflateSync(`${lines.join("\n")}\n`)]);
}
