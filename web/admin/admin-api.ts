import { makeAdminApi } from '../../client/administration.ts'
import { apiOptions } from '../shell/api.ts'

export const adminApi = makeAdminApi(apiOptions)
