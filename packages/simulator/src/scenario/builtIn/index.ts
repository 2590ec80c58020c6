import type { ScenarioInput } from '../schema.ts'
import { adaptive, attackers, attacks } from './attacks.ts'
import { raid, topics } from './generated.ts'
import { imdbCentroids, imdbNaiveBayes, imdbPerceptron } from './imdb.ts'
import { imdbMarket, market, publishedMarket } from './market.ts'
import { points } from './points.ts'
import { quick } from './quick.ts'

/** Scenarios that have a name; a line for each. */
export const builtInScenarios: Readonly<Record<string, ScenarioInput>> = Object.fromEntries(
  [
    quick,
    attacks,
    attackers,
    adaptive,
    points,
    raid,
    topics,
    imdbPerceptron,
    imdbNaiveBayes,
    imdbCentroids,
    market,
    publishedMarket,
    imdbMarket,
  ].map(scenario => [scenario.name, scenario]),
)
