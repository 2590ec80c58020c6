/**
 * Trains the model that says whether one will like a film, by its tags, and writes models/recommender. The same files
 * come out on every run and machine. The ratings are made up here: those of one person, who is not always of one mind.
 */
import { createVocabularyEncoder } from '@cotrain/sdk/encoders'
import { type NaiveBayesFile, suggestMaxFeatures } from '@cotrain/sdk/models'
import { type Labelled, split } from '@cotrain/simulator/data/sets'
import { Random, trainNaiveBayes } from '@cotrain/simulator/training'
import { type Trained, writeAndReport } from './report.ts'

/** Tags of films, and how much our person likes them: from −3 to 3. */
const taste: Readonly<Record<string, number>> = {
  adventure: 1,
  aliens: 2,
  animals: 0,
  animation: 1,
  artificial: 0,
  biography: -1,
  boxing: -2,
  britain: 1,
  cars: -2,
  chase: -1,
  children: -1,
  classic: 2,
  comedy: 1,
  cooking: 1,
  courtroom: 1,
  crime: 0,
  dance: -2,
  detective: 3,
  dialogue: 2,
  dinosaurs: 0,
  documentary: 1,
  drama: 0,
  dystopia: 2,
  explosions: -3,
  family: -1,
  fantasy: 0,
  friendship: 1,
  funny: 1,
  gangsters: -1,
  ghosts: -1,
  gore: -3,
  heist: 3,
  history: 1,
  horror: -3,
  intelligent: 3,
  island: 1,
  japan: 2,
  journalism: 1,
  love: -1,
  magic: 0,
  martial: -1,
  melancholy: 1,
  monsters: -1,
  music: 0,
  musical: -3,
  mystery: 3,
  paris: 1,
  pirates: 0,
  puzzle: 2,
  remake: -2,
  revenge: -1,
  robots: 1,
  romance: -2,
  satire: 2,
  school: -1,
  sea: 1,
  sequel: -2,
  silent: 0,
  slow: -1,
  space: 2,
  spies: 2,
  sports: -2,
  superheroes: -2,
  surreal: 1,
  teenagers: -2,
  thriller: 1,
  train: 1,
  travel: 1,
  vampires: -2,
  violent: -2,
  war: -1,
  weird: 1,
  western: 0,
  witty: 3,
  zombies: -3,
}
const tags = Object.keys(taste)
const classes = ['dislike', 'like']
const films = 600
/** Tags of a film, at least and at most. */
const fewest = 3
const most = 7
/** How far a rating is from the taste, as a standard deviation of the sum over the tags. */
const mood = 1.5

writeAndReport('recommender', train, ({ label, sample }) => [label, ...Array.from(sample)].join(' '))

function train(seed: number): Trained {
  const encoder = createVocabularyEncoder(tags)
  const encode = ({ label, input }: Labelled<string>) => ({ label, sample: encoder.encode(input) })
  const { train: known, heldOut } = split(classes, rated(), seed)
  const samples = known.map(encode)
  const maxFeatures = suggestMaxFeatures(samples.map(({ sample }) => sample))
  const file: NaiveBayesFile = {
    ...trainNaiveBayes({ classifications: classes, sparse: true, featureCount: tags.length, samples }),
    ...(maxFeatures === undefined ? {} : { maxFeatures }),
    name: 'Will I like it?',
    description:
      'Tells by the tags of a film, such as "space heist witty", whether one will like it. Begun with made-up ratings of one person, trained on by everyone.',
    encoder: encoder.name,
    vocabulary: tags,
  }
  return { file, heldOut: heldOut.map(encode) }
}

/** The same films and ratings on every run. */
function rated(): Labelled<string>[] {
  const random = new Random(1)
  return Array.from({ length: films }, () => {
    const order = random.permutation(tags.length)
    const own = Array.from(order.slice(0, fewest + random.below(most - fewest + 1)), i => tags[i]!)
    const liked = own.reduce((sum, tag) => sum + taste[tag]!, 0) + random.normal(0, mood) > 0
    return { label: liked ? 1 : 0, input: own.join(' ') }
  })
}
