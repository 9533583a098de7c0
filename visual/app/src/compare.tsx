// Two plans, or two regions, side by side in any view, with what both have and what only one has.

import { useEffect, useMemo, useState } from 'preact/hooks'
import { addThings, CAP, select } from './actions'
import { data, land, loadAround, loadPlans, useData } from './data'
import { ViewOf } from './explorer'
import type { Filter } from './filter'
import type { Id } from './model'
import { Choice, ThingName, useWords } from './parts'
import { useStarts, useSupported } from './overview'
import { store, useStore, type State } from './state'

const isPlan = (id: Id): boolean => land.plans.has(id)

/** The filter as it is for one side. */
export function sideOf(filter: Filter, id: Id): Filter {
  return isPlan(id) ? { ...filter, plans: [id] } : { ...filter, regions: [id] }
}

/** One side of what is shown; `plan`: the one that is read there. */
export interface Shown {
  name: string
  filter: Filter
  plan?: Id
}

/** Both sides of a comparison; null where one view is shown alone. */
export function sidesNow(state: State, filter: Filter): [Shown, Shown] | null {
  if (!state.compare || state.view === 'align') return null
  return state.compare.map((id): Shown => ({ name: nameOfSide(id), filter: sideOf(filter, id), plan: isPlan(id) ? id : undefined })) as [Shown, Shown]
}

export function Compare({ filter, pair }: { filter: Filter; pair: [Id, Id] }) {
  const version = useData()
  const state = useStore()
  const { view, shown } = state
  const say = useWords()
  const sides = useMemo(() => pair.map((id) => sideOf(filter, id)), [filter, pair[0], pair[1]])
  const has = useMemo(() => sides.map((side) => new Set(land.filtered(side).filter((link) => link.type === 'inferred').map((link) => link.o))), [version, sides])
  const picked = [useSupported(state, sides[0]!), useSupported(state, sides[1]!)]
  const [one, other] = has.map((those, at) => picked[at] ?? those) as [Set<Id>, Set<Id>]
  useEffect(() => void (pair.some(isPlan) ? loadPlans(pair) : Promise.all(pair.map(loadAround))), [pair[0], pair[1]])
  useEffect(() => {
    if (view === 'graph' && !shown.length && !data.busy) void addThings(foremost(pair, sides), {}, true)
  }, [view, version, pair[0], pair[1]])
  const parts = [
    [say('onlyLeft'), [...one].filter((id) => !other.has(id))],
    [say('both'), [...one].filter((id) => other.has(id))],
    [say('onlyRight'), [...other].filter((id) => !one.has(id))],
  ] as const
  return (
    <div class="compare">
      <div class="difference">
        {parts.map(([name, ids]) => (
          <details key={name}>
            <summary>{name}：{ids.length} {say('technology')}</summary>
            <p>{ids.sort().map((id) => <button type="button" class="plain" key={id} onClick={() => select(id)}><ThingName id={id} /></button>)}</p>
          </details>
        ))}
        <button type="button" onClick={() => store.set({ compare: null })}>{say('endCompare')}</button>
      </div>
      <div class="sides">
        {pair.map((id, index) => (
          <section key={id} aria-label={`${index ? say('right') : say('left')} ${nameOfSide(id)}`}>
            <h2>{nameOfSide(id)}</h2>
            <div class="view"><ViewOf view={view} filter={sides[index]!} plan={view === 'plan' && isPlan(id) ? id : undefined} /></div>
          </section>
        ))}
      </div>
    </div>
  )
}

/** Where the picture of a comparison begins: two regions, and what is said of either most strongly. */
function foremost(pair: [Id, Id], sides: Filter[]): Id[] {
  const perSide = sides.map((side) => {
    const weight = new Map<Id, number>()
    for (const link of land.filtered(side)) {
      if (link.type !== 'said') continue
      for (const id of [...link.s, link.o]) if (!land.plans.has(id)) weight.set(id, (weight.get(id) ?? 0) + Math.max(1, land.strength(link)))
    }
    return [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, CAP / 2).map(([id]) => id)
  })
  const ids = perSide.flat()
  return ids.length ? [...new Set([...pair.filter((id) => !isPlan(id)), ...ids])] : []
}

const nameOfSide = (id: Id): string => land.plans.get(id)?.title ?? land.label(id, store.state.language === 'en')

export function CompareChooser() {
  const version = useData()
  const say = useWords()
  const state = useStore()
  const { compare } = state
  const told = useStarts(state)
  const [chosenBy, setBy] = useState<'regions' | 'plans' | null>(null)
  const by = chosenBy ?? (data.summary.plans.length > 1 ? 'plans' : 'regions')
  const [pair, setPair] = useState<[Id, Id]>(['', ''])
  const options = useMemo(() => (by === 'plans' ? data.summary.plans.map((plan): [Id, string] => [plan.id, plan.title]) : regions(told?.regions)), [version, by, told])
  const left = pair[0] || options[0]?.[0] || ''
  const apart = (id: Id) => id !== left && !land.upwards(id, 'within').includes(left) && !land.upwards(left, 'within').includes(id)
  const right = pair[1] || options.find(([id]) => apart(id))?.[0] || options[1]?.[0] || ''
  const go = (event: Event) => {
    event.preventDefault()
    if (by === 'plans') void loadPlans([left, right])
    store.set({ compare: [left, right] })
    ;(event.currentTarget as HTMLElement).closest('details')!.open = false
  }
  return (
    <details class={`menu ${compare ? 'on' : ''}`}>
      <summary>{say('compare')}</summary>
      <form class="drop" onSubmit={go}>
        {data.summary.plans.length > 1 && <Choice label={say('compareWith')} value={by} options={[['plans', say('comparePlans')], ['regions', say('compareRegions')]]} on={(chosen) => { setBy(chosen); setPair(['', '']) }} />}
        {(['left', 'right'] as const).map((side, index) => (
          <label key={side}>{say(side)} <select name={side} value={index ? right : left} onChange={(event) => { const chosen = event.currentTarget.value; setPair((old) => (index ? [old[0], chosen] : [chosen, old[1]])) }}>
            {options.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
          </select></label>
        ))}
        <button type="submit" class="primary" disabled={!left || !right || left === right}>{say('compare')}</button>
      </form>
    </details>
  )
}

/** Regions that something is said of, most first; those that the server tells where the plans are many. */
function regions(told: Id[] | undefined): [Id, string][] {
  if (told) return told.map((id) => [id, land.label(id, store.state.language === 'en')])
  const counts = new Map<Id, number>()
  for (const link of land.links.values()) for (const id of [...link.s, link.o]) if (land.kind(id) === 'Region') counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].filter(([id]) => land.thing(id).regionKind !== 'country').sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => [id, land.label(id, store.state.language === 'en')])
}
