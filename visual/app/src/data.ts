// The one source and the one landscape, and who wants to know when there is more.

import { useLayoutEffect, useState } from 'preact/hooks'
import { Landscape } from './landscape'
import type { Bundle, Id, Judgement, PlanText, Summary } from './model'
import { openSource } from './source'
import { store } from './state'

export const source = openSource()
export const land = new Landscape()
export const data: { summary: Summary; busy: number; trouble: string; told: string; version: number; judgings: number } = {
  summary: { plans: [], writable: false }, busy: 0, trouble: '', told: '', version: 0, judgings: 0,
}
/** With up to this many plans all of them are loaded at once. */
export const FEW_PLANS = 6

const asked = new Map<string, Promise<Bundle>>()

function changed(): void {
  data.version += 1
  store.tell()
}

/** Add what is asked for to the landscape, once; an error is shown, and undefined given. */
export async function load(key: string, ask: () => Promise<Bundle>): Promise<Bundle | undefined> {
  data.busy += 1
  changed()
  try {
    let promise = asked.get(key)
    if (!promise) {
      promise = ask()
      asked.set(key, promise)
      land.add(await promise)
    }
    return await promise
  } catch (error) {
    asked.delete(key)
    say(error instanceof Error ? error.message : String(error), true)
    return undefined
  } finally {
    data.busy -= 1
    changed()
  }
}

let quiet = 0

/** Tell in the status line; troubles stay until the next one. */
export function say(text: string, trouble = false): void {
  if (trouble) data.trouble = text
  else data.told = text
  clearTimeout(quiet)
  quiet = setTimeout(() => {
    data.trouble = data.told = ''
    changed()
  }, trouble ? 9000 : 3500)
  changed()
}

export async function begin(): Promise<void> {
  try {
    data.summary = await source.summary()
    for (const plan of data.summary.plans) land.plans.set(plan.id, plan)
    if (data.summary.judgements) land.judged(data.summary.judgements)
    changed()
    await loadPlans(store.state.plans)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), true)
  }
}

/** The bundles of the chosen plans, of all where they are few. */
export async function loadPlans(chosen: Id[]): Promise<void> {
  const all = data.summary.plans.map((plan) => plan.id)
  const wanted = chosen.length ? chosen : all.length <= FEW_PLANS || source.isStatic ? all : []
  await Promise.all(wanted.map((plan) => load(`plan ${plan}`, () => source.plans([plan]))))
}

const texts = new Map<Id, Promise<PlanText>>()

/** A plan's text, asked for once; what the plan says is added. Rejects with what went wrong. */
export function loadText(plan: Id): Promise<PlanText> {
  const known = texts.get(plan)
  if (known) return known
  const asked = source.text(plan).then((found) => {
    land.add(found.bundle)
    changed()
    return found
  })
  texts.set(plan, asked)
  asked.catch(() => texts.delete(plan))
  return asked
}

export const loadAround = (thing: Id) => load(`around ${thing}`, () => source.around(thing))

export const loadBetween = (things: Id[]) => load(`between ${[...things].sort().join(' ')}`, () => source.between(things))

export function judged(judgements: Judgement[]): void {
  data.summary = { ...data.summary, judgements }
  data.judgings += 1
  land.judged(judgements)
  changed()
}

export function useData(): number {
  const [version, set] = useState(data.version)
  useLayoutEffect(() => store.listen(() => set(data.version)), [])
  return version
}
