import { customerCare } from './customer-care.ts'
import { erbilGulan } from './erbil-gulan.ts'
import { handedToDealers } from './handed-to-dealers.ts'
import { nahrin } from './nahrin.ts'
import { recallDesk } from './recall-desk.ts'
import { reviewQueue } from './review-queue.ts'
import { rubar } from './rubar.ts'
import { sawa, sinbar } from './sawa-and-sinbar.ts'
import type { Story } from './story.ts'
import { zerin } from './zerin.ts'

/** Everything that happened in the demo's last three weeks. */
export const allStories: readonly Story[] = [
  ...[...reviewQueue, ...handedToDealers, ...recallDesk, ...customerCare],
  ...[...erbilGulan, ...rubar, ...nahrin, ...zerin, ...sawa, ...sinbar],
]
