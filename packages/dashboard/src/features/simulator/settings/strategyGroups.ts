import { strategies } from '@cotrain/simulator'

const titles = { attacker: 'Attack', neutral: 'Neither', honest: 'Honest' } as const

/** All strategies that there are, those that attack first. */
export const strategyGroups = Object.entries(titles).flatMap(([role, group]) => {
  const items = Object.values(strategies)
    .filter(strategy => strategy.role === role)
    .map(({ name }) => name)
  return items.length > 0 ? [{ group, items }] : []
})

/** What a strategy does, in a sentence. */
export const strategyDescription = (name: string) => strategies[name]?.description
