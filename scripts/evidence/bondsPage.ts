import type { JsonValue } from '@cotrain/simulator'
import { nameOfValue } from '@cotrain/simulator/analysis'
import { nameOfRule, richer } from './bonds.ts'
import { droppedShare, earnedIn, finalAccuracy, griefing, losses, stakesIn, worstOf } from './figures.ts'
import { deposit, depositsText, percent, twoDigits } from './markdown.ts'
import { type Cell as CellOf, tablePage } from './page.ts'

const figures = {
  attacker: earnedIn('attacker'),
  honest: earnedIn('honest', 'honest agent'),
  worst: worstOf('honest', 'stakes of the worst honest agent'),
  griefing,
  dropped: droppedShare,
  ...losses,
}

type Cell = CellOf<keyof typeof figures>

const units = `Deposits (${deposit} ether; every contribution stakes one, whatever the model says) for each agent in a month, net of gas, stakes still open at the end counted as lost. *Attackers lose* is what all of them lose of their stakes for one deposit that all honest agents lose, of the means. *Dropped* are contributions that nobody learned. Points of accuracy are those below the same run without attackers.`

const ruleColumn = 'challenges until a drop, or an arbiter'
const motiveColumn = 'honest agents contradict for'

type Axes = readonly JsonValue[]

/** The rule in a sentence. */
function ruleIn([rules]: Axes): string {
  const [count, arbiter] = nameOfRule(rules!).split(', ')
  return arbiter === undefined ? `Dropped after ${count} challenges` : `An arbiter after ${count} challenges`
}

const motiveIn = (axes: Axes) => String(axes.at(-1))
const ruleOf = ({ axes }: Cell) => ruleIn(axes)
const most = (cells: readonly Cell[], of: (cell: Cell) => number) =>
  cells.reduce((a, b) => (of(b) > of(a) ? b : a))

const motiveWords = (motive: string) => (motive === 'model' ? 'the sake of the model' : 'money')

/** Who of the attackers is shown to gain, in words. */
function gainsIn(cells: readonly Cell[]): string {
  const gaining = cells.filter(({ attacker }) => attacker.low > 0)
  if (gaining.length === 0) return `In none of ${cells.length} cases is an attacking agent shown to gain.`
  const best = most(gaining, ({ attacker }) => attacker.mean)
  return `In ${gaining.length} of ${cells.length} cases an attacking agent is shown to gain, most at ${best.name}: ${depositsText(best.attacker)} deposits.`
}

/** What a case comes to, in words. */
const outcomeOf = ({ attacker, honest, griefing, lost }: Cell) =>
  `${twoDigits(lost)} points of mean accuracy, an attacker earns ${depositsText(attacker)} deposits and an honest agent ${depositsText(honest)}${griefing.count === 0 ? '' : `, so attackers lose ${twoDigits(griefing)} for each that honest people lose`}`

/** A rule, and what honest people are after. */
const kindOf = ({ axes }: Cell) =>
  `${ruleIn(axes)}, honest agents contradict for ${motiveWords(motiveIn(axes))}`

/** How many challenges attackers go on for, under each rule. */
export const roundsPage = tablePage({
  varied: `${ruleColumn}; attackers give up at; ${motiveColumn}`,
  nameOf: (rules, rounds, motive) => `${nameOfRule(rules!)}; ${rounds}; ${motive}`,
  // Who would go on for longer than there may be challenges goes on to the last one.
  isShown: (rules, rounds) => Number(rounds) <= Number(nameOfRule(rules!)[0]),
  figures,
  units,
  findings: cells => [
    gainsIn(cells),
    ...[...new Set(cells.map(kindOf))].map(kind => {
      const worst = most(
        cells.filter(cell => kindOf(cell) === kind),
        ({ lost }) => lost.mean,
      )
      return `${kind}: most is lost where attackers give up at ${worst.axes[1]}: ${outcomeOf(worst)}.`
    }),
  ],
})

type Populations = { honest: { startBalance: number }; attacker: JsonValue }
const purseOf = (populations: JsonValue) =>
  Math.round((populations as Populations).honest.startBalance / deposit)
const attackIn = (populations: JsonValue) => {
  const { strategy, options } = (populations as Populations).attacker as Record<string, JsonValue>
  return nameOfValue({ strategy: strategy!, options: options! })
}

/** From which purse on none of the cases has an attacker gain; undefined when none is long enough. */
function boundary(cells: readonly Cell[]): number | undefined {
  const purses = [...new Set(cells.map(({ axes }) => purseOf(axes[1]!)))].sort((a, b) => a - b)
  const gaining = cells.filter(({ attacker }) => attacker.low > 0).map(({ axes }) => purseOf(axes[1]!))
  return purses.find(purse => gaining.every(other => other < purse))
}

const payingIn = (populations: JsonValue) =>
  (populations as { honest: { options: { pools: boolean } } }).honest.options.pools ? 'together' : 'alone'

/** How much honest people need to own. */
export const pursePage = tablePage({
  varied: 'challenges until a drop; deposits of each honest agent; attack; honest agents pay',
  nameOf: (rules, populations) =>
    `${nameOfRule(rules!)}; ${purseOf(populations!)}; ${attackIn(populations!)}; ${payingIn(populations!)}`,
  figures,
  units,
  findings: cells => {
    const caseOf = ({ axes }: Cell) => `${ruleIn(axes)}, honest agents pay ${payingIn(axes[1]!)}`
    return [
      `Attackers own ${richer} times what all honest agents own together. ${gainsIn(cells)}`,
      ...[...new Set(cells.map(caseOf))].map(name => {
        const here = cells.filter(cell => caseOf(cell) === name)
        const from = boundary(here)
        if (from === undefined) return `${name}: attackers gain up to the longest purse that was tried.`
        const safe = here.filter(({ axes }) => purseOf(axes[1]!) >= from)
        const worst = most(safe, ({ lost }) => lost.mean)
        return `${name}: no attack of those tried is shown to gain while each honest agent owns ${from} deposits or more; most is lost then at ${worst.name}: ${outcomeOf(worst)}.`
      }),
    ]
  },
})

