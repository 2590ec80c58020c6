/**
 * Trains the model that tells penguins apart by four measurements, and writes models/penguins. The same file comes out
 * on every run and machine.
 */
import type { MulticlassPerceptronFile } from '@cotrain/sdk/models'
import { penguinInputs, readPenguins } from '@cotrain/simulator/data/sets'
import { overInputs, scaleSamples, seededShuffle, trainPerceptron } from '@cotrain/simulator/training'
import { type Trained, writeAndReport } from './report.ts'

/** The trained weights go up to 5: a contribution moves them by a tenth of that. */
const training = { epochs: 50, learningRate: 0.5 }

writeAndReport('penguins', train)

function train(seed: number): Trained {
  const { classes, train: known, heldOut } = readPenguins(seed)
  const data = {
    classifications: classes,
    sparse: false,
    featureCount: penguinInputs.length,
    samples: scaleSamples(penguinInputs, known),
  }
  const trained = trainPerceptron(data, { ...training, shuffle: seededShuffle(seed) })
  const file: MulticlassPerceptronFile = {
    ...overInputs(trained as MulticlassPerceptronFile, penguinInputs),
    name: 'Penguins',
    description:
      'Tells the three penguins of the Palmer Archipelago apart by beak, flipper and weight. Begun with penguins measured from 2007 to 2009, trained on by everyone.',
    links: {
      'Palmer penguins (2020; CC0 1.0)': 'https://allisonhorst.github.io/palmerpenguins/',
      'Package of the data': 'https://github.com/observablehq/sample-datasets',
    },
  }
  return { file, heldOut: heldOut.map(({ label, input }) => ({ label, sample: input })) }
}
