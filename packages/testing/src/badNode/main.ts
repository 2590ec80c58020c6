/** A bad node to try things against: `npm run bad-node -w @cotrain/testing -- --target http://127.0.0.1:8545`. */
import { parseArgs } from 'node:util'
import { startBadNode } from '../badNode.ts'
import { chanceOf, publicManners } from './manners.ts'

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'http://127.0.0.1:8545' },
    port: { type: 'string', default: '8555' },
    blocks: { type: 'string', default: '1000' },
    logs: { type: 'string', default: '10000' },
    latency: { type: 'string', default: '200' },
    'per-second': { type: 'string', default: '5' },
    lag: { type: 'string', default: '3' },
    failures: { type: 'string', default: '3' },
    'no-batches': { type: 'boolean', default: false },
    'pruned-before': { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})
const number = (name: Exclude<keyof typeof values, 'no-batches'>) => Number(values[name])
const manners = publicManners(chanceOf(number('seed')), {
  maxBlocks: number('blocks'),
  maxLogs: number('logs'),
  latency: number('latency'),
  perSecond: number('per-second'),
  lag: number('lag'),
  failures: number('failures') / 100,
})
const badness = { ...manners, noBatches: values['no-batches'], prunedBefore: number('pruned-before') }
const node = await startBadNode(String(values.target), badness, number('port'))
process.stdout.write(`${node.url} is a bad node before ${values.target}. Ctrl-C ends it.\n`)
process.once('SIGINT', () => {
  process.stdout.write(`\n${JSON.stringify(node.count)}\n`)
  void node.stop().then(() => process.exit())
})
