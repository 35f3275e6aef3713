import { runWithOwnNode } from './bring-node.mjs'

runWithOwnNode('bin/check.ts', process.argv.slice(2))
