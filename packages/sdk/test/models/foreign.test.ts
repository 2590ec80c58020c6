import { ModelFileError, parseModel } from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const bytes = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))
const rest = fc.uint8Array({ minLength: 0, maxLength: 300 })

describe('files of other programs are named, whatever comes after their beginning', () => {
  it.each<[string, string]>([
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'is a pointer of git LFS'],
    ['\x80\x04\x95\x10\0\0', 'is a pickle of Python'],
    ['\x80\x03csklearn.linear_model', 'is a pickle of Python'],
    ['\x78\x9c', 'is a compressed pickle of joblib'],
    ['\x1f\x8b\x08', 'is compressed'],
    ['\x89HDF\r\n\x1a\n', 'is HDF5'],
    ['PK\x03\x04\x14\0archive/data.pkl', 'is a file of PyTorch'],
    ['PK\x03\x04\x14\0arr_0.npy', 'is an archive of NumPy'],
    ['PK\x03\x04', 'is a zip archive'],
    ['\x93NUMPY\x01', 'is an array of NumPy'],
    ['\x1c\0\0\0TFL3', 'is a file of TensorFlow Lite'],
    ['CBM1', 'is a model of CatBoost'],
    ['tree\nversion=v4\nnum_class=1\n', 'is a model of LightGBM'],
    ['booster[0]:\n0:[f2<2.45] yes=1,no=2\n', 'is a dump of XGBoost'],
    ['{L\0\0\0\0\0\0\0\x07learner{', 'is a model of XGBoost'],
    ['\x07\0\0\x009.11.2\0', 'is a binary model of Vowpal Wabbit'],
    ['<!DOCTYPE html>\n<html>', 'is a web page'],
    ['<?xml version="1.0"?><PMML>', 'is XML'],
  ])('%j', (beginning, problem) => {
    fc.assert(
      fc.property(rest, more => {
        const read = () => parseModel(Uint8Array.from([...bytes(beginning), ...more]))
        expect(read).toThrow(ModelFileError)
        expect(read).toThrow(problem)
      }),
      { numRuns: 20 },
    )
  })

  it('safetensors, by the length of its header', () => {
    const header = bytes('{"weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}')
    fc.assert(
      fc.property(rest, more => {
        const content = Uint8Array.from([header.length, 0, 0, 0, 0, 0, 0, 0, ...header, ...more])
        expect(() => parseModel(content)).toThrow('is a file of safetensors')
      }),
      { numRuns: 20 },
    )
  })

  it.each<[string, unknown]>([
    ['is a model of XGBoost', { learner: { gradient_booster: {} }, version: [2, 0, 3] }],
    ['is a dump of XGBoost', [{ nodeid: 0, leaf: 0.5 }]],
    ['is a model of LightGBM', { name: 'tree', version: 'v4', num_class: 1, tree_info: [] }],
    ['is a model of CatBoost', { features_info: {}, model_info: {}, trees: [] }],
    ['is a model of CatBoost', { oblivious_trees: [] }],
    ['is a network of Keras', { class_name: 'Sequential', config: {} }],
  ])('%s', (problem, json) => {
    const read = () => parseModel(bytes(JSON.stringify(json)))
    expect(read).toThrow(ModelFileError)
    expect(read).toThrow(problem)
    if (!problem.includes('Keras')) expect(read).toThrow('cotrain train')
  })
})
