import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileWriteError, makeFolder, replaceFile } from '../src/files/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotrain-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('replaceFile', () => {
  test('writes a new file, then replaces it and keeps its mode', () => {
    const path = join(folder, 'a.json')
    replaceFile(path, 'one', { mode: 0o600 })
    replaceFile(path, 'two')
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  test('what was there stays when it cannot be written', () => {
    const path = join(folder, 'a.json')
    writeFileSync(path, 'one')
    mkdirSync(`${path}.next`)
    expect(() => replaceFile(path, 'two')).toThrow(FileWriteError)
    expect(readFileSync(path, 'utf8')).toBe('one')
  })

  test('says why: a full disk, a missing folder, a folder', () => {
    expect(() => replaceFile('/dev/full', 'x')).toThrow('Cannot write /dev/full: the disk is full.')
    expect(() => replaceFile(join(folder, 'no', 'a'), 'x')).toThrow('there is no such folder')
    expect(() => replaceFile(folder, 'x')).toThrow('it is a folder')
  })
})

describe('makeFolder', () => {
  test('makes what is missing, and is content with what is there', () => {
    const path = join(folder, 'a', 'b', 'c')
    makeFolder(path)
    makeFolder(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  test('fails at once where nothing can be made, and where something else stands', () => {
    writeFileSync(join(folder, 'file'), '')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    for (const path of [
      '/proc/cotrain/a/b',
      join(folder, 'file'),
      join(folder, 'file', 'a'),
      join(folder, 'link', 'a'),
    ]) {
      expect(() => makeFolder(path), path).toThrow()
    }
  })
})
