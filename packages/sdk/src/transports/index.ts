export { type NodeTransport, type NodeTransportOptions, nodeTransport } from './nodeTransport.ts'
