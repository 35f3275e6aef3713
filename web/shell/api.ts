import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, ConnectionProblem, makeApi } from '../../client/index.ts'
import type { ApiOptions } from '../../client/request.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import { askToConfirm } from './confirm-again.ts'
import { currentLanguage } from './language.ts'

/** How the pages of staff ask: the administration pages have an API client of their own. */
export const apiOptions = {
  ...{ session: 'staff', language: currentLanguage, confirm: askToConfirm },
} satisfies ApiOptions as ApiOptions
export const api = makeApi(apiOptions)

export const isProblem = (error: unknown, ...codes: ProblemCode[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.problem.code))

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // Whatever was being read, the session is over: ask who we are, and the shell says so.
      if (isProblem(error, 'not-signed-in') && query.queryKey[0] !== 'session') {
        void queryClient.invalidateQueries({ queryKey: ['session'] })
      }
    },
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => error instanceof ConnectionProblem && count < 2,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
