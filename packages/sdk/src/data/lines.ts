import { FeatureFileError, LabelError } from './errors.ts'
import type { LabelReader } from './labels.ts'

/** A line of a file that says something, and its number from 1. */
export type Line = { text: string; number: number }

/**
 * The lines of a file of samples, without spaces around them; empty ones are left out, and those that begin with #
 * unless that begins the name of a class.
 */
export function linesOf(text: string, classes: readonly string[] = []): Line[] {
  const names = classes.map(name => name.trim()).filter(name => name.startsWith('#'))
  return text
    .split(/\r\n?|\n/)
    .map((line, i) => ({ text: line.trim(), number: i + 1 }))
    .filter(line => line.text !== '')
    .filter(line => !line.text.startsWith('#') || names.some(name => line.text.startsWith(name)))
}

/** A label in double quotes at the start of a line, and what stands behind it; undefined if there is none. */
export function quotedLabel(line: string): { label: string; rest: string } | undefined {
  const [, label, rest] = /^"((?:[^"]|"")*)"(.*)$/s.exec(line) ?? []
  if (label === undefined || rest === undefined) return undefined
  return { label: label.replaceAll('""', '"'), rest }
}

/** The class that a label of a line means. @throws FeatureFileError with the number of the line, and the classes. */
export function readLabel(labels: LabelReader, text: string, line: number): number {
  try {
    return labels.read(text)
  } catch (error) {
    throw error instanceof LabelError ? problemOf(error, line) : error
  }
}

function problemOf(error: LabelError, line: number): FeatureFileError {
  const [classes = ''] = error.metaMessages
  const what = error.candidates.length > 0 ? 'which several classes have' : "not one of the model's classes"
  const problem = `has the label "${error.label}", ${what}. ${classes.replace(/\.$/, '')}`
  return new FeatureFileError(line, problem, error)
}
