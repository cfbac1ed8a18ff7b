import type { PageLook } from "./page-look.js";

/** A page that says nothing worth finding: why not, by a name that the crawl's report counts. */
interface RubbishCheck {
  readonly name: string;
  readonly matches: (look: PageLook) => boolean;
}

/** Words of an error or a gate are few. */
const SHORT = 1_500;
/** A heading and a number is no documentation. */
const ALMOST_EMPTY = 40;

const says = (look: PageLook, pattern: RegExp): boolean =>
  pattern.test(look.title) || pattern.test(look.heading);

/** In order; the first that matches names the page. */
const RUBBISH_CHECKS = [
  {
    name: "login wall",
    matches: (look) =>
      look.text.length < SHORT &&
      (look.asksPassword || says(look, /^\W*(sign|log)[ -]?in\b|\blogin\b|authentication required/i)),
  },
  {
    name: "soft 404",
    matches: (look) =>
      look.text.length < SHORT &&
      says(look, /\b404\b|(page|file|document(ation)?) (was |could )?not (be )?found|^\W*not found\W*$/i),
  },
  {
    name: "redirecting",
    matches: (look) => look.text.length < SHORT && /^(page )?redirect(ing|ed)?\b/i.test(look.text.start),
  },
  { name: "almost empty", matches: (look) => look.text.length < ALMOST_EMPTY },
] as const satisfies readonly RubbishCheck[];

export type Rubbish = (typeof RUBBISH_CHECKS)[number]["name"];

/** What kind of rubbish a page is; undefined for a page to index. */
export const rubbishOf = (look: PageLook): Rubbish | undefined =>
  RUBBISH_CHECKS.find(({ matches }) => matches(look))?.name;
