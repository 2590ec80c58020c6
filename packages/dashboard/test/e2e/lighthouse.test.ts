import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit, startAuditor } from '../support/lighthouse.ts'
import { type Stack, startStack } from '../support/stack.ts'

const categories = ['accessibility', 'best-practices']

describe('Lighthouse', () => {
  let stack: Stack
  let auditor: Awaited<ReturnType<typeof startAuditor>>

  beforeAll(async () => {
    ;[stack, auditor] = await Promise.all([startStack(), startAuditor()])
  })
  afterAll(async () => {
    await auditor?.stop()
    await stack?.stop()
  })

  it.each([
    ['the gallery', 'mobile', () => stack.url],
    ['a model', 'desktop', () => stack.modelUrl('teach')],
  ] as const)('finds %s good on %s', async (_, formFactor, url) => {
    const { scores, failed } = await audit(url(), auditor.port, { categories, formFactor })
    for (const category of categories) {
      expect(scores[category], `${category}: ${failed.join('; ')}`).toBeGreaterThanOrEqual(95)
    }
  })
})
