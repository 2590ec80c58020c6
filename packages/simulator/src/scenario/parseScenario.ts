import type { z } from 'zod'
import { ScenarioError } from './ScenarioError.ts'
import { type Scenario, scenarioSchema } from './schema.ts'

/**
 * A scenario with all defaults filled in.
 * @throws ScenarioError that names each wrong field.
 */
export function parseScenario(input: unknown): Scenario {
  const { success, data, error } = scenarioSchema.safeParse(input)
  if (!success) throw new ScenarioError(error.issues.flatMap(describe))
  const problems = [...countProblems(data), ...Object.entries(data.populations).flatMap(windowProblems)]
  if (data.data.repeat && data.duration === undefined)
    problems.push('duration: is missing, and data.repeat never ends')
  if (problems.length > 0) throw new ScenarioError(problems)
  return data
}

function describe(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String).join('.')
  const field = path === '' ? 'the scenario' : path
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `${path === '' ? key : `${path}.${key}`} is no field that there is`)
  }
  return [`${field}: ${issue.message}`]
}

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
