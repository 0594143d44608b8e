import characters from 'opencc-js/dict/TSCharacters';

/**
 * Traditional characters and their simplified forms as a string of pairs, for a snapshot whose settings fold them. The
 * table travels in the snapshot, so the callback's bundle carries it for nobody. Characters outside the basic plane, and
 * those of which one form is outside, are left as they are.
 */
export function traditionalPairs(): string {
  let pairs = '';
  for (const line of characters.split('|')) {
    const [traditional = '', simplified = ''] = line.split(' ');
    if (traditional.length === 1 && simplified.length === 1 && traditional !== simplified)
      pairs += traditional + simplified;
  }
  return pairs;
}
