/** Medians and spread. */

/** The value below which that share of a sample lies, between its neighbours where it falls between two. */
export const quantile = (sample, share) => {
  if (!sample.length) return NaN
  const sorted = [...sample].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const above = sorted[below + 1] ?? sorted[below]
  return sorted[below] + (above - sorted[below]) * (place - below)
}

/** `{ median, low, high, count }`, low and high being the quartiles. */
export const summary = (sample) => ({
  median: quantile(sample, 0.5),
  low: quantile(sample, 0.25),
  high: quantile(sample, 0.75),
  count: sample.length,
})

/** A summary with something taken off throughout; time that was less than on a blank page is none. */
export const less = ({ median, low, high, count }, off) => ({
  median: Math.max(0, median - off),
  low: Math.max(0, low - off),
  high: Math.max(0, high - off),
  count,
})
