export { type ModelEntry, modelsOf } from './models.ts'
export { type ModelInput, replaceModels } from './replace-models.ts'
export { vehicleRoutes } from './routes.ts'
