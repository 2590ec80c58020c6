import { Random } from '../random/Random.ts'
import type { JsonValue } from '../results/types.ts'

/** The values that one parameter of a search can have. */
export type Range =
  | { kind: 'integer' | 'real'; low: number; high: number }
  | { kind: 'choice'; values: readonly JsonValue[] }

/** Values of all parameters, in the order of their ranges. */
export type Values = readonly JsonValue[]

/** Values that were tried, and what they came to: the more, the better; null where there is no score at all. */
export type Trial = { values: Values; score: number | null }

export type EvolveOptions = {
  ranges: readonly Range[]
  /** Where to begin; what is missing or out of its range begins in the middle. */
  start?: readonly (JsonValue | undefined)[] | undefined
  seed: number
  /** How many values to try at most. */
  evaluations: number
  /** How many values each generation tries, after the first one. @default 8 */
  offspring?: number | undefined
  /** Scores of the values of a generation, in their order. The same values must always have the same score. */
  evaluate: (generation: readonly Values[]) => Promise<readonly (number | null)[]>
}

/** The standard deviation of the first mutations, on a cube whose sides are 1, and the least there is. */
const [firstStep, leastStep] = [0.3, 1e-6]
/** Of a generation's mutations, the share that should be better than their parent. */
const fifth = 1 / 5
/** Mutations that are drawn for values that were not tried before, and after how many the step is doubled. */
const [mostDraws, patience] = [2_000, 20]

/**
 * Looks for the values with the highest score by a (1+λ) evolution strategy with the 1/5 success rule: of a parent and
 * its mutations the best is the next parent, and mutations grow when more than a fifth of them are better, and shrink
 * when fewer are (Rechenberg, "Evolutionsstrategie", 1973; Beyer and Schwefel, "Evolution strategies: a comprehensive
 * introduction", 2002). Parameters are coordinates of the unit cube, at whose sides mutations are reflected; a choice
 * has no order, and is made anew with the probability of the step. No values are tried twice: the search ends early
 * where there are no others. More evaluations with the same seed begin with those of fewer.
 * @returns All that was tried, in this order.
 * @throws RangeError when there is nothing to search.
 */
export async function evolve(options: EvolveOptions): Promise<Trial[]> {
  const { ranges, start = [], seed, evaluations, offspring = 8, evaluate } = options
  check(options)
  const random = new Random(seed, 'search')
  const trials: Trial[] = []
  const tried = new Set<string>()
  const score = async (places: readonly (readonly number[])[]) => {
    const generation = places.map(place => place.map((at, i) => valueAt(ranges[i]!, at)))
    const scores = await evaluate(generation)
    trials.push(...generation.map((values, i) => ({ values, score: scores[i]! })))
    return places.map((place, i) => ({ place, score: scores[i]! }))
  }
  const first = ranges.map((range, i) => placeOf(range, start[i]))
  tried.add(keyOf(ranges, first))
  let [parent] = await score([first])
  let step = firstStep
  while (trials.length < evaluations) {
    const places: number[][] = []
    while (places.length < Math.min(offspring, evaluations - trials.length)) {
      const place = newPlace(ranges, parent!.place, step, random, tried)
      if (place === undefined) break
      places.push(place)
    }
    if (places.length === 0) break
    const children = await score(places)
    const better = children.filter(child => isAbove(child.score, parent!.score)).length
    // Where all are equally good, a child goes on: so plateaus are crossed.
    for (const child of children) if (!isAbove(parent!.score, child.score)) parent = child
    step = Math.min(1, Math.max(leastStep, step * (1 + better / children.length - fifth)))
  }
  return trials
}

/** The best of what was tried, the first of several. @throws RangeError when nothing was tried. */
export function bestOf(trials: readonly Trial[]): Trial {
  const [first, ...rest] = trials
  if (first === undefined) throw new RangeError('trials: is empty')
  return rest.reduce((best, trial) => (isAbove(trial.score, best.score) ? trial : best), first)
}

/** Whether a value is one of a range. */
function isWithin(range: Range, value: JsonValue | undefined): value is JsonValue {
  if (range.kind === 'choice') return indexOf(range.values, value) >= 0
  if (typeof value !== 'number' || value < range.low || value > range.high) return false
  return range.kind === 'real' || Number.isInteger(value)
}

function check({ ranges, evaluations, offspring = 1 }: EvolveOptions): void {
  if (ranges.length === 0) throw new RangeError('ranges: is empty, give one for each parameter')
  for (const [i, range] of ranges.entries()) {
    if (range.kind === 'choice') {
      if (range.values.length < 2) throw new RangeError(`ranges.${i}.values: needs two choices at least`)
      continue
    }
    const { kind, low, high } = range
    if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high)
      throw new RangeError(`ranges.${i}: goes from ${low} to ${high}, low must be a number below high`)
    if (kind === 'integer' && !(Number.isSafeInteger(low) && Number.isSafeInteger(high)))
      throw new RangeError(`ranges.${i}: goes from ${low} to ${high}, integers need whole numbers`)
  }
  if (!(evaluations >= 1)) throw new RangeError(`evaluations: is ${evaluations}, must be at least 1`)
  if (!(offspring >= 1)) throw new RangeError(`offspring: is ${offspring}, must be at least 1`)
}

/** A mutation whose values were not tried before; steps grow while there is none, and at last there is none at all. */
function newPlace(
  ranges: readonly Range[],
  parent: readonly number[],
  step: number,
  random: Random,
  tried: Set<string>,
): number[] | undefined {
  for (let draw = 0; draw < mostDraws; draw++) {
    const wide = Math.min(1, step * 2 ** Math.floor(draw / patience))
    const place = parent.map((at, i) => mutated(ranges[i]!, at, wide, random))
    const key = keyOf(ranges, place)
    if (tried.has(key)) continue
    tried.add(key)
    return place
  }
  return undefined
}

function mutated({ kind }: Range, at: number, step: number, random: Random): number {
  if (kind === 'choice') return random.chance(step) ? random.uniform() : at
  return reflected(random.normal(at, step))
}

/** Back into the unit interval, as a ball that hits its ends. */
function reflected(at: number): number {
  const folded = Math.abs(at) % 2
  return folded > 1 ? 2 - folded : folded
}

function keyOf(ranges: readonly Range[], place: readonly number[]): string {
  return JSON.stringify(place.map((at, i) => valueAt(ranges[i]!, at)))
}

function valueAt(range: Range, at: number): JsonValue {
  if (range.kind === 'choice') return range.values[cell(at, range.values.length)]!
  const { kind, low, high } = range
  return kind === 'integer' ? low + cell(at, high - low + 1) : low + at * (high - low)
}

/** Which of so many equal parts of the unit interval it is in. */
function cell(at: number, count: number): number {
  return Math.min(count - 1, Math.floor(at * count))
}

function placeOf(range: Range, value: JsonValue | undefined): number {
  if (!isWithin(range, value)) return 0.5
  if (range.kind === 'choice') return (indexOf(range.values, value) + 0.5) / range.values.length
  const { kind, low, high } = range
  const from = Number(value) - low
  return kind === 'integer' ? (from + 0.5) / (high - low + 1) : from / (high - low)
}

function indexOf(values: readonly JsonValue[], value: JsonValue | undefined): number {
  const wanted = JSON.stringify(value)
  return values.findIndex(each => JSON.stringify(each) === wanted)
}

/** Whether one score is better than another. */
function isAbove(score: number | null, other: number | null): boolean {
  return score !== null && (other === null || score > other)
}
