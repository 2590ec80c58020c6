import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { ageOf, type LagOptions, problemOf } from './readiness.ts'
import { createTally, type Tally } from './tally.ts'
import type { WarmModel } from './warmModel.ts'

export type Metrics = {
  registry: Registry
  /** Notes an answer. */
  answered: Tally['add']
  /** Notes samples that were judged. */
  judged(model: string, samples: number): void
}

/** Counts what a server does, for Prometheus. */
export function createMetrics(models: ReadonlyMap<string, WarmModel>, lag: LagOptions): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const tally = createTally(registry)
  const labelNames = ['model'] as const
  const samples = new Map<string, number>()
  new Counter({
    name: 'cotrain_serve_samples_total',
    help: 'Samples judged, by model',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const [model, count] of samples) this.inc({ model }, count)
    },
  })
  new Gauge({
    name: 'cotrain_serve_block_number',
    help: 'The block that a model’s answers are from',
    labelNames,
    registers,
    collect() {
      for (const [model, each] of models) this.set({ model }, each.warm()?.block.number ?? 0)
    },
  })
  new Gauge({
    name: 'cotrain_serve_block_age_seconds',
    help: 'Seconds since that block was made',
    labelNames,
    registers,
    collect() {
      for (const [model, each] of models) {
        const warm = each.warm()
        this.set({ model }, warm ? ageOf(warm) : Number.NaN)
      }
    },
  })
  new Gauge({
    name: 'cotrain_serve_ready',
    help: 'Whether a model’s answers are recent',
    labelNames,
    registers,
    collect() {
      for (const [model, each] of models) this.set({ model }, problemOf(each, lag) === undefined ? 1 : 0)
    },
  })
  return {
    registry,
    answered: tally.add,
    judged: (model, count) => samples.set(model, (samples.get(model) ?? 0) + count),
  }
}
