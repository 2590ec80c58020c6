import type { ClassifierName } from '@cotrain/sdk'
import type { TablePreview } from '@cotrain/simulator/data/table'
import { useState } from 'react'
import type { Dialect, OpenedModel, Source } from '../thread/messages.ts'
import { useThread } from '../thread/useThread.ts'
import { columnsOf, type Role, suggestedRoles, withRole } from './roles.ts'

/** What the first step knows: a file, what is in it, and the model that it is or became. */
export interface Start {
  source: Source | undefined
  dialect: Dialect
  table: { preview: TablePreview; roles: Role[]; classifier: ClassifierName | undefined } | undefined
  model: OpenedModel | undefined
}

const nothing: Start = { source: undefined, dialect: {}, table: undefined, model: undefined }

/** The first step, at work: opens files, trains models. `onModel` is called when there is a model. */
export function useStart(onModel: (model: OpenedModel) => void) {
  const [start, setStart] = useState<Start>(nothing)
  const opening = useThread('open')
  const training = useThread('train')
  const take = (model: OpenedModel) => {
    setStart(before => ({ ...before, model }))
    onModel(model)
  }

  const open = (source: Source, dialect: Dialect = {}) => {
    training.stop()
    training.forget()
    setStart({ source, dialect, table: undefined, model: undefined })
    opening.start({ source, dialect }, opened => {
      if (opened.kind === 'model') return take(opened.model)
      const { preview } = opened.table
      setStart(before => ({
        ...before,
        table: { preview, roles: suggestedRoles(preview), classifier: undefined },
      }))
    })
  }
  /** Another choice makes what was trained a model of something else. */
  const change = (table: Partial<NonNullable<Start['table']>>) => {
    training.stop()
    training.forget()
    setStart(before => ({
      ...before,
      model: undefined,
      table: before.table && { ...before.table, ...table },
    }))
  }
  const train = () => {
    const { source, dialect, table } = start
    const chosen = table && columnsOf(table.roles)
    if (!source || !table || !chosen || !('columns' in chosen)) return
    const { delimiter, header } = table.preview
    const settings = {
      table: { ...dialect, delimiter, header, ...chosen.columns },
      classifier: table.classifier,
    }
    training.start({ source, settings }, take)
  }
  return {
    start,
    opening,
    training,
    open: (file: File) => open({ name: file.name, content: file }),
    /** Reads the same file once more, written otherwise. */
    reread: (dialect: Dialect) => start.source && open(start.source, dialect),
    setRole: (column: number, role: Role) =>
      start.table && change({ roles: withRole(start.table.roles, column, role) }),
    setClassifier: (classifier: ClassifierName | undefined) => change({ classifier }),
    train,
  }
}

export type StartAtWork = ReturnType<typeof useStart>
