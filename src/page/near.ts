// What was probably meant: the word that takes the fewest mistakes of typing.

/** Mistakes between two words: letters changed, added, left out, or swapped with the next one. */
const distance = (one: string, other: string): number => {
  const rows: number[][] = [[...Array(other.length + 1).keys()]]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let row = 1; row <= one.length; row++) {
    rows[row] = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] == other[column - 1]
      const isSwapped = row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]
      const least = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + +!isSame)
      ;(rows[row] as number[])[column] = isSwapped ? Math.min(least, at(row - 2, column - 2) + 1) : least
    }
  }
  return at(one.length, other.length)
}

/** The word nearest to one, if at most a third of it is different. */
export const nearest = (word: string, words: string[]): string | undefined => {
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const one of words) {
    const mistakes = distance(word.toLowerCase(), one)
    if (mistakes < least) [best, least] = [one, mistakes]
  }
  return best
}
