export const expectedKeys: string[] = []
