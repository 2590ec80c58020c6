import { readFile, rename, writeFile } from 'node:fs/promises'

/** What may be spent in a day, and was. Amounts are wei. */
export type Budget = {
  /** What is left of the day that `now` (seconds since 1970) is in. */
  left: (now: bigint) => bigint
  spend: (amount: bigint, now: bigint) => Promise<void>
}

type Day = { day: number; spent: bigint }

const dayOf = (now: bigint) => Number(now / 86_400n)

/**
 * A budget for each day (UTC), which a restart does not renew.
 *
 * @param file - Where it is kept; undefined for nowhere
 */
export async function openBudget(perDay: bigint, file: string | undefined): Promise<Budget> {
  let today = file === undefined ? undefined : await read(file)
  const of = (now: bigint): Day => (today?.day === dayOf(now) ? today : { day: dayOf(now), spent: 0n })
  return {
    left: now => {
      const { spent } = of(now)
      return spent < perDay ? perDay - spent : 0n
    },
    spend: async (amount, now) => {
      const { day, spent } = of(now)
      today = { day, spent: spent + amount }
      if (file === undefined) return
      await writeFile(`${file}.new`, JSON.stringify({ day, spent: String(today.spent) }))
      await rename(`${file}.new`, file)
    },
  }
}

/** What is damaged is as if nothing was spent: it is one day's budget at most. */
async function read(file: string): Promise<Day | undefined> {
  try {
    const { day, spent } = JSON.parse(await readFile(file, 'utf8'))
    return { day: Number(day), spent: BigInt(spent) }
  } catch {
    return undefined
  }
}
