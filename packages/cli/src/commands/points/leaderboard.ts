import { formatModelId, type GetLeaderboardReturnType } from '@cotrain/sdk'
import { connect } from '../../context.ts'
import { formatCount } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import { columns } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { leaderboardOptions } from '../../program/points.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof leaderboardOptions>

/** `cotrain leaderboard`: who has earned the most points, with one model or with all of the chain. */
export default async function leaderboardCommand({ out, options }: Invocation<Options>): Promise<void> {
  const client = await connect(options)
  const model =
    options.model === undefined ? undefined : await chooseModelUnder(client, options.model, 'points')
  const rows = await client.getLeaderboard(model === undefined ? {} : { model })
  const document = {
    model: model === undefined ? null : formatModelId(model),
    leaderboard: rows.map(describeRow),
  }
  out.result(document, () => {
    if (rows.length === 0) return 'Nobody has earned points yet.'
    const header = ['#', 'ACCOUNT', 'POINTS', 'VERIFIED', 'REPORTS', 'MODELS'].map(out.colors.bold)
    return columns([header, ...rows.map(row)], [0, 2, 3, 4, 5])
  })
}

type Row = GetLeaderboardReturnType[number]

function describeRow({ rank, account, points, verified, reports, models }: Row) {
  return {
    rank,
    account,
    points: Number(points),
    verified: Number(verified),
    reports: Number(reports),
    models: Number(models),
  }
}

function row(entry: Row): string[] {
  const { rank, account, points, verified, reports, models } = describeRow(entry)
  return [String(rank), account, ...[points, verified, reports, models].map(formatCount)]
}
