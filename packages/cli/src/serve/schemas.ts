import { Type } from '@fastify/type-provider-typebox'
import { problemCodes } from './HttpProblem.ts'
import { maxReasons } from './limits.ts'

/** Names another schema of the document. */
const named = (name: string) => Type.Unsafe<unknown>({ $ref: `${name}#` })

const label = Type.Integer({ minimum: 0, description: 'The number of a class, from 0.' })
const orNull = (description: string) => Type.Array(Type.Union([Type.Number(), Type.Null()]), { description })

const sampleFields = {
  text: Type.Optional(Type.String({ description: 'A text, for models of words.' })),
  features: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }), {
      description:
        'Indices of the features that are present, for models over sets of features. In any order; one that stands twice counts once.',
    }),
  ),
  numbers: Type.Optional(
    Type.Array(Type.Number(), { description: 'All numbers of a sample, in order, for models over numbers.' }),
  ),
}
const reasons = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: maxReasons,
    description: 'How many features to name that weigh most in the answer.',
  }),
)
const closed = { additionalProperties: false }

/** A sample in one of its forms; which ones a model takes, its `inputs` say. */
export const sampleSchema = Type.Object(sampleFields, {
  ...closed,
  $id: 'Sample',
  description: 'A sample in exactly one of its forms.',
})
export const singleSchema = Type.Object(
  { ...sampleFields, reasons },
  { ...closed, $id: 'Single', description: 'One sample, in exactly one of its forms.' },
)
const batchFields = (sample: typeof sampleSchema) => ({
  samples: Type.Array(sample, { minItems: 1, description: 'All are answered, or none.' }),
  reasons,
})
/** As requests are checked by it. */
export const batchSchema = Type.Object(
  batchFields(Type.Object(sampleFields, closed) as typeof sampleSchema),
  {
    ...closed,
  },
)
const describedBatch = Type.Object(batchFields(named('Sample') as unknown as typeof sampleSchema), {
  ...closed,
  $id: 'Batch',
  description: 'Several samples.',
})

const blockSchema = Type.Object(
  {
    number: Type.Integer(),
    hash: Type.String(),
    time: Type.Integer({ description: 'When it was made, in seconds since 1970.' }),
  },
  { $id: 'Block', description: 'The block of the chain that an answer is from.' },
)

const reasonSchema = Type.Object(
  {
    feature: Type.Integer({ description: 'Its index.' }),
    name: Type.Optional(
      Type.String({ description: 'The word, or the name of the number, if it can be told.' }),
    ),
    weight: Type.Number({
      description: 'Above 0 it speaks for the class of the answer, below 0 for the other one.',
    }),
  },
  { $id: 'Reason', description: 'What a feature of the sample does.' },
)

const reasonsSchema = Type.Object(
  {
    against: Type.Integer({ description: 'The label of the class that comes next.' }),
    lead: Type.Number({
      description:
        'How far the class of the answer is ahead of it: intercept + the weights of the features + others. In the unit of the classifier: weights; of naive Bayes, bits of probability; of centroids, squared distance.',
    }),
    intercept: Type.Number({ description: 'How far it is ahead without any feature.' }),
    features: Type.Array(named('Reason'), { description: 'Those that weigh most, first.' }),
    others: Type.Number({ description: 'What the features that are not named add up to.' }),
  },
  { $id: 'Reasons', description: 'Why it is this class rather than the next one.' },
)

const judgement = {
  label,
  class: Type.String({ description: 'The name of the class: its owner’s words.' }),
  probabilities: Type.Optional(
    Type.Array(Type.Number(), { description: 'By label, of classifiers that have probabilities.' }),
  ),
  score: Type.Optional(Type.Number({ description: 'Of models with one score: class 1 when it is above 0.' })),
  scores: Type.Optional(orNull('By label; the highest wins. Null for a class without samples.')),
  distances: Type.Optional(
    orNull(
      'By label, of centroids: squared distance less the sample’s square; the lowest wins. Null for a class without samples.',
    ),
  ),
  known: Type.Integer({
    description: 'How many features the sample has that the model knows, or how many numbers.',
  }),
  clipped: Type.Optional(
    Type.Array(Type.Integer(), {
      description: 'Positions of numbers beyond their range, which count as its end.',
    }),
  ),
  reasons: Type.Optional(named('Reasons')),
}

