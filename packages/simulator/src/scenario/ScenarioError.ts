import { CotrainError } from '@cotrain/sdk/errors'

/** A scenario does not say what it should; `problems` name the fields. */
export class ScenarioError extends CotrainError {
  override name = 'ScenarioError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The scenario is not valid: ${problems[0]}.`, {
      metaMessages: [
        ...problems.slice(1).map(problem => `Also: ${problem}.`),
        'docs/simulator.md explains each field.',
      ],
    })
    this.problems = problems
  }
}
