// Things of one name told apart: by the plan that names each, a region by what it lies in.

import { data, land } from './data'
import type { Id } from './model'

/** Of those things that share their name with another of the list, what tells them apart. */
export function apart(ids: Id[], label: (id: Id) => string = (id) => land.label(id)): Map<Id, string> {
  const count = new Map<string, number>()
  for (const id of new Set(ids)) count.set(label(id), (count.get(label(id)) ?? 0) + 1)
  const twins = [...new Set(ids)].filter((id) => count.get(label(id))! > 1)
  const titles = new Map<string, number>()
  const called = (id: Id) => `${label(id)} ${whose(id)}`
  for (const id of twins) titles.set(called(id), (titles.get(called(id)) ?? 0) + 1)
  const told = (id: Id) => (titles.get(called(id))! > 1 ? [whose(id), within(id)].filter(Boolean).join(' · ') : whose(id))
  return new Map(twins.map((id): [Id, string] => [id, told(id)]).filter(([, words]) => words))
}

/** What a thing is told apart by: its plan, or what a region lies in; '' where there is neither. */
export function whose(id: Id): string {
  const above = land.thing(id).within?.[0]
  return ofPlan(id) || (above ? land.label(above) : '')
}

/** The title of the plan that a thing is of, '' of a thing that plans share. */
export function ofPlan(id: Id): string {
  const plan = id.match(/^plan\/[^/]+/)?.[0]
  if (!plan || plan === id) return ''
  return land.plans.get(plan)?.title ?? data.summary.plans.find((one) => one.id === plan)?.title ?? ''
}

/** Where a thing stands, as its id says it: the number of a task and the plan's key; '' of what plans share. */
function within(id: Id): string {
  const [, plan, folder, number] = id.match(/^plan\/([^/]+)\/([^/]+)\/(.*)$/) ?? []
  return [folder === 'section' && number, plan].filter(Boolean).join(' ')
}
