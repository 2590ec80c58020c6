import type { TestProject } from 'vitest/node'
import { buildCli } from '../scripts/build.ts'

/** Before the tests, and before each time that they are run again: they never run what the sources said before. */
export default async function build(project: TestProject): Promise<void> {
  await buildCli()
  project.onTestsRerun(async () => {
    await buildCli()
  })
}
