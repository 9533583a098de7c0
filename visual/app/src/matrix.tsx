// The matrix: technologies by regions, clusters or plans, as a heat map that is a table, to sort and to look into.

import { useMemo, useState } from 'preact/hooks'
import { select, showEvidence } from './actions'
import { land, useData } from './data'
import type { Filter } from './filter'
import type { Pair } from './landscape'
import type { Id } from './model'
import { Choice, ThingName, useTerms, useWords } from './parts'
import { leafOrder } from './ordering'
import { idsOf, linksNow, useOverview } from './overview'
import { Gathering, Picked } from './picked'
import { store, useStore, type State } from './state'

export interface Grid {
  rows: Id[]
  columns: Id[]
  cells: Map<string, Pair>
  allRows: number
  allColumns: number
}

const MOST_COLUMNS = 60

/** The grid that a state shows: as many rows as it says, in its order. */
export function gridOf(filter: Filter, state: State): Grid {
  const pairs = land.pairs(state.columns, linksNow(filter, state))
  const cells = new Map(pairs.map((pair) => [`${pair.row}\n${pair.column}`, pair]))
  const totals = new Map<Id, { strength: number; count: number }>()
  for (const pair of pairs) {
    for (const id of [pair.row, pair.column]) {
      const total = totals.get(id) ?? { strength: 0, count: 0 }
      total.strength += pair.strength
      total.count += pair.count
      totals.set(id, total)
    }
  }
  const by = state.sort === 'count' ? 'count' : 'strength'
  const rank = (ids: Id[]) => [...ids].sort((a, b) => totals.get(b)![by] - totals.get(a)![by] || (labelOf(a) < labelOf(b) ? -1 : 1))
  const allRows = rank([...new Set(pairs.map((pair) => pair.row))])
  const allColumns = rank([...new Set(pairs.map((pair) => pair.column))])
  let [rows, columns] = [allRows.slice(0, state.rows), allColumns.slice(0, MOST_COLUMNS)]
  columns = columns.filter((column) => rows.some((row) => cells.has(`${row}\n${column}`)))
  if (state.sort === 'name') {
    const collator = new Intl.Collator('zh-Hans-CN')
    rows = [...rows].sort((a, b) => collator.compare(labelOf(a), labelOf(b)))
    columns = [...columns].sort((a, b) => collator.compare(labelOf(a), labelOf(b)))
  } else if (state.sort === 'cluster') {
    const value = (row: Id, column: Id) => cells.get(`${row}\n${column}`)?.strength ?? 0
    rows = leafOrder(rows, columns, value)
    columns = leafOrder(columns, rows, (column, row) => value(row, column))
  }
  return { rows, columns, cells, allRows: allRows.length, allColumns: allColumns.length }
}

export const labelOf = (id: Id): string => land.plans.get(id)?.title ?? land.label(id, store.state.language === 'en')

export function MatrixView({ filter }: { filter: Filter }) {
  const version = useData()
  const state = useStore()
  const say = useWords()
  const { picked, waiting } = useOverview(filter)
  const grid = useMemo(() => gridOf(filter, state), [version, filter, state.columns, state.sort, state.rows, state.language, picked])
  const allRows = picked ? (picked.told['rows'] as [number, number])[1] : grid.allRows
  return (
    <div class="matrix">
      <div class="controls">
        <Choice label={say('columns')} value={state.columns} on={(columns) => store.set({ columns })}
          options={[['Region', say('regions')], ['Cluster', say('clusters')], ['Plan', say('plans')]]} />
        <Choice label={say('sort')} value={state.sort} on={(sort) => store.set({ sort })}
          options={[['strength', say('byStrength')], ['count', say('byCount')], ['name', say('byName')], ['cluster', say('byCluster')]]} />
        <Choice label={say('measure')} value={state.measure} on={(measure) => store.set({ measure })} options={[['strength', say('strength')], ['count', say('count')]]} />
        <Scale />
      </div>
      {picked && <Picked picked={picked} />}
      {grid.rows.length ? <Table grid={grid} /> : waiting ? <Gathering /> : <p class="quiet empty">{say('nothingFound')}</p>}
      {allRows > grid.rows.length && (
        <button type="button" class="wide" onClick={() => store.set({ rows: state.rows + 40 })}>{say('more')}（{grid.rows.length} / {allRows}）</button>
      )}
    </div>
  )
}

