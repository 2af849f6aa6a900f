/**
 * `, did you mean "x"?` for the known word that is nearest to a mistyped one,
 * or nothing if none is near.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  // A long word is no typing mistake, and the distance costs its length squared.
  if (word.length > 40) {
    return '';
  }
  const nearest = known
    .map(candidate => ({
      candidate,
      distance: editDistance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance)[0];
  return nearest && nearest.distance <= 2 && nearest.distance < word.length / 2
    ? `, did you mean "${nearest.candidate}"?`
    : '';
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
