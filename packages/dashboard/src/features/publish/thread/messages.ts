import { type ClassifierName, classifiers } from '@cotrain/sdk/kinds'
import {
  encodingOf,
  featureCountOf,
  type ModelFile,
  notesOnModel,
  type PreparedModel,
  type PrepareModelOptions,
  parseModel,
  parseModelFile,
  prepareModel,
  quantise,
  writeModelFile,
} from '@cotrain/sdk/models'
import type { DataSet } from '@cotrain/simulator'
import { previewTable, type TablePreview } from '@cotrain/simulator/data/table'
import {
  dataSetOf,
  readTrainingInputs,
  type TrainedModel,
  type TrainingTableOptions,
  trainModel,
} from '@cotrain/simulator/training'
import { isTable, readSource } from './source.ts'

/** A file that somebody chose. */
export interface Source {
  name: string
  content: Blob
}

/** How a table is written, as far as somebody says so. */
export type Dialect = Pick<TrainingTableOptions, 'delimiter' | 'encoding' | 'header'>

/** How a model is made of a table. */
export interface TrainingSettings {
  table: Omit<TrainingTableOptions, 'name'>
  /** All that suit are tried if it is not said. */
  classifier: ClassifierName | undefined
}

/** A model file, as the page carries it about; what is in it is parsed again where it is needed. */
export interface OpenedModel {
  /** The file, in our own form: what is kept, saved and deployed is made of these bytes. */
  json: Uint8Array
  name: string | undefined
  description: string | undefined
  links: Readonly<Record<string, string>> | undefined
  classes: readonly string[]
  classifier: ClassifierName
  /** Whether its samples are texts or other sets of features, or numbers. */
  form: 'sparse' | 'dense'
  encoder: string
  features: number
  /** Words of 32 bytes that its parameters take. */
  words: number
  /** How good it is, as far as the file says. */
  heldOut: ModelFile['heldOut']
  notes: readonly string[]
  /** Where it was made here. */
  training: Training | undefined
}

/** What is known of a model that was trained here. */
export interface Training {
  samples: number
  heldOut: TrainedModel['heldOut']
  tried: TrainedModel['tried']
  duplicates: number
  contradictions: number
  /** Some of its samples, encoded, to simulate with. */
  data: DataSet
}

/** A table, before a model is made of it. */
export interface OpenedTable {
  preview: TablePreview
}

export type Opened = { kind: 'model'; model: OpenedModel } | { kind: 'table'; table: OpenedTable }

/** Opens a model file of any format, or a table. @throws SourceError, ModelFileError, TableError, TextEncodingError */
export async function openSource({ name, content }: Source, dialect: Dialect = {}): Promise<Opened> {
  const bytes = await readSource(content)
  if (isTable(name, bytes)) {
    return { kind: 'table', table: { preview: previewTable(bytes, { ...dialect, name }) } }
  }
  const file = parseModel(bytes)
  return { kind: 'model', model: describe(file, quantise(file), undefined) }
}

/** Passes over the samples, of classifiers that make some; and the share of each class that is held out. */
const [epochs, heldOutShare, seed] = [20, 0.2, 1]
/** Samples that simulations get. */
const simulated = { most: 2_400, testShare: 0.2, seed }

/** Makes a model of a table. @throws SourceError, TableError, TrainingError, TextEncodingError */
export async function trainSource(
  { name, content }: Source,
  { table, classifier }: TrainingSettings,
  onProgress: (done: number, total: number) => void,
): Promise<OpenedModel> {
  const { inputs, notes } = readTrainingInputs(await readSource(content), { ...table, name })
  const trained = trainModel(inputs, { classifier, heldOut: heldOutShare, seed, epochs, onProgress })
  const file = { ...trained.file, name: titleOf(name) }
  const { heldOut, tried, duplicates, contradictions } = trained
  const training = {
    samples: trained.trained,
    heldOut,
    tried,
    duplicates,
    contradictions,
    data: dataSetOf(inputs, file, simulated),
  }
  const model = describe(file, trained.quantised, training)
  return { ...model, notes: [...notes, ...trained.notes, ...model.notes] }
}

/** What is deployed of a model file, as it can be sent between threads. */
export type Deployable = Omit<PreparedModel, 'quantised'> & {
  quantised: Pick<PreparedModel['quantised'], 'classifier' | 'options' | 'words'>
}

/**
 * What is deployed, made of the bytes of a model file that was opened before. What the options do not say of the model is
 * not said, not even if the file does.
 */
export function prepareJson(json: Uint8Array, options: PrepareModelOptions): Deployable {
  const { description: _, links: __, ...file } = parseModelFile(new TextDecoder().decode(json))
  const { quantised, ...rest } = prepareModel(file, options)
  const { classifier, options: classifierOptions, words } = quantised
  return { ...rest, quantised: { classifier, options: classifierOptions, words } }
}

function describe(
  file: ModelFile,
  quantised: ReturnType<typeof quantise>,
  training: Training | undefined,
): OpenedModel {
  const json = writeModelFile(file)
  // what no file may say is refused before it is shown
  parseModelFile(json)
  const { classifier, words } = quantised
  return {
    json: new TextEncoder().encode(json),
    name: file.name,
    description: file.description,
    links: file.links,
    classes: file.classifications,
    classifier,
    form: classifiers[classifier].samples,
    encoder: encodingOf(file).name,
    features: featureCountOf(file),
    words: words.length,
    heldOut: file.heldOut,
    notes: notesOnModel(file, quantised),
    training,
  }
}

/** What a file is called without its endings, as a title. */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.gz$/i, '')
    .replace(/(\.model)?\.[a-z0-9]+$/i, '')
    .replace(/[-_\s]+/g, ' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
