import { toPlainWords } from '../../ui/plainWords.ts'

/** What the command line calls an option; a page has none of these. */
const flag = /(^|[\s(])--[a-z]/

/** Advice without what only the command line takes: sentences, and parts of them, that name its options or commands. */
export function withoutFlags(advice: readonly string[]): string[] {
  return advice.flatMap(line => {
    const kept = line
      .replace(/ \(else: [^)]*\)/, '')
      .split(/(?<=;)\s+|(?<=\.)\s+(?=[A-Z])/)
      .filter(part => !flag.test(part) && !/\bcotrain [a-z]/.test(part))
      .join(' ')
      .replace(/[;:,]$/, '.')
      .trim()
    return kept === '' ? [] : [kept]
  })
}

/** An error in the words of this page. */
export function pageWords(error: unknown): { message: string; advice: string[] } {
  const { message, advice } = toPlainWords(error)
  return { message, advice: withoutFlags(advice) }
}
