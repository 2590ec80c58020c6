const [base, tMin, tMax, skew, damp, initialBias, initialN] = [36, 1, 26, 38, 700, 72, 128]

/**
 * A host as it is written in its own letters: `xn--…` labels decoded (RFC 3492). A label that cannot be decoded stays.
 * For showing beside the host itself, never instead of it.
 */
export function hostInItsLetters(host: string): string {
  return host.replace(/(?<=^|\.)xn--([a-z\d-]+)/g, (label, code: string) => decode(code) ?? label)
}

function decode(text: string): string | undefined {
  const end = text.lastIndexOf('-')
  const output = end > 0 ? [...text.slice(0, end)].map(char => char.codePointAt(0)!) : []
  let [n, i, bias, at] = [initialN, 0, initialBias, end > 0 ? end + 1 : 0]
  while (at < text.length) {
    const before = i
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(text[at++])
      if (digit === undefined) return undefined
      i += digit * weight
      const threshold = Math.min(tMax, Math.max(tMin, k - bias))
      if (digit < threshold) break
      weight *= base - threshold
    }
    const length = output.length + 1
    bias = adapted(i - before, length, before === 0)
    n += Math.floor(i / length)
    i %= length
    if (n > 0x10ffff) return undefined
    output.splice(i++, 0, n)
  }
  // a label of plain letters has no such form
  return output.some(code => code > 127) ? String.fromCodePoint(...output) : undefined
}

function digitOf(char: string | undefined): number | undefined {
  if (char === undefined) return undefined
  if (/[a-z]/.test(char)) return char.charCodeAt(0) - 97
  return /\d/.test(char) ? Number(char) + 26 : undefined
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2))
  rest += Math.floor(rest / length)
  let k = 0
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin))
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew))
}
