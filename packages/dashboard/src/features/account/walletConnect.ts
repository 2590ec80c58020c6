import type { CreateConnectorFn } from 'wagmi'

/** Wallets on other devices: none, unless the page is built with a project id, which puts another module in this place. */
export const walletConnectors: readonly CreateConnectorFn[] = []
