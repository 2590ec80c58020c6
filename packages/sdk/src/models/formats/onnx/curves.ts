/**
 * A strictly monotone function of one number, by which a graph bends a score: `value = scale · curve(score) + offset`.
 * Two scores bent by curves of one name compare as they did before.
 */
export type Curve = {
  /** What it does, step by step: the same for the same function. */
  name: string
  increasing: boolean
  /** Its values lie between these, without them. */
  low: number
  high: number
  inverse: (value: number) => number
}

/** One step: what may come in, what goes out, and back. */
type Step = Omit<Curve, 'name'> & { from: number; to: number; of: (x: number) => number }

const { POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number

const line = { from: minusInfinity, to: infinity }

/** The steps by the name of the operator. */
export const steps: Record<string, Step> = {
  Sigmoid: {
    ...line,
    increasing: true,
    low: 0,
    high: 1,
    of: x => 1 / (1 + Math.exp(-x)),
    inverse: y => Math.log(y / (1 - y)),
  },
  Tanh: { ...line, increasing: true, low: -1, high: 1, of: Math.tanh, inverse: Math.atanh },
  Exp: { ...line, increasing: true, low: 0, high: infinity, of: Math.exp, inverse: Math.log },
  Softplus: {
    ...line,
    increasing: true,
    low: 0,
    high: infinity,
    of: x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    inverse: y => y + Math.log(-Math.expm1(-y)),
  },
  Log: {
    from: 0,
    to: infinity,
    increasing: true,
    low: minusInfinity,
    high: infinity,
    of: Math.log,
    inverse: Math.exp,
  },
  Sqrt: {
    from: 0,
    to: infinity,
    increasing: true,
    low: 0,
    high: infinity,
    of: Math.sqrt,
    inverse: y => y * y,
  },
  Reciprocal: {
    from: 0,
    to: infinity,
    increasing: false,
    low: 0,
    high: infinity,
    of: x => 1 / x,
    inverse: y => 1 / y,
  },
}

/** A score as it is, bent by the step. */
export function firstCurve(name: string): Curve | undefined {
  const step = steps[name]!
  return step.from === minusInfinity ? { name, ...step } : undefined
}

/** The step behind `scale · curve + offset`; undefined if that may leave what the step is defined for. */
export function nextCurve(name: string, curve: Curve, scale: number, offset: number): Curve | undefined {
  const step = steps[name]!
  const ends = [scale * curve.low + offset, scale * curve.high + offset]
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  if (scale === 0 || !(low >= step.from && high <= step.to)) return undefined
  const [first, last] = [at(step, low), at(step, high)]
  return {
    name: `${name}(${scale}·${curve.name}+${offset})`,
    increasing: step.increasing === (curve.increasing === scale > 0),
    low: Math.min(first, last),
    high: Math.max(first, last),
    inverse: value => curve.inverse((step.inverse(value) - offset) / scale),
  }
}

/** The step's value at an end of its range, where it may be infinite. */
function at(step: Step, x: number): number {
  if (x === step.from) return step.increasing ? step.low : step.high
  if (x === step.to) return step.increasing ? step.high : step.low
  return step.of(x)
}
