import { runWithOwnNode } from './bring-node.mjs'

runWithOwnNode('bin/serve.ts', process.argv.slice(2))
