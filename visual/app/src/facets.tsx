// The selection that all views share, by what the links themselves say; each value with how many links have it.

import { useMemo, useState } from 'preact/hooks'
import { fullFilter } from './actions'
import { land, useData } from './data'
import { NO_FILTER, passes, UNSAID, weight, type Filter } from './filter'
import type { Link } from './model'
import { overviewNow } from './overview'
import { useTerms, useWords } from './parts'
import { store, useStore } from './state'
import type { Word } from './words'

type Many = 'kinds' | 'types' | 'readings' | 'stages' | 'modalities' | 'regions' | 'sectors' | 'plans' | 'years' | 'bodies'

const FACETS: { name: Many; title: Word; of: (link: Link) => (string | number)[]; named?: boolean }[] = [
  { name: 'types', title: 'type', of: (link) => [link.type === 'target' ? 'said' : link.type] },
  { name: 'readings', title: 'reading', of: (link) => [link.reading] },
  { name: 'kinds', title: 'kind', of: (link) => [...new Set([...link.s, link.o].map((id) => land.kind(id)))] },
  { name: 'stages', title: 'stage', of: (link) => [link.stage ?? UNSAID] },
  { name: 'modalities', title: 'modality', of: (link) => [link.modality ?? UNSAID] },
  { name: 'regions', title: 'region', of: (link) => [...new Set(land.regionsOf(link))], named: true },
  { name: 'sectors', title: 'sector', of: (link) => land.sectorsOf(link), named: true },
  { name: 'plans', title: 'plans', of: (link) => [link.plan], named: true },
  { name: 'years', title: 'year', of: (link) => land.yearsOf(link) },
  { name: 'bodies', title: 'body', of: (link) => [...new Set(land.bodiesOf(link))], named: true },
]

export function Facets() {
  const version = useData()
  const state = useStore()
  const { filter } = state
  const say_ = useWords()
  const picked = overviewNow(state, fullFilter(state))
  const counted = useMemo(() => FACETS.map((facet) => (picked ? known(picked.facets[facet.name] ?? [], filter[facet.name]) : count(facet, filter))), [version, filter, picked])
  const set = (patch: Partial<Filter>) => store.set({ filter: { ...filter, ...patch } })
  return (
    <aside class="facets" tabIndex={-1} aria-label={say_('facets')}>
      <header>
        <h2>{say_('facets')}</h2>
        <button type="button" disabled={!weight(filter)} onClick={() => store.set({ filter: NO_FILTER })}>{say_('clearFilter')}</button>
      </header>
      <Slider title={`${say_('strength')} ≥ ${filter.strength}`} min={1} max={5} step={1} value={filter.strength} on={(strength) => set({ strength })} />
      {!picked && <Slider title={`${say_('confidence')} ≥ ${filter.confidence.toFixed(2)}`} min={0} max={0.95} step={0.05} value={filter.confidence} on={(confidence) => set({ confidence })} />}
      {FACETS.map((facet, index) => {
        const values = counted[index]!
        const chosen = filter[facet.name] as (string | number)[]
        if (values.length < 2 && !chosen.length) return null
        return <Values key={facet.name} facet={facet} values={values} chosen={chosen} on={(wanted) => set({ [facet.name]: wanted })} />
      })}
    </aside>
  )
}

function Slider({ title, min, max, step, value, on }: { title: string; min: number; max: number; step: number; value: number; on: (value: number) => void }) {
  return (
    <label class="slider">
      <span>{title}</span>
      <input type="range" min={min} max={max} step={step} value={value} onChange={(event) => on(Number(event.currentTarget.value))} />
    </label>
  )
}

/** Counts as the server tells them, with what is chosen although nothing has it. */
function known(told: [string | number, number][], chosen: (string | number)[]): [string | number, number][] {
  return [...told, ...chosen.filter((value) => !told.some((one) => one[0] === value)).map((value): [string | number, number] => [value, 0])]
}

/** Values of a facet with their counts among links that pass all the other facets, most first. */
function count(facet: (typeof FACETS)[number], filter: Filter): [string | number, number][] {
  const others = { ...filter, [facet.name]: [] }
  const counts = new Map<string | number, number>()
  for (const link of land.links.values()) {
    if (!passes(link, others, land)) continue
    for (const value of facet.of(link)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  for (const value of filter[facet.name]) if (!counts.has(value)) counts.set(value, 0)
  return [...counts].sort((a, b) => (facet.name === 'years' ? Number(a[0]) - Number(b[0]) : b[1] - a[1]) || (a[0] < b[0] ? -1 : 1))
}

function Values({ facet, values, chosen, on }: { facet: (typeof FACETS)[number]; values: [string | number, number][]; chosen: (string | number)[]; on: (chosen: (string | number)[]) => void }) {
  const say_ = useWords()
  const term = useTerms()
  const { language } = useStore()
  const [most, setMost] = useState(7)
  const first = [...values.filter(([value]) => chosen.includes(value)), ...values.filter(([value]) => !chosen.includes(value))]
  const name = (value: string | number) =>
    typeof value === 'number' ? String(value) : facet.name === 'plans' ? (land.plans.get(value)?.title ?? value) : facet.named ? land.label(value, language === 'en') : term(value)
  return (
    <details open={['types', 'readings', 'kinds', 'stages'].includes(facet.name) || chosen.length > 0} data-facet={facet.name}>
      <summary>{say_(facet.title)}{chosen.length > 0 && <b> · {chosen.length}</b>}</summary>
      <ul>
        {first.slice(0, most).map(([value, number]) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={(event) => on(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))} />
              <span class="name" title={name(value)}>{name(value)}</span>
              <span class="count">{number}</span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > most && <button type="button" class="wide" onClick={() => setMost(most + 20)}>{say_('more')}（{values.length - most}）</button>}
    </details>
  )
}
