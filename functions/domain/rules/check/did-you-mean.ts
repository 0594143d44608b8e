/** The known word that was probably meant: the nearest, if at most a third of it has to change. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  const wanted = plain(typed);
  if (wanted === '' || wanted.length > 60) return undefined;
  let best: string | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const word of known) {
    const distance = editDistance(wanted, plain(word));
    if (distance < nearest && distance <= Math.max(1, Math.floor(plain(word).length / 3)))
      [best, nearest] = [word, distance];
  }
  return best;
}

/** Case, hyphens, underscores and blanks are not what a typing mistake is about. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function editDistance(from: string, to: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: to.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(previous, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(before, j - 2) + 1 : replaced;
      row.push(Math.min(at(row, j - 1) + 1, at(previous, j) + 1, replaced, swapped));
    }
    [before, previous] = [previous, row];
  }
  return at(previous, to.length);
}

function at(row: number[], i: number): number {
  return row[i] ?? Number.POSITIVE_INFINITY;
}
