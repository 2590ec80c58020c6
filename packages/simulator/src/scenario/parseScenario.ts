import { describeIssue } from './describeIssue.ts'
import { ScenarioError } from './ScenarioError.ts'
import { type Scenario, scenarioSchema } from './schema.ts'

/**
 * A scenario with all defaults filled in.
 * @throws ScenarioError that names each wrong field.
 */
export function parseScenario(input: unknown): Scenario {
  const data = parseFields(input)
  const problems = [...countProblems(data), ...Object.entries(data.populations).flatMap(windowProblems)]
  if (data.axes.some(({ path }) => path === 'seed')) {
    problems.push('axes: seed is no axis; run several seeds, as --seeds does')
  }
  if (data.data.repeat && data.duration === undefined)
    problems.push('duration: is missing, and data.repeat never ends')
  if (problems.length > 0) throw new ScenarioError(problems)
  return data
}

/**
 * The same, whether or not the fields go together.
 * @throws ScenarioError that names each field that does not take its value.
 */
export function parseFields(input: unknown): Scenario {
  const { success, data, error } = scenarioSchema.safeParse(input)
  if (success) return data
  throw new ScenarioError(error.issues.flatMap(issue => describeIssue(scenarioSchema, input, issue)))
}

/** Shares need not add up to the last bit. */
const tiny = 1e-6
const round = (value: number) => Number(value.toPrecision(6))

/** Each population says how many agents it has, in one way. */
function countProblems({ populations, agents }: Scenario): string[] {
  const entries = Object.entries(populations)
  const problems: string[] = []
  for (const [name, { count, share }] of entries) {
    const field = `populations.${name}`
    if (count !== undefined && share !== undefined)
      problems.push(`${field}.share: give count or share, not both`)
    if (count === undefined && agents === undefined) {
      problems.push(
        `${field}.count: is missing (or give the scenario "agents" in all, and the population a share)`,
      )
    }
  }
  const taken = entries.reduce((sum, [, { count = 0, share = 0 }]) => sum + count + share * (agents ?? 0), 0)
  if (agents !== undefined && taken > agents + tiny) {
    problems.push(`agents: is ${agents}, but the counts and shares of the populations are ${round(taken)}`)
  }
  const rests = entries.filter(([, { count, share }]) => count === undefined && share === undefined)
  if (agents !== undefined && rests.length > 1) {
    problems.push(
      `populations.${rests[1]![0]}.count: only one population can have all the agents that are left`,
    )
  }
  return problems
}

function windowProblems([name, { from, until }]: [string, Scenario['populations'][string]]): string[] {
  return until !== undefined && until < from ? [`populations.${name}.until: is before from`] : []
}

/** How many agents each population has. @throws ScenarioError when shares and counts are more than `agents`. */
export function populationCounts({ populations, agents = 0 }: Scenario): Map<string, number> {
  const counts = new Map<string, number>()
  let left = agents
  for (const [name, { count, share }] of Object.entries(populations)) {
    if (count === undefined && share === undefined) continue
    const size = count ?? Math.round(share! * agents)
    counts.set(name, size)
    left -= size
  }
  for (const name of Object.keys(populations)) {
    if (counts.has(name)) continue
    if (left < 0) throw new ScenarioError([`agents: is ${agents}, but the populations are ${agents - left}`])
    counts.set(name, left)
  }
  return counts
}
