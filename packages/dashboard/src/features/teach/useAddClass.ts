import { type AddClassParameters, addClassSync, type ModelReference } from '@cotrain/sdk'
import { useMutation } from '@tanstack/react-query'
import { useSender } from '../account/useSender.ts'
import { useCatchUp } from '../model/useCatchUp.ts'

/** Adds a class to a model and waits until it is in a block. */
export function useAddClass(model: ModelReference) {
  const sender = useSender()
  const catchUp = useCatchUp()
  return useMutation({
    mutationFn: async (name: string) => addClassSync(await sender(), { model, name } as AddClassParameters),
    onSuccess: catchUp,
  })
}
