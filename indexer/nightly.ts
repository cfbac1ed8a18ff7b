import type { Settings } from "../corpora/config.js";
import type { Corpus } from "../corpora/corpus.js";
import { describeModel } from "../query/embedder.js";
import { storePaths } from "../query/store/paths.js";
import { readCurrentSnapshot } from "../query/store/snapshot.js";

/** What a run without names brings up to date: the corpora in the published snapshot, or all when there is none. */
export async function corporaToUpdate(settings: Settings): Promise<readonly Corpus[]> {
  const { id } = await describeModel({
    model: settings.model,
    downloadTo: storePaths(settings.data, "").models,
  });
  const snapshot = await readCurrentSnapshot(storePaths(settings.data, id));
  const indexed = settings.corpora.filter((corpus) => snapshot?.corpora[corpus.id] !== undefined);
  return indexed.length > 0 ? indexed : settings.corpora;
}
