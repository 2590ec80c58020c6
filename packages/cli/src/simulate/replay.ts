import { formatModelId } from '@cotrain/sdk'
import type { ScenarioInput } from '@cotrain/simulator'
import { replaceFile } from '@cotrain/simulator/files'
import { type ReplayReport, replay } from '@cotrain/simulator/node'
import { createBar } from '../bar.ts'
import { CliError } from '../errors.ts'
import { formatCount } from '../format.ts'
import { columns, type Output, toJson } from '../output.ts'

/** Differences that are shown. */
const shown = 5

/** Runs a scenario on the chain as well, and says whether chain and twin agree. */
export async function replayScenario(
  out: Output,
  scenario: ScenarioInput,
  rpcUrl: string,
  file: string | undefined,
): Promise<void> {
  const bar = createBar(out, 'transactions')
  const report = await replay({ scenario, rpcUrl, onProgress: bar.update }).finally(bar.stop)
  if (file !== undefined) replaceFile(file, `${toJson(report)}\n`)
  const { differences } = report
  if (differences.length > 0) {
    const lines = differences
      .slice(0, shown)
      .map(({ what, chain, twin }) => `${what}: chain ${chain}, twin ${twin}`)
    throw new CliError(
      `Chain and twin differ in ${formatCount(differences.length)} of ${report.compared} values.`,
      lines,
    )
  }
  out.result(report, () => describe(report))
}

function describe({ transactions, blocks, compared, gas, modelId, ...kind }: ReplayReport): string {
  return [
    `The chain ends as the twin does: ${formatCount(compared)} values are equal, to the wei.`,
    columns([
      ['model', formatModelId({ ...kind, modelId })],
      ['transactions', `${formatCount(transactions)} in ${formatCount(blocks)} blocks`],
      ...Object.entries(gas).map(([name, { mean, count }]) => [
        `gas of ${name}`,
        `${formatCount(mean)} on the mean of ${formatCount(count)}`,
      ]),
    ]),
  ].join('\n')
}
