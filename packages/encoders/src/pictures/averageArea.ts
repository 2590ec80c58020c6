/** Whole numbers in rows, from the top. */
export interface Grid {
  width: number
  height: number
  values: ArrayLike<number>
}

/**
 * The same picture with another number of pixels. Each new pixel is the mean of what it covers of the old ones, by their
 * areas, rounded halves up; all by whole numbers: in units of 1/(new width · new height) of an old pixel, a new one covers
 * old width · old height of them, so the same comes out everywhere. The sides are changed one after the other without
 * rounding between.
 */
export function averageArea({ width, height, values }: Grid, newWidth: number, newHeight: number): Grid {
  const columns = shares(width, newWidth)
  const rows = shares(height, newHeight)
  const narrow = new Float64Array(newWidth * height)
  for (const { from, to, weight } of columns) {
    for (let y = 0; y < height; y++) narrow[y * newWidth + to]! += weight * values[y * width + from]!
  }
  const sums = new Float64Array(newWidth * newHeight)
  for (const { from, to, weight } of rows) {
    for (let x = 0; x < newWidth; x++) sums[to * newWidth + x]! += weight * narrow[from * newWidth + x]!
  }
  const area = width * height
  return { width: newWidth, height: newHeight, values: sums.map(sum => Math.floor((sum + area / 2) / area)) }
}

type Share = { from: number; to: number; weight: number }

/** How much of each old pixel of a side is in which new one, in units of 1/new of an old pixel. */
function shares(old: number, now: number): Share[] {
  const all: Share[] = []
  let from = 0
  let to = 0
  for (let at = 0; at < old * now; ) {
    const end = Math.min((from + 1) * now, (to + 1) * old)
    all.push({ from, to, weight: end - at })
    at = end
    if (at === (from + 1) * now) from++
    if (at === (to + 1) * old) to++
  }
  return all
}
