import { ModelFileError } from '../errors.ts'
import type { Fields } from '../fields.ts'

type Kind = { is: string; fix: string }

const trees: Kind['fix'] =
  'Contracts hold no trees. Train a linear model or naive Bayes from the same data: cotrain train.'
const python: Kind['fix'] =
  'Load it in Python, and export the classifier with docs/scikit_learn.py, or as ONNX if it is linear.'
const network: Kind['fix'] =
  'If the model is one linear layer, export it as ONNX; else train a linear model from the same data: cotrain train.'

/** One of `begins` stands at the start, or at byte `at`; and `holds` in the first 4,096 bytes. */
type Signature = Kind & { begins: readonly string[]; at?: number; holds?: RegExp }

/** Files that are neither JSON nor ONNX nor a readable model of Vowpal Wabbit, a byte a letter. */
const signatures: readonly Signature[] = [
  {
    begins: ['version https://git-lfs.github.com/spec/'],
    is: 'is a pointer of git LFS, not the file itself',
    fix: 'Fetch the file: git lfs pull.',
  },
  {
    begins: ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05', '(dp', '(lp', 'ccopy_reg'],
    is: 'is a pickle of Python',
    fix: python,
  },
  { begins: ['x\x01', 'x\x5e', 'x\x9c', 'x\xda'], is: 'is a compressed pickle of joblib', fix: python },
  {
    begins: ['\x1f\x8b', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd', '7z\xbc\xaf', 'Rar!'],
    is: 'is compressed',
    fix: 'Unpack it first.',
  },
  { begins: ['\x89HDF\r\n\x1a\n'], is: 'is HDF5, as Keras writes it', fix: network },
  { begins: ['PK\x03\x04'], holds: /\.npy/, is: 'is an archive of NumPy', fix: python },
  { begins: ['PK\x03\x04'], holds: /data\.pkl/, is: 'is a file of PyTorch', fix: network },
  { begins: ['PK\x03\x04'], is: 'is a zip archive, as PyTorch, Keras and skops write it', fix: network },
  { begins: ['\x93NUMPY'], is: 'is an array of NumPy', fix: python },
  { begins: ['TFL3'], at: 4, is: 'is a file of TensorFlow Lite', fix: network },
  { begins: ['GGUF'], is: 'is a language model (GGUF)', fix: network },
  { begins: ['CBM1'], is: 'is a model of CatBoost', fix: trees },
  { begins: ['tree\nversion=', 'tree\r\nversion='], is: 'is a model of LightGBM', fix: trees },
  { begins: ['booster['], is: 'is a dump of XGBoost', fix: trees },
  { begins: ['binf'], is: 'is a model of XGBoost', fix: trees },
  { begins: ['{L', '{l', '{i', '{U'], holds: /learner/, is: 'is a model of XGBoost', fix: trees },
  {
    begins: ['\0\0\0'],
    at: 1,
    holds: /^.{4}\d+\.\d+\.\d+/s,
    is: 'is a binary model of Vowpal Wabbit',
    fix: 'Write it as text: vw -i MODEL -t --readable_model FILE.',
  },
  {
    begins: ['<'],
    holds: /^<(!doctype html|html)/i,
    is: 'is a web page, not a model',
    fix: 'Download the file itself, not the page that shows it.',
  },
  { begins: ['<?xml', '<PMML'], is: 'is XML, as PMML is', fix: 'Export the model as ONNX or as JSON.' },
]

/**
 * Refuses files that are known but not read, by their first bytes.
 *
 * @throws ModelFileError that names the format, and the way out.
 */
export function refuseForeign(content: Uint8Array): void {
  if (isSafetensors(content)) throw refusal({ is: 'is a file of safetensors', fix: network })
  const start = String.fromCharCode(...content.subarray(0, 4096))
  const known = signatures.find(
    ({ begins, at = 0, holds }) =>
      begins.some(letters => start.startsWith(letters, at)) && (!holds || holds.test(start)),
  )
  if (known) throw refusal(known)
}

/** The length of the header, in eight bytes, and the header: JSON. */
function isSafetensors(content: Uint8Array): boolean {
  if (content.length < 10) return false
  const length = new DataView(content.buffer, content.byteOffset).getBigUint64(0, true)
  return length >= 2n && length <= BigInt(content.length - 8) && content[8] === 0x7b
}

/**
 * Refuses JSON of other programs, by the fields that only they have.
 *
 * @throws ModelFileError that names the program, and the way out.
 */
export function refuseForeignJson(json: unknown): void {
  const dump = Array.isArray(json) && typeof json[0] === 'object' && json[0] !== null && 'nodeid' in json[0]
  if (dump) throw refusal({ is: 'is a dump of XGBoost', fix: trees })
  if (typeof json !== 'object' || json === null) return
  const has = (...names: (keyof Fields)[]) => names.every(name => Object.hasOwn(json, name))
  if (has('learner', 'version')) throw refusal({ is: 'is a model of XGBoost', fix: trees })
  if (has('tree_info')) throw refusal({ is: 'is a model of LightGBM', fix: trees })
  if (has('oblivious_trees') || has('features_info', 'model_info')) {
    throw refusal({ is: 'is a model of CatBoost', fix: trees })
  }
  if (has('class_name', 'config')) throw refusal({ is: 'is a network of Keras', fix: network })
}

function refusal({ is, fix }: Kind): ModelFileError {
  return new ModelFileError('', is, fix)
}
