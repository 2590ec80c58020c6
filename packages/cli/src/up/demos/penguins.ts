import { formatModelId, type ModelReference } from '@cotrain/sdk'
import { type Connection, connectToLocal } from '../../context.ts'
import { deployFile } from '../../deployFile.ts'
import { encoderFor } from '../../samples.ts'
import { type DeployedDemo, pass, type Stage } from './Demo.ts'
import { readShipped } from './shipped.ts'

const day = 86_400
/** What one account teaches in a day at most. */
const corrections = 6

type PointsModel = ModelReference<'points'>
type Lesson = { label: number; sample: Int16Array }

/** The penguins under points, with the history of three days. */
export async function deployPenguins(stage: Stage): Promise<DeployedDemo> {
  const { client, out } = stage
  const file = await readShipped('penguins', 'npm run train:penguins')
  const name = file.name ?? 'Penguins'
  const flags = { verifyTime: day, confirmTime: day }
  const { model: reference, created } = await deployFile(client, out, {
    file,
    name,
    license: 'CC0-1.0',
    mechanism: 'points',
    flags,
  })
  const model = reference as PointsModel
  if (created) {
    out.log(`Deployed "${name}", under points.`)
    await live(stage, model)
  }
  const { heldOutPenguins } = await penguinData()
  const heldOut = { path: '/held-out/penguins.txt', text: heldOutPenguins() }
  return { id: formatModelId(model), heldOut }
}

/** The rows are not ours to keep in a file: they come from the data set's package. */
const penguinData = () => import('@cotrain/simulator/data/sets')

/**
 * Three days: on the first, account 3 teaches something false, and account 1 what the model gets wrong since; on the
 * second, what the model agrees with is verified, and the false contribution is reported; on the third, the report is
 * confirmed and account 1 has badges. What account 0 taught on the second day is left to be verified.
 */
async function live(stage: Stage, model: PointsModel): Promise<void> {
  const [owner, alice, mallory] = await Promise.all([0, 1, 3].map(n => connectToLocal(stage.rpcUrl, n)))
  if (!owner || !alice || !mallory) throw new Error('development accounts are missing')
  const lessons = await readLessons(owner, model)
  const bad = await teachFalse(mallory, model, lessons, 0)
  for (let i = 0; i < corrections && (await teachSurprise(alice, model, lessons)); i++);

  await pass(stage, day)
  await alice.claimPointsSync({ model })
  const reportable = (await alice.listPoints({ model })).some(
    ({ index, action }) => index === bad && action === 'report',
  )
  if (reportable) await alice.reportContributionSync({ model, index: bad })
  await teachFalse(mallory, model, lessons, 1)
  for (let i = 0; i < corrections && (await teachSurprise(owner, model, lessons)); i++);

  await pass(stage, day)
  if (reportable) await alice.confirmReportSync({ model, index: bad })
  const earned = (await alice.listBadges({ model })).filter(({ status }) => status === 'claimable')
  if (earned.length > 0) await owner.deployBadges()
  for (const { badge } of earned) await alice.claimBadgeSync({ model, badge })
}

async function readLessons(client: Connection, model: PointsModel): Promise<Lesson[]> {
  const { readPenguins } = await penguinData()
  const { shippedSeed } = await import('@cotrain/simulator/data/sets')
  const encoder = await encoderFor(client, await client.getModel({ model }))
  const { train } = readPenguins(shippedSeed)
  return train.map(({ label, input }) => ({ label, sample: encoder.encode(input.join(',')) as Int16Array }))
}

/** Teaches the first penguin of a class as one of the next class. @returns The contribution's number. */
async function teachFalse(
  client: Connection,
  model: PointsModel,
  lessons: readonly Lesson[],
  label: number,
): Promise<bigint> {
  const { sample } = lessons.find(lesson => lesson.label === label) as Lesson
  return (await client.contributeSync({ model, sample, label: label + 1 })).index
}

/** Teaches the first of the lessons that the model gets wrong. @returns Whether there was one. */
async function teachSurprise(
  client: Connection,
  model: PointsModel,
  lessons: readonly Lesson[],
): Promise<boolean> {
  const labels = await client.predictBatch({ model, samples: lessons.map(({ sample }) => sample) })
  const wrong = lessons.find(({ label }, i) => labels[i] !== label)
  if (wrong !== undefined) await client.contributeSync({ model, ...wrong })
  return wrong !== undefined
}