function Scale() {
  const say = useWords()
  const term = useTerms()
  return (
    <span class="scale" aria-hidden="true">
      <span class="label">{say('strength')}</span>
      {[1, 2, 3, 4, 5].map((strength) => <i key={strength} class={`s${strength}`}>{strength}</i>)}
      <i class="s3 collective">3</i> {term('collective')}
    </span>
  )
}

function Table({ grid }: { grid: Grid }) {
  const { measure } = useStore()
  const say = useWords()
  const [at, setAt] = useState('')
  const first = grid.rows.flatMap((row, index) => { const column = grid.columns.findIndex((one) => grid.cells.has(`${row}\n${one}`)); return column < 0 ? [] : [`${index} ${column}`] })[0]
  const reached = at && grid.cells.has(cellAt(grid, at)) ? at : first
  const tidy = (event: KeyboardEvent) => {
    const turn = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key] as [number, number] | undefined
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    if (!turn || !cell) return
    const [row = 0, column = 0] = cell.dataset['cell']!.split(' ').map(Number)
    for (let step = 1; step < 80; step++) {
      const next = cell.closest('table')!.querySelector<HTMLElement>(`[data-cell="${row + turn[0] * step} ${column + turn[1] * step}"]`)
      if (next) {
        next.focus()
        break
      }
    }
    event.preventDefault()
  }
  return (
    <div class="scroll">
      <table onKeyDown={tidy}>
        <caption class="sr">{say('matrix')}</caption>
        <thead>
          <tr>
            <td />
            {grid.columns.map((column) => (
              <th key={column} scope="col"><button type="button" class="plain" title={labelOf(column)} onClick={() => select(column)}><span>{labelOf(column)}</span></button></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, at) => (
            <tr key={row}>
              <th scope="row"><button type="button" class="plain" onClick={() => select(row)}><ThingName id={row} /></button></th>
              {grid.columns.map((column, index) => <Cell key={column} pair={grid.cells.get(`${row}\n${column}`)} at={`${at} ${index}`} reached={reached === `${at} ${index}`} on={setAt} measure={measure} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The cell at `row column`, as the grid names it. */
function cellAt(grid: Grid, at: string): string {
  const [row = 0, column = 0] = at.split(' ').map(Number)
  return `${grid.rows[row]}\n${grid.columns[column]}`
}

/** `reached`: the one cell that Tab comes to; arrows lead to the others. */
function Cell({ pair, at, reached, on, measure }: { pair: Pair | undefined; at: string; reached: boolean; on: (at: string) => void; measure: State['measure'] }) {
  const say = useWords()
  const term = useTerms()
  if (!pair) return <td />
  const collective = pair.links.every((link) => link.reading === 'collective')
  const judged = pair.links.some((link) => land.isJudged(link))
  const told = `${labelOf(pair.row)} × ${labelOf(pair.column)}：${say('strength')} ${pair.strength}，${pair.count} ${say('supports')}${collective ? `，${term('collective')}` : ''}${judged ? `，${say('judge')} ✓` : ''}`
  return (
    <td>
      <button type="button" data-cell={at} tabIndex={reached ? 0 : -1} onFocus={() => on(at)} class={`cell s${pair.strength} ${collective ? 'collective' : ''}`} title={told} aria-label={told}
        onClick={() => showEvidence(idsOf([...pair.links].sort((a, b) => (b.strength ?? 0) - (a.strength ?? 0))), `${labelOf(pair.row)} × ${labelOf(pair.column)}`)}>
        {measure === 'strength' ? pair.strength : pair.count}{judged && <sup>✓</sup>}
      </button>
    </td>
  )
}