/** Who leaves one challenge, which nobody is paid for. */
export const ladderPage = tablePage({
  varied: `${ruleColumn}; ether of an honest agent; ${motiveColumn}`,
  nameOf: (rules, ether, motive) => `${nameOfRule(rules!)}; ${ether}; ${motive}`,
  figures: { ...figures, stakes: stakesIn('attacker', 'its stakes') },
  units: `${units} *Its stakes* are what an attacker won or lost by stakes, gas left out.`,
  findings: cells => {
    const unanswered = cells.filter(({ stakes }) => stakes.low >= -0.1 * deposit)
    const worst = unanswered.length === 0 ? undefined : most(unanswered, ({ lost }) => lost.mean)
    const answered = cells.filter(cell => !unanswered.includes(cell))
    return [
      worst === undefined
        ? 'In no case has the attacker all of its stakes back.'
        : `In ${unanswered.length} of ${cells.length} cases attackers have all of their stakes back, for nobody answers: ${unanswered.map(({ name }) => name).join(' – ')}. The last challenge is paid back and earns nothing, so that only those make it who want the model to be right. Most is lost at ${worst.name}: ${outcomeOf(worst)}.`,
      ...answered.map(cell => `Answered at ${cell.name}: ${outcomeOf(cell)}.`),
    ]
  },
})

const motiveBeside = (populations: JsonValue) =>
  (populations as { honest: { options: { motive: string } } }).honest.options.motive

/** Attackers for whom a drop is enough, and those who send a sample again. */
export const dropsPage = tablePage({
  varied: `${ruleColumn}; attack; ${motiveColumn}`,
  nameOf: (rules, populations) =>
    `${nameOfRule(rules!)}; ${attackIn(populations!)}; ${motiveBeside(populations!)}`,
  figures,
  units,
  findings: cells => [
    gainsIn(cells),
    ...cells
      .filter(({ axes }) => motiveBeside(axes[1]!) === 'model')
      .map(cell => `${ruleOf(cell)}, \`${attackIn(cell.axes[1]!)}\`: ${outcomeOf(cell)}.`),
  ],
})

/** Honest people who lastingly differ. */
export const disagreementPage = tablePage({
  varied: `${ruleColumn}; samples that people differ about; ${motiveColumn}`,
  nameOf: (rules, share, motive) => `${nameOfRule(rules!)}; ${percent(Number(share))}; ${motive}`,
  figures: {
    honest: stakesIn('honest', 'stakes of an honest agent'),
    worst: worstOf('honest', 'stakes of the worst of ten'),
    dropped: droppedShare,
    finalAccuracy,
  },
  units: `Deposits (${deposit} ether; every contribution stakes one) in a month, won or lost by stakes, gas left out. *Dropped* are contributions that nobody learned.`,
  findings: cells =>
    cells
      .filter(({ axes }) => axes[1] === 0.05)
      .map(
        ({ axes, worst, honest }) =>
          `${ruleIn(axes)}, people who differ about 5 % of the samples contradict for ${motiveWords(motiveIn(axes))}: the worst of ten comes to ${depositsText(worst)} deposits in a month, one of them on the mean to ${depositsText(honest)}.`,
      ),
})

/** A fund for those who watch. */
export const decoysPage = tablePage({
  varied: 'decoys a month; watchers',
  nameOf: (...axes) => axes.join('; '),
  figures: {
    watcher: earnedIn('watcher'),
    sponsor: earnedIn('sponsor'),
    honest: earnedIn('honest', 'contributor'),
    finalAccuracy,
  },
  units: `Deposits (${deposit} ether; a contribution that the model disagrees with, such as most decoys, stakes four) for each agent in a month, net of gas, and of what looking is worth.`,
  findings: cells =>
    cells
      .filter(({ watcher }) => watcher.count > 0)
      .map(
        ({ axes: [decoys, count], watcher, sponsor }) =>
          `${decoys} decoys a month cost their sponsor ${depositsText({ ...sponsor, mean: -sponsor.mean, low: -sponsor.high, high: -sponsor.low })} deposits; each of ${count} who look at everything earns ${depositsText(watcher)}.`,
      ),
})

/** What is left to people who work for it. */
export const costsPage = tablePage({
  varied: `${ruleColumn}; attackers give up at; hours awake`,
  nameOf: (rules, ...axes) => [nameOfRule(rules!), ...axes].join('; '),
  figures: { ...figures, stakes: stakesIn('honest', 'its stakes') },
  units: `${units} An *honest agent* pays its work, too; *its stakes* are what it won or lost by stakes, gas and work left out.`,
  findings: cells => [
    gainsIn(cells),
    ...cells
      .filter(({ axes }) => axes[2] === 16)
      .map(
        ({ axes, honest, stakes, lost }) =>
          `${ruleIn(axes)}, people who are awake 16 hours, attackers who give up at ${axes[1]}: an honest agent wins ${depositsText(stakes)} deposits by stakes, and comes to ${depositsText(honest)} with its gas and work; ${twoDigits(lost)} points of mean accuracy are lost.`,
      ),
  ],
})
