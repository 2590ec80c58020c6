import { encodeMetadata, MetadataError, type ModelMetadata } from '@cotrain/sdk'
import type { PrepareModelOptions } from '@cotrain/sdk/models'
import type { OpenedModel } from '../thread/messages.ts'

/** What people are told about a model, as its owner fills it in. */
export interface About {
  name: string
  description: string
  classes: readonly string[]
  /** An SPDX expression; empty: none is stated. */
  license: string
  links: readonly Link[]
}

export interface Link {
  /** To tell rows of the form apart. */
  key: number
  name: string
  url: string
}

/** What the file says of itself. */
export function aboutOf({ name, description, classes, links }: OpenedModel): About {
  return {
    name: name ?? '',
    description: description ?? '',
    classes,
    license: '',
    links: Object.entries(links ?? {}).map(([name, url], key) => ({ key, name, url })),
  }
}

/** The same as `prepareModel` takes it. */
export function preparationOf({ name, description, classes, license, links }: About): PrepareModelOptions {
  return {
    name: name.trim(),
    // what is left empty is not said, not even by the file
    description: description.trim() === '' ? undefined : description.trim(),
    classes: classes.map(each => each.trim()),
    license: license.trim() === '' ? undefined : license.trim(),
    links: links.length === 0 ? undefined : linksOf(links),
  }
}

function linksOf(links: readonly Link[]): Record<string, string> {
  return Object.fromEntries(links.map(({ name, url }) => [name.trim(), url.trim()]))
}

/** What is wrong with each field, in words; fields that are right have nothing. */
export interface AboutProblems {
  name: string | undefined
  description: string | undefined
  license: string | undefined
  classes: (string | undefined)[]
  links: (string | undefined)[]
}

/** Metadata that is right, to try one field at a time in. */
const sound: ModelMetadata = { name: 'x', classes: ['x', 'y'], encoder: 'indices-v1:1' }

/** Checks all fields by the rules of the SDK. */
export function problemsOf({ name, description, classes, license, links }: About): AboutProblems {
  return {
    name: problemIn({ name: name.trim() }),
    description: problemIn({ description }),
    license: license.trim() === '' ? undefined : problemIn({ license: license.trim() }),
    classes: classes.map(
      (each, i) =>
        problemIn({ classes: [each.trim(), 'y'] }) ??
        (repeats(
          classes.map(name => name.trim()),
          i,
        )
          ? 'Another class is called the same'
          : undefined),
    ),
    links: links.map(({ name, url }, i) =>
      repeats(
        links.map(link => link.name.trim()),
        i,
      )
        ? 'Another link is called the same'
        : problemIn({ links: { [name.trim()]: url.trim() } }),
    ),
  }
}

/** Whether nothing is wrong. */
export function isSound({ name, description, license, classes, links }: AboutProblems): boolean {
  return [name, description, license, ...classes, ...links].every(problem => problem === undefined)
}

function problemIn(field: Partial<ModelMetadata>): string | undefined {
  try {
    encodeMetadata({ ...sound, ...field })
    return undefined
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error
    return `This ${error.problems.map(inForm).join('; ')}`
  }
}

/** Without the field's name, which stands above it. */
function inForm(problem: string): string {
  return problem.replace(
    /^(the )?(name of link \d+|name|description|license|class \d+|encoder|link .*?(?= is not)) /,
    '',
  )
}

const repeats = (all: readonly string[], i: number) => all.indexOf(all[i]!) < i
