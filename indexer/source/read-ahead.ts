/** Loads under way while the consumer works on one: enough to hide the disk, few enough for the memory. */
const AHEAD = 6;

/**
 * Loads every item, in order, a few ahead of whoever consumes them: opening, measuring, reading and closing a
 * file each wait for a turn of the event loop, which parsing holds up.
 *
 * A load that fails rejects where its item is due.
 */
export async function* readAhead<Item, Loaded>(
  items: readonly Item[],
  load: (item: Item) => Promise<Loaded>,
): AsyncGenerator<readonly [Item, Loaded]> {
  const begun: Promise<Loaded>[] = [];
  const begin = (): void => {
    const item = items[begun.length];
    if (item === undefined) return;
    const loading = load(item);
    // It rejects where it is awaited, if anybody still does by then.
    loading.catch(() => undefined);
    begun.push(loading);
  };
  for (let at = 0; at < AHEAD; at += 1) begin();
  for (const [at, item] of items.entries()) {
    const loading = begun[at];
    if (loading === undefined) return;
    const loaded = await loading;
    delete begun[at];
    begin();
    yield [item, loaded];
  }
}
