import { formatCount } from '../format.ts'
import { columns, type Output } from '../output.ts'

type Facts = {
  rpcUrl: string
  dashboardUrl: string | undefined
  models: readonly { id: string; name: string }[]
  state: string
  resumed: boolean
}

/** How many models the summary names; `cotrain models` lists them all. */
const shownModels = 8

/** What stands on the screen when everything runs: where it is, and what to try. */
export function summary(
  { rpcUrl, dashboardUrl, models, state, resumed }: Facts,
  colors: Output['colors'],
): string {
  const { bold, cyan, dim } = colors
  const port = new URL(rpcUrl).port
  const rpc = port === '8545' ? '' : ` --rpc ${rpcUrl}`
  const first = models.length === 1 ? '' : ` --model ${models[0]?.id}`
  const rest =
    models.length > shownModels ? [['', `and ${formatCount(models.length - shownModels)} more`]] : []
  const named = models
    .slice(0, shownModels)
    .map(({ id, name }, i) => [i === 0 ? '  Models' : '', `${name} ${dim(id)}`])
  const facts = columns([
    ...(dashboardUrl === undefined ? [] : [['  Dashboard', bold(cyan(dashboardUrl))]]),
    ['  Chain', `${rpcUrl} ${dim(resumed ? `(goes on from ${state})` : `(new, kept in ${state})`)}`],
    ...named,
    ...rest,
    ['  Accounts', `0 to 9, with play money: ${dim('npx cotrain … --account 3')}`],
  ])
  const tries =
    models.length === 0
      ? [`  npx cotrain deploy --model FILE${rpc}`]
      : [
          `  npx cotrain predict "click here to get your money"${first}${rpc}`,
          `  npx cotrain contribute "click here to get your money" --label spam${first}${rpc}`,
          `  npx cotrain skip 1d${rpc}`,
          `  npx cotrain refund --all${first}${rpc}`,
        ]
  return [
    '',
    bold('Cotrain is up.'),
    '',
    facts,
    '',
    'Try, in another terminal:',
    ...tries,
    '',
    'Ctrl-C stops it; nothing is lost.',
  ].join('\n')
}
