export { applySnapshot } from './apply-snapshot.ts'
export { networkOf } from './network.ts'
export type {
  BranchEntry,
  CityEntry,
  CompanyEntry,
  Holiday,
  NamedEntry,
  Network,
  ServiceEntry,
  TeamEntry,
  UserEntry,
  WorkingPeriod,
} from './network-entries.ts'
export { refer } from './refer.ts'
export { directoryRoutes } from './routes.ts'
export { type SnapshotInput, SnapshotRejected } from './snapshot.ts'
export { staffActor } from './staff-actor.ts'
export { startDirectorySync } from './sync-directory.ts'
