import { readFileSync, writeFileSync } from 'node:fs'
import type { Life } from '@cotrain/cli/costs'
import type { MechanismName } from '@cotrain/sdk'
import type { Figure } from './figures.ts'
import { mechanisms } from './mechanisms.ts'

/** A contribution and its claim under each mechanism, of the models that are measured under all of them. */
export function livesOf(figures: readonly Figure[]): Life[] {
  return (Object.keys(mechanisms) as MechanismName[]).flatMap(mechanism => {
    const { life } = mechanisms[mechanism]
    const own = figures.filter(each => each.mechanism === mechanism && each.model === figures[0]!.model)
    const samples = [...new Set(own.flatMap(({ sample }) => sample ?? []))]
    return samples.map(sample => {
      const parts = life.map(action => own.find(each => each.sample === sample && each.action === action)!)
      const sum = (key: 'bytes' | 'osaka' | 'amsterdam') =>
        parts.reduce((total, part) => total + part[key]!, 0)
      return {
        mechanism,
        words: Number(sample),
        bytes: sum('bytes'),
        osaka: sum('osaka'),
        amsterdam: sum('amsterdam'),
      }
    })
  })
}

const file = new URL('../../packages/cli/src/costs/lives.ts', import.meta.url)
const mark = '= ['

/** What the CLI knows of these figures: its file as it is, and as it should be. */
export function livesFile(figures: readonly Figure[]): { before: string; after: string; write: () => void } {
  const before = readFileSync(file, 'utf8')
  const lines = livesOf(figures).map(
    ({ mechanism, words, bytes, osaka, amsterdam }) =>
      `  { mechanism: '${mechanism}', words: ${words}, bytes: ${bytes}, osaka: ${osaka}, amsterdam: ${amsterdam} },\n`,
  )
  const after = `${before.slice(0, before.indexOf(mark))}${mark}\n${lines.join('')}]\n`
  return { before, after, write: () => writeFileSync(file, after) }
}
