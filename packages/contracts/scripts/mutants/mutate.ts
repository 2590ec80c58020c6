// Small faults, one at a time: each is what a slip of the pen could make of a source.
import { type Node, parse, sourceOf } from './compiler.ts'

export interface Mutant {
  /** The source's path in the package. */
  file: string
  line: number
  /** The function that it is in. */
  function: string
  /** The statement, or the part of it that changes, without line breaks; and what stands there in the mutant. */
  before: string
  after: string
  /** The whole source of the mutant. */
  source: string
}

type Span = readonly [start: number, end: number]
type Fault = readonly [from: number, to: number, after: string]

const OPERATORS: Record<string, readonly string[]> = {
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['/'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '|=': ['='],
  '^=': ['='],
  '++': ['--'],
  '--': ['++'],
}
const NAMES: Record<string, string> = { min: 'max', max: 'min' }

/** All mutants of a source that its syntax allows; some may not compile. */
export function mutantsOf(file: string): readonly Mutant[] {
  const text = Buffer.from(sourceOf(file))
  const mutants: Mutant[] = []
  const cut = (from: number, to: number) => text.subarray(from, to).toString()

  /** Puts `after` in place of bytes `from` to `to` of what stands from `start` to `end`. */
  const put = (owner: string, [start, end]: Span, [from, to, after]: Fault) => {
    mutants.push({
      file,
      line: cut(0, from).split('\n').length,
      function: owner,
      before: oneLine(cut(start, end)),
      after: oneLine(cut(start, from) + after + cut(to, end)),
      source: cut(0, from) + after + cut(to, text.length),
    })
  }

  const visit = (node: Node, owner: string, shown: Span) => {
    if (node.nodeType === 'InlineAssembly' || node.nodeType === 'ImportDirective') return
    if (isDefinition(node)) owner = String(node.name || node.kind)
    if (isStatement(node)) shown = head(node)
    for (const fault of faults(node, cut)) put(owner, shown, fault)
    for (const child of children(node)) visit(child, owner, shown)
  }
  visit(parse(file), '', [0, 0])
  return mutants
}

/** What may be put where, for one node. */
function faults(node: Node, cut: (from: number, to: number) => string): readonly Fault[] {
  const [start, end] = span(node)
  const swap = (from: number, to: number): readonly Fault[] => {
    const operator = String(node.operator)
    return (OPERATORS[operator] ?? []).map(other => [from, to, cut(from, to).replace(operator, other)])
  }
  switch (node.nodeType) {
    case 'BinaryOperation':
      return swap(span(node.leftExpression)[1], span(node.rightExpression)[0])
    case 'Assignment':
      return swap(span(node.leftHandSide)[1], span(node.rightHandSide)[0])
    case 'UnaryOperation':
      return swap(start, end)
    case 'Literal': {
      const number = cut(start, end)
      if (!/^[0-9_]+$/.test(number)) return []
      const value = BigInt(number.replaceAll('_', ''))
      return [value + 1n, value - 1n].filter(other => other >= 0n).map(other => [start, end, `${other}`])
    }
    case 'IfStatement': {
      const [from, to] = span(node.condition)
      // that the body is not reached is the mutant without the revert
      return reverts(node.trueBody) ? [] : [[from, to, 'true'] as const, [from, to, 'false'] as const]
    }
    case 'ForStatement': {
      // a loop that leaves out the first, or the last
      const { condition, initializationExpression } = node as Partial<Record<string, Node>>
      if (!condition?.leftExpression || !initializationExpression) return []
      const [from, first] = span(initializationExpression)
      const last = span(condition.leftExpression)[1]
      const begins = /^uint256 \w+$/.test(cut(from, first))
      return [...(begins ? [[first, first, ' = 1'] as const] : []), [last, last, ' + 1']]
    }
    case 'ExpressionStatement':
    case 'EmitStatement':
    case 'RevertStatement':
      return cut(end, end + 1) === ';' ? [[start, end + 1, '{}']] : []
    case 'MemberAccess': {
      if (cut(start, end) === 'msg.sender') return [[start, end, 'tx.origin']]
      const name = NAMES[String(node.memberName)]
      return name === undefined ? [] : [[end - name.length, end, name]]
    }
    default:
      return []
  }
}

/** Where a node stands, in bytes. */
function span(node: unknown): Span {
  const [offset, length] = (node as Node).src.split(':').map(Number)
  return [offset!, offset! + length!]
}

/** A statement without its body. */
function head(node: Node): Span {
  const [start, end] = span(node)
  const body = node.trueBody ?? node.body
  return [start, body === undefined ? end : span(body)[0]]
}

/** Whether all that a statement does is to revert. */
function reverts(statement: unknown): boolean {
  const { nodeType, statements } = statement as Node & { statements?: readonly Node[] }
  return nodeType === 'RevertStatement' || (statements?.length === 1 && reverts(statements[0]))
}

function isDefinition(node: Node): boolean {
  return node.nodeType === 'FunctionDefinition' || node.nodeType === 'ContractDefinition'
}

function isStatement(node: Node): boolean {
  return /Statement$|^Return$|^VariableDeclaration$/.test(node.nodeType)
}

function children(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => {
      return typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value
    })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
