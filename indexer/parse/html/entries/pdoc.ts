import { classesOf, isElement } from "../dom.js";
import type { Filter } from "../filters.js";

/** What is kept of a pdoc signature; bases, decorators and buttons go. */
const PARTS = ["name", "signature", "annotation", "default_value"];

/** pdoc's entries get the shape of Sphinx's: a definition list whose term is the signature. */
export const pdocEntries: Filter = (content) => {
  const module = content.find("h1.modulename").text().replace(/\s+/g, "");
  content.find(".attr").each((_, signature) => {
    const entry = signature.parent;
    const id = entry && isElement(entry) ? entry.attribs["id"] : undefined;
    if (!entry || !isElement(entry) || id === undefined) return;
    const kind = classesOf(signature).find((name) => /^(class|function|variable)$/.test(name)) ?? "function";
    entry.name = "dl";
    entry.attribs = { class: `py ${kind === "function" && id.includes(".") ? "method" : kind}` };
    signature.name = "dt";
    signature.attribs = { class: "sig", id, "data-symbol": module === "" ? id : `${module}.${id}` };
    const $signature = content.find(signature);
    $signature
      .contents()
      .filter((_, node) => !isElement(node) || !PARTS.some((part) => classesOf(node).includes(part)))
      .remove();
    $signature.find(".param:has(> .bp)").remove();
    const $name = $signature.children(".name").addClass("descname");
    if (id.endsWith(".__init__")) $name.text("__init__");
  });
  content.find(".inherited").remove();
};
