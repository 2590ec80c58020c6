import type { Command } from 'commander'
import { parseInteger, parseLicense } from '../parse.ts'
import { argument, byDefault, choice, flag, needed, optionalArgument, parsed, text } from './given.ts'
import { mechanismFlag, mechanismFlags } from './mechanisms.ts'
import {
  aboutFile,
  addCommand,
  fileArgument,
  fromFile,
  limits,
  lines,
  named,
  node,
  onModel,
  picture,
  sender,
  standardInput,
  table,
  weightBits,
} from './options.ts'

const group = 'Make models:'

export const deployOptions = {
  ...fromFile,
  data: text('<file>', `samples to measure what rounding costs: ${lines}`),
  ...named,
  license: parsed(
    '<spdx>',
    'the licence under which contributed samples are placed, such as CC0-1.0 (default: not stated)',
    parseLicense,
  ),
  weightBits,
  ...limits,
  maxClasses: parsed(
    '<n>',
    'classes that naive Bayes or centroids may have once some are added (default: those of the file, 2 at least)',
    parseInteger(2, 64),
  ),
  openClasses: flag('let anybody add classes, not the owner only'),
  mechanism: mechanismFlag,
  ...mechanismFlags,
  ...sender,
}
export const importOptions = {
  ...fromFile,
  data: text('<file>', `samples to measure accuracy with: ${lines}`),
  weightBits,
  out: text('<file>', 'write the model there as JSON'),
}
export const evaluateOptions = {
  ...fromFile,
  data: needed(text('<file>', `samples: ${lines}; or a table, whose columns are named`)),
  weightBits,
  ...table,
}
export const exportOptions = {
  format: byDefault(
    choice('<name>', 'format of the file', ['json', 'sklearn', 'scikit-learn', 'onnx']),
    'json',
  ),
  block: parsed('<n>', 'as the model was after this block', parseInteger(0, 2 ** 40)),
  out: text('<file>', 'write it there (default: standard output)'),
  ...node,
}
export const encodeOptions = {
  ...standardInput,
  ...picture,
  model: text('<file or id>', 'a model file, or a model on the chain'),
  ...aboutFile,
  encoder: text('<name>', 'an encoder by name, such as murmur3-v1:12'),
  ...node,
}

/** The commands that make models: from files, and files of them. */
export function addMake(program: Command): void {
  addDeploy(program)
  addChecks(program)
  addConversions(program)
}

function addDeploy(program: Command): void {
  addCommand(program, {
    group,
    name: 'deploy',
    description: 'put a model file on a chain; continues an upload that was broken off',
    takes: [fileArgument],
    options: deployOptions,
    examples: [
      'cotrain deploy model.json',
      'cotrain deploy model.json --dry-run',
      'cotrain deploy model.onnx --about about.json --license CC-BY-4.0',
      'cotrain deploy model.json --mechanism points --daily-cap 100',
      'cotrain deploy model.json --name "My filter" --refund-time 1h --owner-time 1d --any-time 2d',
    ],
    load: () => import('../commands/deploy.ts'),
  })
  addCommand(program, {
    group,
    name: 'add-class',
    description: 'add an empty class to naive Bayes or centroids',
    takes: [argument('name', 'what the class is called', String)],
    options: onModel,
    examples: ['cotrain add-class newsletter --model deposits:0'],
    load: () => import('../commands/addClass.ts'),
  })
}

function addChecks(program: Command): void {
  addCommand(program, {
    group,
    name: 'import',
    description: 'check a model file, and say what contracts make of it',
    takes: [fileArgument],
    options: importOptions,
    examples: ['cotrain import model.json --data samples.txt', 'cotrain import model.onnx --out model.json'],
    load: () => import('../commands/import.ts'),
  })
  addCommand(program, {
    group,
    name: 'evaluate',
    description: 'measure a model file on labelled samples, without a chain',
    takes: [fileArgument],
    options: evaluateOptions,
    examples: [
      'cotrain evaluate model.json --data held-out.txt --json',
      'cotrain evaluate model.json --data mails.csv --text body --label class',
    ],
    load: () => import('../commands/evaluate.ts'),
  })
}

function addConversions(program: Command): void {
  addCommand(program, {
    group,
    name: 'export',
    description: 'write a live model to a file',
    takes: [optionalArgument('model', 'id or name of the model', String)],
    options: exportOptions,
    examples: [
      'cotrain export penguins --out penguins.json',
      'cotrain export reviews --format onnx --out reviews.onnx',
    ],
    load: () => import('../commands/export.ts'),
  })
  addCommand(program, {
    group,
    name: 'encode',
    description: 'turn a text, numbers or a picture into what a model sees',
    takes: [optionalArgument('text', 'the text, or numbers with commas', String)],
    options: encodeOptions,
    examples: [
      'cotrain encode "hello world" --encoder murmur3-v1:12',
      'cotrain encode --model model.json --stdin < mail.txt',
      'cotrain encode --image seven.png --encoder pixels-14x14-v1',
    ],
    load: () => import('../commands/encode.ts'),
  })
}
