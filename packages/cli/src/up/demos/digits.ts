/** Held-out digits that the dashboard measures with, of a fifth of all. */
const shown = 200

/**
 * Digits that training never saw, as numbers with the label first: the pictures are not ours to keep in a file, they come
 * from the data set's package.
 *
 * @throws DataMissingError where that package is not installed.
 */
export async function heldOutDigits(): Promise<string> {
  const [{ loadEncoder }, { packageSource }, { pictureOf, readDigits, shippedSeed }, { denseUnit }] =
    await Promise.all([
      import('@cotrain/encoders'),
      import('@cotrain/encoders/node'),
      import('@cotrain/simulator/data/sets'),
      import('@cotrain/sdk/encoders'),
    ])
  const encoder = await loadEncoder('pixels-14x14-v1', { source: packageSource() })
  if (encoder.input !== 'picture') throw new Error(`${encoder.name} takes no pictures`)
  const lines = readDigits(shippedSeed)
    .heldOut.slice(0, shown)
    .map(({ label, input }) => {
      const sample = encoder.encode(pictureOf(input))
      return [label, ...Array.from(sample, integer => Number((integer / denseUnit).toFixed(5)))].join(',')
    })
  return `${lines.join('\n')}\n`
}
