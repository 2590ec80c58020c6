import { addClassSync, type ModelReference } from '@cotrain/sdk'
import { useSend } from '../model/useSend.ts'

/** Adds a class to a model and waits until it is in a block. */
export function useAddClass(model: ModelReference) {
  return useSend(
    (client, name: string) => addClassSync(client, { model, name }),
    name => ({
      title: `Add the class “${name}”`,
      model,
      once: `class:${model.trainer}:${model.modelId}:${name}`,
    }),
  )
}
