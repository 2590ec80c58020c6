/**
 * Days since 1970, which come in any order, and the rows that they make. The end of a row has the other end; of a day
 * inside of a row it is only known that it is there.
 */
export type DayRows = Map<number, number>

/** The row that a day has joined: how many days it has, and its last day. */
export type Row = { length: number; last: number }

/**
 * Adds `day`; at most three entries are changed, however long the rows are.
 * @param set Changes an entry of the rows.
 * @returns Undefined if the day was there before.
 */
export function addDay(
  rows: Readonly<Pick<DayRows, 'get' | 'has'>>,
  day: number,
  set: (day: number, other: number) => void,
): Row | undefined {
  if (rows.has(day)) return undefined
  // it was not there, so that its neighbours are ends of rows, or not there either
  const first = rows.get(day - 1) ?? day
  const last = rows.get(day + 1) ?? day
  set(day, day)
  set(first, last)
  set(last, first)
  return { length: last - first + 1, last }
}
