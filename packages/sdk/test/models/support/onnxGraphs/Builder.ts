import {
  type Attributes,
  floats,
  integers,
  type Node,
  node,
  onnx,
  type TensorInit,
  Type,
  tensorInfo,
} from '@cotrain/testing/onnx'
import fc, { type GeneratorValue } from 'fast-check'

/** How the harness reads the answer: a label, the highest of some scores, or a probability above a half. */
export type Answer = { output: string; kind: 'label' | 'scores' | 'probability' }

/** What decides, for rows where it is too close to call: some scores, or the last of them and the level it is compared with. */
export type Margin = { tensor: string; level?: number }

/** Writes a random graph, node by node; `x` is the tensor that the next node goes on from, of so many columns. */
export class Builder {
  readonly nodes: Node[] = []
  readonly tensors: TensorInit[] = []
  readonly inputs: { name: string; dims: number[]; integers?: boolean }[] = []
  x = ''
  columns = 0
  /** Texts or numbers of the classes, if the graph names them. */
  labels: string[] | undefined
  margin: Margin | undefined
  answer: Answer | undefined
  readonly outputs: string[] = []
  private made = 0

  constructor(readonly g: GeneratorValue) {}

  int(min: number, max: number): number {
    return this.g(fc.integer, { min, max })
  }
  chance(percent: number): boolean {
    return this.int(1, 100) <= percent
  }
  one<item>(...items: item[]): item {
    return items[this.int(0, items.length - 1)]!
  }
  /** A number of a few bits, so that float arithmetic is nearly exact; never 0. */
  number(least = 1): number {
    const size = this.int(least, 24) / 8
    return this.chance(50) ? size : -size
  }
  numbers(count: number): number[] {
    return Array.from({ length: count }, () => this.number())
  }
  name(): string {
    return `t${this.made++}`
  }

  /** Adds a node and returns its output. */
  add(opType: string, input: string[], attributes: Attributes = {}, outputs = 1): string {
    const output = Array.from({ length: outputs }, () => this.name())
    this.nodes.push({ ...node(opType, input, output, attributes), name: `${opType}_${this.nodes.length}` })
    return output[0]!
  }
  /** Adds a node behind x. */
  step(opType: string, more: string[] = [], attributes: Attributes = {}): void {
    this.x = this.add(opType, [this.x, ...more], attributes)
  }
  ints(...list: number[]): string {
    const name = this.name()
    this.tensors.push(integers(name, [list.length], list))
    return name
  }

  /** A constant, by any of the routes on which exporters bring one in. */
  constant(dims: number[], numbers: number[]): string {
    const route = this.one(
      'plain',
      'node',
      'list',
      'transposed',
      'cast',
      'sum',
      'product',
      'shape',
      'identity',
    )
    const plain = (list = numbers, shape = dims) => {
      const name = this.name()
      this.tensors.push(floats(name, shape, list))
      return name
    }
    switch (route) {
      case 'node':
        return this.add('Constant', [], { value: floats('', dims, numbers) })
      case 'list': {
        const list = this.add('Constant', [], { value_floats: numbers })
        return this.add('Reshape', [list, this.ints(...dims)])
      }
      case 'transposed': {
        if (dims.length !== 2) return plain()
        const [rows, columns] = dims as [number, number]
        const turned = numbers.map((_, i) => numbers[(i % rows) * columns + Math.floor(i / rows)]!)
        return this.add('Transpose', [plain(turned, [columns, rows])], { perm: [1n, 0n] })
      }
      case 'cast':
        return this.add('Cast', [this.add('Cast', [plain()], { to: Type.DOUBLE })], { to: Type.FLOAT })
      case 'sum':
        return this.add('Sub', [plain(numbers.map(x => x + 2)), plain([2], [1])])
      case 'product':
        return this.add('Div', [
          plain(numbers.map(x => x * 4)),
          this.add('Constant', [], { value_float: { float: 4 } }),
        ])
      case 'shape':
        return this.add('Squeeze', [this.add('Unsqueeze', [plain(), this.ints(0)]), this.ints(0)])
      case 'identity':
        return this.add('Identity', [plain()])
      default:
        return plain()
    }
  }
  /** One number for each column, or for all. */
  perColumn(numbers = this.numbers(this.columns)): string {
    const dims = this.one([this.columns], [1, this.columns])
    return this.constant(dims, numbers)
  }
  perColumnList(numbers = this.numbers(this.columns)): string {
    return this.constant([this.columns], numbers)
  }
  scalarTensor(number: number): string {
    return this.constant([], [number])
  }
  scalar(number: number): string {
    return this.constant(this.one([], [1], [1, 1]), [number])
  }

  /** The file, with more outputs if the harness looks inside. */
  bytes(more: string[] = []): Uint8Array {
    return onnx({
      node: this.nodes,
      initializer: this.tensors,
      input: this.inputs.map(({ name, dims, integers }) =>
        tensorInfo(name, integers ? Type.INT64 : Type.FLOAT, ['N', ...dims]),
      ),
      output: [...this.outputs, ...more].map(name => ({ name })),
    })
  }
}