const judgementSchema = Type.Object(judgement, {
  $id: 'Judgement',
  description: 'What a model says of a sample.',
})
const predictionSchema = Type.Object(
  { model: Type.String(), ...judgement, block: named('Block') },
  { $id: 'Prediction', description: 'What a model says of a sample, as of a block.' },
)
const predictionsSchema = Type.Object(
  {
    model: Type.String(),
    predictions: Type.Array(named('Judgement'), { description: 'In the order of the samples.' }),
    block: named('Block'),
  },
  { $id: 'Predictions', description: 'What a model says of several samples, all as of the same block.' },
)

const numberInputSchema = Type.Object(
  {
    name: Type.String(),
    unit: Type.Optional(Type.String()),
    min: Type.Number({ description: 'Numbers below it count as it.' }),
    max: Type.Number({ description: 'Numbers above it count as it.' }),
  },
  { $id: 'NumberInput', description: 'A number that a model takes.' },
)

const modelSchema = Type.Object(
  {
    id: Type.String({ description: 'Such as deposits:0.' }),
    name: Type.String({ description: 'The owner’s words, as all texts of a model.' }),
    description: Type.Optional(Type.String()),
    warning: Type.Optional(Type.String({ description: 'What is wrong with what the owner wrote.' })),
    classes: Type.Array(Type.String(), { description: 'Names by label.' }),
    classifier: Type.String(),
    mechanism: Type.String({ description: 'How contributors are rewarded.' }),
    chainId: Type.Integer(),
    trainer: Type.String({ description: 'Address of the contract that holds it.' }),
    owner: Type.String(),
    features: Type.Integer({ description: 'How many features it has: indices are below.' }),
    encoder: Type.String(),
    inputs: Type.Array(Type.String({ enum: ['text', 'features', 'numbers'] }), {
      description: 'The forms of samples that it takes.',
    }),
    numbers: Type.Optional(
      Type.Array(named('NumberInput'), { description: 'The numbers that it takes, in order.' }),
    ),
    contributions: Type.Integer(),
    ready: Type.Boolean({
      description: 'Whether it answers: uploaded in full, read from the chain, and recent.',
    }),
    problem: Type.Optional(Type.String({ description: 'Why it is not ready.' })),
    accuracy: Type.Union([Type.Number(), Type.Null()], {
      description: 'Null: nobody has measured it here, and no chain can tell.',
    }),
    block: Type.Optional(named('Block')),
  },
  { $id: 'Model', description: 'A model, and the block that its answers are from.' },
)
const modelsSchema = Type.Object(
  { models: Type.Array(named('Model')) },
  { $id: 'Models', description: 'All models here.' },
)

const modelHealthSchema = Type.Object(
  {
    id: Type.String(),
    ready: Type.Boolean(),
    problem: Type.Optional(Type.String()),
    block: Type.Optional(named('Block')),
  },
  { $id: 'ModelHealth', description: 'Whether a model’s answers are recent.' },
)
const healthSchema = Type.Object(
  {
    ready: Type.Boolean(),
    problem: Type.Optional(Type.String({ description: 'Why it is not ready.' })),
    models: Type.Array(named('ModelHealth')),
  },
  { $id: 'Health', description: 'Whether answers are recent.' },
)

const errorSchema = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ enum: problemCodes }),
      message: Type.String(),
      field: Type.Optional(
        Type.String({ description: 'What is wrong in the request, such as samples[3].text.' }),
      ),
    }),
  },
  { $id: 'Error', description: 'Every failure.' },
)

/** What the document calls by name, in the order in which they need one another. */
export const namedSchemas = [
  blockSchema,
  sampleSchema,
  singleSchema,
  describedBatch,
  reasonSchema,
  reasonsSchema,
  judgementSchema,
  predictionSchema,
  predictionsSchema,
  numberInputSchema,
  modelSchema,
  modelsSchema,
  modelHealthSchema,
  healthSchema,
  errorSchema,
]

/** An answer of this shape. */
export const answer = (name: string, description: string) => ({ ...named(name), description })
export const eitherOf = (...names: readonly string[]) =>
  Type.Unsafe<unknown>({ anyOf: names.map(name => ({ $ref: `${name}#` })) })
