import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DirectoryStatus } from '../../../contract/directory.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import type { Saying } from '../../ui/said.tsx'
import { adminApi } from '../admin-api.ts'
import { useWords } from '../use-words.ts'
import { DIRECTORY_KEY } from './directory-key.ts'

/** How often one looks whether a reading that was asked for has come, and how many times. */
const LOOK_MS = 1500
const LOOKS = 20

/** Asks a worker to read the source, and looks until it has. */
export function useReadNow({ sources }: DirectoryStatus) {
  const { t } = useTexts()
  const word = useWords()
  const client = useQueryClient()
  const [asked, setAsked] = useState<{ before: string; looks: number } | null>(null)
  const [saying, setSaying] = useState<Saying | null>(null)
  const mark = JSON.stringify(sources.map(({ readAt, failing }) => [readAt, failing?.code]))
  const failing = sources.some((source) => source.failing !== null)

  useEffect(() => {
    if (!asked) return
    const answered = mark !== asked.before
    if (answered || asked.looks >= LOOKS) {
      setAsked(null)
      if (answered && failing) setSaying({ tone: 'warn', text: word('directory.failures.other') })
      else if (answered) setSaying({ tone: 'good', text: word('directory.done') })
      void client.invalidateQueries({ queryKey: DIRECTORY_KEY })
      return
    }
    const timer = setTimeout(() => {
      setAsked({ ...asked, looks: asked.looks + 1 })
      void client.invalidateQueries({ queryKey: [...DIRECTORY_KEY, 'status'] })
    }, LOOK_MS)
    return () => clearTimeout(timer)
  }, [asked, mark, failing, client, word])

  const readNow = async () => {
    setSaying(null)
    try {
      await adminApi.readDirectory()
      setSaying({ tone: 'good', text: word('directory.asked') })
      setAsked({ before: mark, looks: 0 })
    } catch (error) {
      setSaying({ tone: 'bad', text: problemText(error, t) })
    }
  }
  return { readNow, busy: asked !== null, saying }
}
