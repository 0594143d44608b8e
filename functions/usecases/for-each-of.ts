/**
 * Do something for each of many, a few at a time. All of them are tried.
 *
 * @throws the first fault, after all were tried
 */
export async function forEachOf<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  const remaining = all.values();
  const worker = async () => {
    for (const one of remaining) await work(one).catch((fault) => faults.push(fault));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  if (faults.length > 0) throw faults[0];
}
