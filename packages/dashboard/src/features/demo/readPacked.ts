/**
 * Reads a text that may be packed with gzip. (Some web servers say so and the browser unpacks it; others do not.)
 *
 * @param length Bytes as they are stored, for the progress.
 * @param onProgress Is told from 0 to 1.
 * @throws Error when it cannot be had
 */
export async function readPacked(
  url: string,
  length: number,
  onProgress: (share: number) => void,
): Promise<string> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`The demo cannot be loaded (${response.status}).`)
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let read = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    read += value.length
    onProgress(Math.min(1, read / length))
  }
  const blob = new Blob(chunks)
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer())
  if (first !== 0x1f || second !== 0x8b) return blob.text()
  return new Response(blob.stream().pipeThrough(new DecompressionStream('gzip'))).text()
}
