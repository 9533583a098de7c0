// Things of one name told apart: by the plan that names each, a region by what it lies in.

import { data, land } from './data'
import type { Id } from './model'

/** Of those things that share their name with another of the list, what tells them apart. */
export function apart(ids: Id[], label: (id: Id) => string = (id) => land.label(id)): Map<Id, string> {
  const count = new Map<string, number>()
  for (const id of new Set(ids)) count.set(label(id), (count.get(label(id)) ?? 0) + 1)
  return new Map(ids.filter((id) => count.get(label(id))! > 1).map((id) => [id, whose(id)] as const).filter(([, told]) => told))
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
