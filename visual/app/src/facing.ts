// Two plans aligned, as values: which rows are listed, what they mark in either text, and what lies across from what.

import type { Facing, FacingRow, FacingSide, Id, Plan, PlanText } from './model'
import type { State } from './state'

export type Side = 'left' | 'right'
export const SIDES = ['left', 'right'] as const

/** What the view shows now, for the export. */
export const facingNow: { facing: Facing | null; texts: [PlanText, PlanText] | null } = { facing: null, texts: null }

const LEVELS = ['nation', 'province', 'prefecture', 'county']

/** The two plans that a state names: its own pair, those compared, those chosen; else two, the higher one as parent. */
export function pairOf(state: State, plans: Plan[], pairs: [Id, Id][] | null): [Id, Id] | null {
  const known = new Set(plans.map((plan) => plan.id))
  const fits = (pair: Id[] | null): [Id, Id] | null => (pair && pair.length >= 2 && pair[0] !== pair[1] && known.has(pair[0]!) && known.has(pair[1]!) ? [pair[0]!, pair[1]!] : null)
  const rank = (plan: Plan) => (LEVELS.indexOf(plan.level ?? '') + 9) % 9
  const ranked = [...plans].sort((a, b) => rank(a) - rank(b)).map((plan) => plan.id)
  return fits(state.aligned) ?? fits(state.compare) ?? fits(state.plans) ?? pairs?.[0] ?? (plans.length <= 40 ? fits(ranked) : null)
}

/** Rows of the kind and the relation that are chosen. */
export function rowsOf(facing: Facing, kind: string, relation: string): FacingRow[] {
  return facing.rows.filter((row) => (!kind || row.kind === kind) && (!relation || row.relation === relation))
}

export interface Stretch {
  start: number
  end: number
  row: FacingRow | null
  differs: boolean
}

/** A text cut at the edges of all that rows mark in it, each piece with the innermost row that covers it. */
export function stretches(length: number, rows: FacingRow[], side: Side, selected: string): Stretch[] {
  const marks = rows.flatMap((row) => { const said = row[side]; return said && said.end > said.start ? [{ row, said }] : [] })
  const edges = new Set([0, length])
  for (const { said } of marks) {
    edges.add(said.start).add(said.end)
    for (const [start, end] of said.differs) edges.add(start).add(end)
  }
  const sorted = [...edges].filter((edge) => edge >= 0 && edge <= length).sort((a, b) => a - b)
  marks.sort((a, b) => a.said.start - b.said.start || b.said.end - a.said.end)
  const rank = (mark: { row: FacingRow; said: FacingSide }) => (mark.row.id === selected ? -1 : mark.said.end - mark.said.start)
  let covering: typeof marks = []
  let next = 0
  return sorted.slice(0, -1).map((start, index) => {
    covering = covering.filter((mark) => mark.said.end > start)
    while (next < marks.length && marks[next]!.said.start <= start) covering.push(marks[next++]!)
    const inner = covering.reduce<(typeof marks)[number] | null>((best, mark) => (best && rank(best) <= rank(mark) ? best : mark), null)
    const differs = !!inner?.said.differs.some(([from, to]) => from <= start && start < to)
    return { start, end: sorted[index + 1]!, row: inner?.row ?? null, differs }
  })
}

export interface Anchor {
  row: FacingRow
  left: number
  right: number
}

/** Where the other text has to be scrolled to, so that the counterpart of what is read stands at the same height. */
export function across(anchors: Anchor[], from: Side, scrolled: number, line: number): { row: FacingRow; to: number } | null {
  const to = from === 'left' ? 'right' : 'left'
  let best: Anchor | null = null
  for (const anchor of anchors) {
    if (anchor[from] <= scrolled + line && (!best || anchor[from] > best[from])) best = anchor
  }
  best ??= [...anchors].sort((a, b) => a[from] - b[from])[0] ?? null
  return best && { row: best.row, to: best[to] - (best[from] - scrolled) }
}

export const toneOf = (facing: Facing, relation: string): string => facing.relations.find((one) => one[0] === relation)?.[3] ?? ''

export function called(list: [string, string, string, ...string[]][], name: string, english: boolean): string {
  const found = list.find((one) => one[0] === name)
  return found ? (english ? found[2] : found[1]) : name
}
