import {
  type ClassifierName,
  defaultOptions,
  defaultRulingTime,
  type IncentiveOptions,
  incentiveProblems,
  type MechanismName,
  maxArbiterData,
  noArbiter,
  optionsOf,
} from '@cotrain/sdk'
import { type Hex, isAddress, isHex, size } from 'viem'
import { capitalised, nameInWords } from '../../../ui/format.ts'
import { fromText, type Rule, ruleOf, type Scale, toText } from '../../market/rules.ts'

/** The arbiter of a model under bonds, as it is filled in. */
export interface ArbiterChoice {
  /** Empty: nobody decides. */
  address: string
  court: boolean
  /** Days to rule. */
  days: string
  /** What a court wants to know, as hex. */
  data: string
}

/** A mechanism with its options, as the owner fills them in. */
export interface Choice {
  mechanism: MechanismName
  /** What was filled in, by mechanism and option; the rest is as the mechanism's row has it. */
  texts: Partial<Record<MechanismName, Readonly<Record<string, string>>>>
  arbiter: ArbiterChoice
}

const day = 86_400
const days: Scale = { name: 'days', size: day }

export const firstChoice: Choice = {
  mechanism: 'deposits',
  texts: {},
  arbiter: { address: '', court: false, days: String(defaultRulingTime / day), data: '0x' },
}

/** Right after a contribution, a deposit is 3600 gwei of its weight. */
const weight = (symbol: string): Scale => ({ name: symbol, size: 1e9 / 3_600 })

/** The options of a mechanism as they are filled in: days, and amounts of the chain's currency `symbol`. */
export function rulesOf(mechanism: MechanismName, symbol: string): Rule[] {
  return optionsOf(mechanism).map(([name, row]) =>
    ruleOf([name, row], symbol, {
      time: days,
      gwei: weight(symbol),
      ...(row.unit === 'gwei'
        ? { words: 'the deposit right after somebody else’s; an hour later it is a sixtieth of it' }
        : {}),
    }),
  )
}

/** How an option is called. */
export const titleOf = (name: string) => (name === 'depositWeight' ? 'Highest deposit' : nameInWords(name))

/** What stands in the field of an option. */
export function textOf({ mechanism, texts }: Choice, rule: Rule, classifier: ClassifierName): string {
  const standard = defaultOptions(mechanism, classifier) as Record<string, number | bigint>
  return texts[mechanism]?.[rule.name] ?? toText(rule, standard[rule.name]!)
}

/** The options that were filled in, or what is wrong with them, by the name of the option. */
export type Checked =
  | { options: IncentiveOptions; problems?: undefined }
  | { options?: undefined; problems: Readonly<Record<string, string>> }

/** Checks what was filled in by the rows of the mechanism, and by which options go together. */
export function check(choice: Choice, classifier: ClassifierName, symbol: string): Checked {
  const { mechanism } = choice
  const problems: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  const rules = rulesOf(mechanism, symbol)
  for (const rule of rules) {
    const value = fromText(rule, textOf(choice, rule, classifier))
    if (value === undefined) problems[rule.name] = `Give ${rangeOf(rule)}.`
    else values[rule.name] = value
  }
  if (mechanism === 'bonded') Object.assign(values, readArbiter(choice.arbiter, problems))
  const options = values as IncentiveOptions
  const say = (name: string) => titleOf(name).toLowerCase()
  for (const { options: about, problem } of incentiveProblems(mechanism, options, classifier, say)) {
    for (const name of about) problems[name] ??= `${capitalised(withUnits(problem, about, rules, values))}.`
  }
  return Object.keys(problems).length > 0 ? { problems } : { options }
}

/** The values of options that a problem names, as they were filled in. */
function withUnits(
  problem: string,
  about: readonly string[],
  rules: readonly Rule[],
  values: Readonly<Record<string, unknown>>,
): string {
  return about.reduce((text, name) => {
    const rule = rules.find(each => each.name === name)
    if (!rule?.scale) return text
    const value = values[name] as number
    return text.replace(
      `${titleOf(name).toLowerCase()} ${value}`,
      `${titleOf(name).toLowerCase()} (${toText(rule, value)} ${rule.scale.name})`,
    )
  }, problem)
}

/** `0 to 194 days`. */
function rangeOf(rule: Rule): string {
  const { row, scale } = rule
  const [least, most] = [row.least, row.most].map(value => toShort(rule, value))
  const unit = scale ? ` ${scale.name}` : ''
  return `${least} to ${most}${unit}`
}

/** Bounds are rounded to the inside, where they have many digits. */
function toShort(rule: Rule, value: number | bigint): string {
  const text = toText(rule, value)
  const [whole, fraction = ''] = text.split('.')
  return fraction.length > 4 && whole !== '0' ? whole! : text
}

function readArbiter({ address, court, days, data }: ArbiterChoice, problems: Record<string, string>) {
  const named = address.trim()
  if (named === '') return noArbiter
  if (!isAddress(named)) {
    problems.arbiter = 'An address is 0x and 40 hex digits, with its checksum if it has capitals.'
    return noArbiter
  }
  const rulingTime = Math.round(Number(days) * day)
  if (!(rulingTime >= 1 && rulingTime < 2 ** 24))
    problems.rulingTime = 'Give more than 0 and at most 194 days.'
  const bytes = data.trim()
  if (court && !isBytes(bytes)) {
    problems.arbiterData = `Give 0x and pairs of hex digits, for ${maxArbiterData} bytes at most.`
  }
  return { arbiter: named, court, rulingTime, arbiterData: court && isBytes(bytes) ? bytes : ('0x' as const) }
}

function isBytes(text: string): text is Hex {
  return isHex(text) && text.length % 2 === 0 && size(text) <= maxArbiterData
}
