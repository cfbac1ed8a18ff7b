import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { builtinCorpora, mergeCorpora } from "./catalogue.js";
import { readJson } from "./config-file.js";
import { type Corpus, parseCorpus } from "./corpus.js";
import { findPlace, type Place, type PlaceOptions } from "./place.js";

/** Everything that a command which indexes needs to know before it begins. */
export interface Settings extends Omit<Place, "configured"> {
  readonly corpora: readonly Corpus[];
}

/**
 * Reads the configuration, the user's corpora and the environment.
 *
 * Corpora come from three places, later ones replacing earlier ones of the same id: the built-in ones, every
 * `corpora/*.json` in the data folder, and the configuration.
 *
 * @throws KbError CONFIG_INVALID or CORPUS_INVALID naming file and field
 */
export async function loadSettings(options: PlaceOptions): Promise<Settings> {
  const { configured, ...place } = await findPlace(options);
  const own = await Promise.all(
    configured.map((entry, index) =>
      typeof entry === "string"
        ? readCorpus(resolve(place.baseDir, entry))
        : Promise.resolve(parseCorpus(entry, `${place.configFile}: corpora[${index}]`)),
    ),
  );
  const kept = await corporaIn(join(place.data, "corpora"));
  return { ...place, corpora: mergeCorpora(mergeCorpora(builtinCorpora(), kept), own) };
}

const readCorpus = async (file: string): Promise<Corpus> =>
  parseCorpus(await readJson(file, "CORPUS_INVALID"), file);

async function corporaIn(folder: string): Promise<readonly Corpus[]> {
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readCorpus(join(folder, name))));
}
