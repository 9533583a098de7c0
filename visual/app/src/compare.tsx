// Two plans, or two regions, side by side in any view, with what both have and what only one has.

import { useMemo, useState } from 'preact/hooks'
import { select } from './actions'
import { data, land, loadPlans, useData } from './data'
import { ViewOf } from './explorer'
import type { Filter } from './filter'
import type { Id } from './model'
import { Choice, ThingName, useWords } from './parts'
import { store, useStore } from './state'

const isPlan = (id: Id): boolean => land.plans.has(id)

/** The filter as it is for one side. */
export function sideOf(filter: Filter, id: Id): Filter {
  return isPlan(id) ? { ...filter, plans: [id] } : { ...filter, regions: [id] }
}

export function Compare({ filter, pair }: { filter: Filter; pair: [Id, Id] }) {
  const version = useData()
  const { view } = useStore()
  const say = useWords()
  const sides = useMemo(() => pair.map((id) => sideOf(filter, id)), [filter, pair[0], pair[1]])
  const has = useMemo(() => sides.map((side) => new Set(land.filtered(side).filter((link) => link.type === 'inferred').map((link) => link.o))), [version, sides])
  const [one, other] = has as [Set<Id>, Set<Id>]
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

const nameOfSide = (id: Id): string => land.plans.get(id)?.title ?? land.label(id, store.state.language === 'en')

export function CompareChooser() {
  const version = useData()
  const say = useWords()
  const { compare } = useStore()
  const [chosenBy, setBy] = useState<'regions' | 'plans' | null>(null)
  const by = chosenBy ?? (data.summary.plans.length > 1 ? 'plans' : 'regions')
  const [pair, setPair] = useState<[Id, Id]>(['', ''])
  const options = useMemo(() => (by === 'plans' ? data.summary.plans.map((plan): [Id, string] => [plan.id, plan.title]) : regions()), [version, by])
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

/** Regions that something is said of, most first. */
function regions(): [Id, string][] {
  const counts = new Map<Id, number>()
  for (const link of land.links.values()) for (const id of [...link.s, link.o]) if (land.kind(id) === 'Region') counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].filter(([id]) => land.thing(id).regionKind !== 'country').sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => [id, land.label(id, store.state.language === 'en')])
}
