import {
  choicesOf,
  nameOf,
  type OpenApi,
  pascal,
  pythonName,
  pythonType,
  type Schema,
  wrap,
} from './types.ts'

const head = (about: string) => `"""${about}

Generated from the description of \`cotrain serve\`: change that instead.
"""

from __future__ import annotations
`

/** Schemas that are a method's arguments rather than a class. */
export function argumentsOnly({ paths }: OpenApi): Set<string> {
  const bodies = Object.values(paths).flatMap(methods =>
    Object.values(methods).flatMap(({ requestBody }) =>
      requestBody ? choicesOf(requestBody.content['application/json'].schema) : [],
    ),
  )
  return new Set(bodies.flatMap(schema => nameOf(schema) ?? []))
}

/** models.py: a dataclass for each schema. */
export function modelsModule(document: OpenApi): string {
  const left = argumentsOnly(document)
  const schemas = Object.entries(document.components.schemas).filter(
    ([name]) => name !== 'Error' && !left.has(name),
  )
  const names = schemas.map(([name]) => `    "${name}",`).sort()
  return [
    head('What answers are made of.'),
    'from dataclasses import dataclass, field\nfrom typing import Optional\n',
    `__all__ = [\n${names.join('\n')}\n]\n`,
    ...schemas.map(([name, schema]) => `\n${dataclass(name, schema)}`),
  ].join('\n')
}

function dataclass(name: string, { description = '', properties = {}, required = [] }: Schema): string {
  // those that may be left out stand behind the others
  const fields = Object.entries(properties).sort(
    ([a], [b]) => Number(!required.includes(a)) - Number(!required.includes(b)),
  )
  const lines = fields.map(([key, schema]) => fieldOf(key, schema, required.includes(key)))
  return `@dataclass(frozen=True)\nclass ${name}:\n${wrap(`"""${description}"""`, '    ')}\n\n${lines.join('\n')}\n`
}

function fieldOf(key: string, schema: Schema, isRequired: boolean): string {
  const name = pythonName(key)
  const type = pythonType(schema)
  const metadata = name === key ? '' : `metadata={"json": "${key}"}`
  const optional = type.startsWith('Optional[') ? type : `Optional[${type}]`
  const value = isRequired
    ? metadata && ` = field(${metadata})`
    : ` = ${metadata ? `field(default=None, ${metadata})` : 'None'}`
  const comment = schema.description ? `${wrap(schema.description, '    #: ')}\n` : ''
  return `${comment}    ${name}: ${isRequired ? type : optional}${value}`
}

/** errors.py: an error for each code. */
export function errorsModule({ components }: OpenApi): string {
  const codes = components.schemas.Error?.properties?.error?.properties?.code?.enum ?? []
  const classes = codes.map(code => `${pascal(code)}Error`)
  const all = ['AnswerError', 'ApiError', 'ConnectionFailedError', 'CotrainError', ...classes].sort()
  return [
    head('What goes wrong.'),
    'import json\nfrom typing import Optional, Type\n',
    `__all__ = [\n${all.map(name => `    "${name}",`).join('\n')}\n]\n`,
    base,
    ...codes.map(
      (code, i) =>
        `\nclass ${classes[i]}(ApiError):\n    """The server says \`${code}\`: see \`message\`, and \`field\` if there is one."""\n`,
    ),
    `\n_BY_CODE: dict[str, Type[ApiError]] = {\n${codes.map((code, i) => `    "${code}": ${classes[i]},`).join('\n')}\n}\n`,
    errorOf,
  ].join('\n')
}

const base = `
class CotrainError(Exception):
    """Everything that this client raises, but for arguments that make no sense."""


class ConnectionFailedError(CotrainError):
    """There is no server at \`url\`, or it did not answer in time: \`reason\`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} does not answer: {reason}")
        self.url = url
        self.reason = reason


class AnswerError(CotrainError):
    """The answer is not what the description says: another server, or another version."""


class ApiError(CotrainError):
    """The server refused."""

    #: Of the HTTP answer.
    status: int
    #: What kind of failure, such as model_unknown.
    code: str
    message: str
    #: What is wrong in the request, such as samples[3].text.
    field: Optional[str]
    #: Seconds after which to try again, if the server says so.
    retry_after: Optional[float]

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        field: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(f"{message} ({field})" if field else message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field
        self.retry_after = retry_after
`

const errorOf = `
def error_of(status: int, text: bytes, retry_after: Optional[str]) -> CotrainError:
    """The error that an answer tells of."""
    try:
        said = json.loads(text)["error"]
        code, message, field = str(said["code"]), str(said["message"]), said.get("field")
    except (ValueError, KeyError, TypeError, AttributeError):
        return AnswerError(f"status {status}, without a reason: is it another server?")
    seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
    return _BY_CODE.get(code, ApiError)(status, code, message, field, seconds)
`

/** The beginning of a generated module. */
export { head }
