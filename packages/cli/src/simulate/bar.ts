import { SingleBar } from 'cli-progress'
import { formatDuration } from '../format.ts'
import type { Output } from '../output.ts'

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
      of: `${Math.floor(done)} of ${total} ${what}`,
      rate: `${rate.toFixed(rate < 10 ? 2 : 0)} ${what}/s`,
      left: done === 0 ? 'some time' : formatDuration((total - done) / rate),
    }
    if (bar === undefined) {
      bar = new SingleBar({ format: '[{bar}] {of}, {rate}, {left} left', clearOnComplete: true })
      bar.start(total * parts, 0, payload)
    }
    bar.update(done * parts, payload)
  }
  return { update, stop: () => bar?.stop() }
}
