/** Hours of each day, counted from the run's start; those that go beyond midnight go on in the next day. */
export type Hours = {
  /** The hour at which they begin, 0 to 24. */
  from: number
  /** How many they are. */
  count: number
}

const hour = 3_600
const day = 24 * hour

/** The first second at or after `elapsed` within the hours; both in seconds since the run's start. */
export function awakeFrom(elapsed: number, { from, count }: Hours): number {
  const since = (((elapsed - from * hour) % day) + day) % day
  return since < count * hour ? elapsed : Math.ceil(elapsed + day - since)
}
