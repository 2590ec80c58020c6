/** The route of the page about an account. */
export const personPath = (address: string) => `/people/${address}`
