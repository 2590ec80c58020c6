import { SingleBar } from 'cli-progress'
import { formatCount, formatDuration } from './format.ts'
import type { Output } from './output.ts'

/** Parts of a unit that the bar shows. */
const parts = 1_000

/** A progress bar with rate and time left, on stderr when that is a terminal; else nothing. */
export function createBar(out: Output, what: string) {
  let bar: SingleBar | undefined
  const began = performance.now()
  const update = (done: number, total: number) => {
    if (!out.interactive) return
    const seconds = (performance.now() - began) / 1_000
    const rate = done / Math.max(seconds, 0.001)
    const payload = {
      ...(total === 1
        ? partOfOne(done, rate)
        : { of: `${many(done)} of ${many(total)} ${what}`, rate: perSecond(rate) }),
      left: done === 0 ? 'some time' : formatDuration(Math.ceil((total - done) / rate)),
    }
    if (bar === undefined) {
      bar = new SingleBar({
        format: '[{bar}] {of}, {rate}, {left} left',
        barsize: barSize(),
        clearOnComplete: true,
      })
      bar.start(total * parts, 0, payload)
    }
    bar.update(done * parts, payload)
  }
  return { update, stop: () => bar?.stop() }
}

/** Room beside the bar for all that is said. */
const room = 55

/** As wide as the terminal leaves room for. */
function barSize(): number {
  return Math.max(8, Math.min(40, (process.stderr.columns ?? 80) - room))
}

const many = (count: number) => formatCount(Math.floor(count))
const perSecond = (rate: number) => `${rate.toFixed(rate < 10 ? 1 : 0)}/s`

function partOfOne(done: number, rate: number) {
  return { of: `${Math.floor(100 * done)} % of the run`, rate: `${(100 * rate).toFixed(0)} %/s` }
}
