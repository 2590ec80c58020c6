import { head } from './models.ts'
import {
  choicesOf,
  nameOf,
  type OpenApi,
  type Operation,
  pythonName,
  pythonType,
  type Schema,
  wrap,
} from './types.ts'

/** client.py: a method for each operation; for each body, of one that takes several. */
export function clientModule(document: OpenApi): string {
  const methods = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      // what is not JSON is for others
      !operation.responses['200']?.content['application/json']
        ? []
        : methodsOf(document, path, method.toUpperCase(), operation),
    ),
  )
  const used = new Set(methods.flatMap(({ types }) => types))
  const text = methods.map(({ code }) => code).join('\n')
  return [
    head('The client.'),
    'from typing import Optional, Sequence\n',
    `from ._http import Http, segment\nfrom ._json import read\nfrom .models import ${[...used].sort().join(', ')}\n`,
    `\nclass CotrainClient:\n    """A server that \`cotrain serve\` has started.\n\n    Safe to use from several threads.\n\n    url: such as http://127.0.0.1:8080. timeout: seconds to wait for each answer.\n    """\n`,
    `    def __init__(self, url: str, *, timeout: float = 10.0) -> None:\n        self._http = Http(url, timeout)\n`,
    text,
  ].join('\n')
}

type Method = { code: string; types: string[] }

function methodsOf(document: OpenApi, path: string, method: string, operation: Operation): Method[] {
  const answers = choicesOf(schemaOf(operation, '200'))
  const { requestBody } = operation
  const bodies = requestBody ? choicesOf(requestBody.content['application/json'].schema) : [undefined]
  return bodies.map((body, i) => {
    const bodyName = nameOf(body)
    const suffix = i === 0 ? '' : `_${pythonName(bodyName!).replace(/^_/, '')}`
    const schema = bodyName === undefined ? undefined : document.components.schemas[bodyName]
    const answer = nameOf(answers[i])!
    return methodOf({ path, method, operation, suffix, body: schema, answer })
  })
}

const schemaOf = ({ responses }: Operation, status: string): Schema =>
  responses[status]!.content['application/json'].schema

type Parts = {
  path: string
  method: string
  operation: Operation
  suffix: string
  body: Schema | undefined
  answer: string
}

function methodOf({ path, method, operation, suffix, body, answer }: Parts): Method {
  const { operationId, summary, parameters = [], responses } = operation
  const inPath = parameters.map(({ name }) => ({ name, python: parameterName(path, name) }))
  const inBody = Object.entries(body?.properties ?? {}).map(([name, schema]) => {
    const type = pythonType(schema, 'Sequence')
    const needed = body?.required?.includes(name)
    return {
      name,
      schema,
      argument: needed ? `${pythonName(name)}: ${type}` : `${pythonName(name)}: Optional[${type}] = None`,
    }
  })
  const given = [
    'self',
    ...inPath.map(({ python }) => `${python}: str`),
    ...(inBody.length > 0 ? ['*', ...inBody.map(({ argument }) => argument)] : []),
  ]
  const url = inPath.reduce(
    (text, { name, python }) => text.replace(`{${name}}`, `{segment(${python})}`),
    path,
  )
  const also = Object.keys(responses).filter(
    status => /^[45]\d\d$/.test(status) && nameOf(schemaOf(operation, status)) === answer,
  )
  const passed = [
    `"${method}"`,
    `${inPath.length > 0 ? 'f' : ''}"${url}"`,
    ...(inBody.length > 0
      ? [`body={${inBody.map(({ name }) => `"${name}": ${pythonName(name)}`).join(', ')}}`]
      : []),
    ...(also.length > 0 ? [`also=(${also.map(status => `${status},`).join(' ')})`] : []),
  ]
  const about = [
    ...parameters.map(({ description = '' }, i) => `${inPath[i]!.python}: ${description}`),
    ...inBody.map(({ name, schema }) => `${pythonName(name)}: ${schema.description ?? ''}`),
  ].map(line => wrap(line, '        '))
  const documentation =
    about.length === 0 ? `"""${summary}."""` : `"""${summary}.\n\n${about.join('\n')}\n        """`
  const code = `    def ${pythonName(operationId)}${suffix}(\n${given.map(each => `        ${each},`).join('\n')}\n    ) -> ${answer}:
        ${documentation}
        answer = self._http.send(\n${passed.map(each => `            ${each},`).join('\n')}\n        )
        return read(${answer}, answer)
`
  const samples = inBody.flatMap(({ schema }) => nameOf(schema.items) ?? [])
  return { code, types: [answer, ...samples] }
}

/** The `{id}` of `/models/{id}` is a model. */
function parameterName(path: string, name: string): string {
  const [, collection] = new RegExp(`/([a-z]+)s/\\{${name}\\}`).exec(path) ?? []
  return collection ?? pythonName(name)
}
