/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { Branch } from '../contract/network.ts'
import { distanceKm, type Position } from './distance.ts'
import { useForm } from './form-context.ts'
import { ListState, useList } from './network-list.tsx'
import { hoursToday } from './opening-hours.ts'
import { type Option, Options } from './parts/choice-question.tsx'
import { localeOf } from './parts/dates.ts'
import { Icon } from './parts/icon.tsx'
import { Question } from './parts/question.tsx'

const SHOWN = 4
type Mode = 'city' | 'nearest' | 'all'
const MODES = [
  ['city', 'branch.by-city'],
  ['nearest', 'branch.nearest'],
  ['all', 'branch.all'],
] as const

/** Branches that can do it: the brand and the service decide, so none is offered that would have to refuse. */
export function useFittingBranches(serviceId: string) {
  const { api, answers } = useForm()
  const brandId = answers.brandId || undefined
  return useList<Branch>(`branches ${brandId ?? ''} ${serviceId}`, () => api.branches({ brandId, serviceId }))
}

/** Departments that do the service, whose hours count; null while they are not known. */
export function useDepartments(serviceId: string): readonly string[] | null {
  const { api } = useForm()
  const services = useList('services', () => api.services())
  return services.items.find(({ id }) => id === serviceId)?.departmentIds ?? null
}

/** The branch: by city, nearest or all; or we choose. */
export function BranchQuestion({ serviceId }: { serviceId: string }) {
  const { speech, answers, change } = useForm()
  const { say } = speech
  const branches = useFittingBranches(serviceId)
  const [mode, setMode] = useState<Mode>('city')
  const [here, setHere] = useState<Position | null>(null)
  const cityOf = new Map(branches.items.map(({ city }) => [city.id, city.name]))
  const cities = [...cityOf].map(([id, name]) => ({ id, name })).toSorted(byName(speech.language))
  const city = cityOf.get(answers.cityId)
  const found =
    mode === 'city' ? branches.items.filter((one) => one.city.id === answers.cityId) : branches.items

  return (
    <Question field="branchId" label="branch.label" optional group>
      {() => (
        <>
          <div class="seg">
            {MODES.map(([key, label]) => (
              <button
                key={key}
                type="button"
                class={`opt${mode === key ? ' on' : ''}`}
                aria-pressed={mode === key}
                onClick={() => setMode(key)}
              >
                {say(label)}
              </button>
            ))}
          </div>
          <ListState list={branches} />
          {branches.state === 'ready' && branches.items.length === 0 && (
            <p class="h gap">{say('branch.none')}</p>
          )}
          {cities.length > 0 && mode === 'city' && (
            <select
              class="inp"
              aria-label={say('branch.city')}
              value={answers.cityId}
              onChange={(event) => change({ cityId: event.currentTarget.value, branchId: '' })}
            >
              <option value="">{say('branch.choose-city')}</option>
              {cities.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
          {mode === 'nearest' && !here && <AskPosition onPosition={setHere} />}
          {branches.state === 'ready' && (
            <BranchOptions
              branches={mode === 'nearest' && !here ? [] : found}
              from={mode === 'nearest' ? here : null}
              serviceId={serviceId}
              city={mode === 'city' ? city : undefined}
            />
          )}
        </>
      )}
    </Question>
  )
}

type OptionsProps = { branches: Branch[]; from: Position | null; serviceId: string; city: string | undefined }

function BranchOptions({ branches, from, serviceId, city }: OptionsProps) {
  const { speech, answers, change, now } = useForm()
  const { say } = speech
  const [all, setAll] = useState(false)
  const departments = useDepartments(serviceId)
  const at = now()
  const away = (branch: Branch) => (from && branch.location ? distanceKm(from, branch.location) : null)
  const sorted = from ? branches.toSorted((a, b) => (away(a) ?? 1e9) - (away(b) ?? 1e9)) : branches
  const shown = all ? sorted : sorted.filter((one, index) => index < SHOWN || one.id === answers.branchId)
  const number = new Intl.NumberFormat(localeOf(speech.language), { maximumFractionDigits: 1 })
  const hours = (branch: Branch) => {
    const today = hoursToday(branch, at, departments)
    if (today.state === 'open') return say('hours.open-until', { time: isolated(today.until) })
    if (today.state === 'opens') return say('hours.opens-at', { time: isolated(today.at) })
    return say(`hours.${today.state}`)
  }
  const options = shown.map((branch): Option => {
    const km = away(branch)
    return {
      value: branch.id,
      label: branch.name,
      note: `${branch.company.name}${speech.language === 'ar' || speech.language === 'ckb' ? '،' : ','} ${hours(branch)}`,
      ...(km === null ? {} : { end: say('branch.km', { km: number.format(km) }) }),
    }
  })
  const letUs: Option = {
    value: '',
    label: say('branch.let-us'),
    note: city ? say('branch.let-us-why-city', { city }) : say('branch.let-us-why'),
  }
  return (
    <>
      {branches.length === 0 && city && <p class="h">{say('branch.none-in-city', { city })}</p>}
      <Options
        field="branchId"
        look="pick"
        options={[...options, letUs]}
        onChoose={(branchId) => {
          const branch = branches.find(({ id }) => id === branchId)
          change(branch ? { branchId, cityId: branch.city.id, date: '' } : { branchId })
        }}
      />
      {sorted.length > shown.length && (
        <button type="button" class="as-link" onClick={() => setAll(true)}>
          {say('branch.more', { count: sorted.length - shown.length })}
        </button>
      )}
    </>
  )
}

/** The position is asked for only after the customer said so, and never leaves the page. */
function AskPosition({ onPosition }: { onPosition: (position: Position) => void }) {
  const { say } = useForm().speech
  const [state, setState] = useState<'ask' | 'working' | 'refused'>('ask')
  const locate = () => {
    setState('working')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onPosition(coords),
      () => setState('refused'),
      { timeout: 10_000, maximumAge: 300_000 },
    )
  }
  return (
    <div role="status">
      <p class={state === 'refused' ? 'tip warn' : 'tip'}>
        <Icon name="info" size="lg" />
        <span>
          {say(
            state === 'refused'
              ? 'branch.no-position'
              : state === 'working'
                ? 'branch.locating'
                : 'branch.locate-why',
          )}
        </span>
      </p>
      {state === 'ask' && (
        <button type="button" class="p-btn line wide gap" onClick={locate}>
          {say('branch.locate')}
        </button>
      )}
    </div>
  )
}

/** A time keeps its order inside a sentence of the other direction. */
const isolated = (text: string) => `\u2068${text}\u2069`
const byName = (language: string) => {
  const order = new Intl.Collator(language)
  return (a: { name: string }, b: { name: string }) => order.compare(a.name, b.name)
}
