import { type Static, Type } from '@fastify/type-provider-typebox'
import { Compile } from 'typebox/compile'
import { HttpProblem } from './HttpProblem.ts'
import { batchSchema, type sampleSchema, singleSchema } from './schemas.ts'

export type SampleBody = Static<typeof sampleSchema>
export type SingleBody = Static<typeof singleSchema>
export type BatchBody = Omit<Static<typeof batchSchema>, 'samples'> & { samples: SampleBody[] }

const [single, batch, anything] = [Compile(singleSchema), Compile(batchSchema), Compile(Type.Object({}))]

/**
 * A body of one sample or of several, as it should be.
 *
 * @throws HttpProblem body_invalid, which names the first field that is wrong
 */
export function readBody(body: unknown): SingleBody | BatchBody {
  if (!anything.Check(body)) throw new HttpProblem('body_invalid', 'The body must be a JSON object.', 'body')
  const schema = 'samples' in body ? batch : single
  if (schema.Check(body)) return body
  throw wrongField(schema.Errors(body))
}

type SchemaError = { instancePath: string; message: string; keyword: string; params: object }

function wrongField(errors: readonly SchemaError[]): HttpProblem {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  if (unknown !== undefined && 'additionalProperties' in unknown.params) {
    const [name] = unknown.params.additionalProperties as string[]
    const at = fieldOf(unknown.instancePath)
    return new HttpProblem(
      'body_invalid',
      'There is no such field here.',
      at === '' ? String(name) : `${at}.${name}`,
    )
  }
  const [first] = errors
  const field = fieldOf(first?.instancePath ?? '') || 'body'
  return new HttpProblem('body_invalid', `The field ${first?.message ?? 'is wrong'}.`, field)
}

/** `/samples/3/features/2` is samples[3].features[2]. */
function fieldOf(path: string): string {
  const parts = path.split('/').slice(1)
  return parts.map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}
