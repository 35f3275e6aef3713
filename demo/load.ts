import type { Config } from '../server/platform/config.ts'

export async function loadDemo(_config: Config): Promise<null> {
  return null
}
