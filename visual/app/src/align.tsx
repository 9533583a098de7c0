// The alignment: the rows of `cetu align` beside both texts. Choosing a row, or scrolling one text, brings the other to
// its counterpart.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { openPlan } from './actions'
import { data, land, source, useData } from './data'
import { across, called, facingNow, pairOf, rowsOf, SIDES, stretches, toneOf, type Anchor, type Side } from './facing'
import type { Facing, FacingRow, Id, PlanText } from './model'
import { useWords } from './parts'
import { store, useStore } from './state'
import { seen } from './unseen'

export function AlignView() {
  useData()
  const state = useStore()
  const say = useWords()
  const pair = pairOf(state, data.summary.plans, source.pairs)
  const [facing, setFacing] = useState<Facing | null>(null)
  const [texts, setTexts] = useState<[PlanText, PlanText] | null>(null)
  const [trouble, setTrouble] = useState('')
  useEffect(() => {
    setFacing(null)
    setTexts(null)
    setTrouble('')
    if (!pair) return
    let left = false
    const fail = (error: unknown) => { if (!left) setTrouble(error instanceof Error ? error.message : String(error)) }
    Promise.all(pair.map((plan) => source.text(plan))).then((found) => {
      for (const text of found) land.add(text.bundle)
      if (!left) setTexts(found as [PlanText, PlanText])
    }, fail)
    source.align(...pair).then((found) => { if (!left) setFacing(found) }, fail)
    return () => { left = true }
  }, [pair?.join('\n')])
  facingNow.facing = facing
  facingNow.texts = texts
  if (data.summary.plans.length < 2) return <p class="quiet empty">{data.busy || !data.summary.plans.length ? say('loading') : say('alignTwo')}</p>
  return (
    <div class="align">
      <Pair pair={pair} facing={facing} />
      {trouble && <p class="quiet empty" role="alert">{trouble}</p>}
      {!pair && <p class="quiet empty">{say('alignChoose')}</p>}
      {pair && !trouble && (facing && texts ? <Facings facing={facing} texts={texts} /> : <p class="quiet empty" role="status">{say('aligning')}</p>)}
    </div>
  )
}

function Pair({ pair, facing }: { pair: [Id, Id] | null; facing: Facing | null }) {
  const say = useWords()
  const plans = data.summary.plans
  const set = (aligned: [Id, Id]) => store.set({ aligned, row: '', rowKind: '', rowRelation: '' })
  const options = (other: Id | undefined) => plans.filter((plan) => !source.pairs || source.pairs.some((one) => one.includes(plan.id) && (!other || one.includes(other))))
  return (
    <div class="controls">
      {SIDES.map((side, index) => (
        <label key={side}>{say(index ? 'alignBelow' : 'alignAbove')} <select name={side} value={pair?.[index] ?? ''} onChange={(event) => { const chosen = event.currentTarget.value; set(index ? [pair?.[0] ?? '', chosen] : [chosen, pair?.[1] ?? '']) }}>
          {!pair?.[index] && <option value="" />}
          {options(undefined).map((plan) => <option key={plan.id} value={plan.id} disabled={plan.id === pair?.[1 - index]}>{plan.title}</option>)}
        </select></label>
      ))}
      <button type="button" disabled={!pair || !!source.pairs} title={say('alignSwap')} aria-label={say('alignSwap')} onClick={() => set([pair![1], pair![0]])}>⇄</button>
      {pair && facing && !source.isStatic && ['docx', 'xlsx'].map((suffix) => (
        <a key={suffix} class="button" href={`explorer/align.${suffix}?${new URLSearchParams({ left: pair[0], right: pair[1] })}`} download={`${land.plans.get(pair[1])?.title ?? 'cetu'}-对照表.${suffix}`}>{say(suffix === 'docx' ? 'asWord' : 'asExcel')}</a>
      ))}
    </div>
  )
}

function Facings({ facing, texts }: { facing: Facing; texts: [PlanText, PlanText] }) {
  const state = useStore()
  const say = useWords()
  const { rowKind, rowRelation, row } = state
  const rows = useMemo(() => rowsOf(facing, rowKind, rowRelation), [facing, rowKind, rowRelation])
  const panes = { left: useRef<HTMLDivElement>(null), right: useRef<HTMLDivElement>(null) }
  const driver = useRef<Side | null>(null)
  const anchors = useRef<Anchor[] | null>(null)
  const [linked, setLinked] = useState(true)
  const placeOf = (side: Side, start: number): number | null => {
    const pane = panes[side].current
    const piece = pane?.querySelector<HTMLElement>(`[data-at="${start}"]`)
    return pane && piece ? piece.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop : null
  }
  const measured = (): Anchor[] => (anchors.current ??= rows.flatMap((one) => {
    if (!one.left || !one.right) return []
    const [left, right] = [placeOf('left', one.left.start), placeOf('right', one.right.start)]
    return left === null || right === null ? [] : [{ row: one, left, right }]
  }))
  useLayoutEffect(() => {
    anchors.current = null
    const forget = new ResizeObserver(() => { anchors.current = null })
    for (const side of SIDES) forget.observe(panes[side].current!)
    return () => forget.disconnect()
  }, [rows, texts])
  const light = (id: string) => {
    for (const side of SIDES) {
      for (const piece of panes[side].current!.querySelectorAll('.now')) piece.classList.remove('now')
      for (const piece of panes[side].current!.querySelectorAll(`[data-row="${id}"]`)) piece.classList.add('now')
    }
  }
  const follow = (side: Side) => {
    if (!linked || driver.current !== side) return
    const [pane, other] = [panes[side].current!, panes[side === 'left' ? 'right' : 'left'].current!]
    const found = across(measured(), side, pane.scrollTop, pane.clientHeight * 0.3)
    if (!found) return
    other.scrollTop = found.to
    light(found.row.id)
  }
  const show = (one: FacingRow) => {
    driver.current = null
    const line = panes.left.current!.clientHeight * 0.3
    for (const side of SIDES) {
      const at = one[side] ? placeOf(side, one[side]!.start) : null
      if (at !== null) panes[side].current!.scrollTop = at - line
    }
    if (!one.left || !one.right) {
      const side: Side = one.left ? 'left' : 'right'
      const found = across(measured(), side, panes[side].current!.scrollTop, line)
      if (found && linked) panes[side === 'left' ? 'right' : 'left'].current!.scrollTop = found.to
    }
    light(one.id)
  }
  useEffect(() => {
    const chosen = facing.rows.find((one) => one.id === row)
    if (chosen) show(chosen)
    else for (const side of SIDES) panes[side].current!.scrollTop = 0
  }, [row, facing, texts])
  return (
    <div class="facing">
      <Rows facing={facing} rows={rows} linked={linked} setLinked={setLinked} />
      {SIDES.map((side, index) => (
        <section key={side} aria-label={`${say(side)} ${titleOf(texts[index]!.plan)}`}>
          <h2 title={titleOf(texts[index]!.plan)}>{titleOf(texts[index]!.plan)}</h2>
          <div class="text" lang="zh-Hans" tabIndex={0} ref={panes[side]} data-side={side}
            onWheel={() => { driver.current = side }} onPointerDown={() => { driver.current = side }} onKeyDown={() => { driver.current = side }} onScroll={() => follow(side)}>
            <Marked text={texts[index]!} facing={facing} rows={rows} side={side} selected={row} />
          </div>
        </section>
      ))}
    </div>
  )
}

const titleOf = (plan: Id): string => land.plans.get(plan)?.title ?? plan

function Marked({ text, facing, rows, side, selected }: { text: PlanText; facing: Facing; rows: FacingRow[]; side: Side; selected: string }) {
  const { language } = useStore()
  const characters = useMemo(() => seen(text.text), [text])
  const pieces = useMemo(() => stretches(characters.length, rows, side, selected), [characters, rows, side, selected])
  return (
    <>
      {pieces.map(({ start, end, row, differs }) => {
        const words = characters.slice(start, end).join('')
        if (!row) return <span key={start} data-at={start}>{words}</span>
        const told = `${called(facing.kinds, row.kind, language === 'en')}：${called(facing.relations, row.relation, language === 'en')}。${row.reason}`
        return (
          <span key={start} data-at={start} data-row={row.id} title={told} class={`row-mark ${toneOf(facing, row.relation) || 'plain-tone'} ${row.left && row.right ? '' : 'alone'} ${differs ? 'differs' : ''} ${row.id === selected ? 'chosen' : ''}`}
            onClick={() => store.set({ row: row.id })}>{words}</span>
        )
      })}
    </>
  )
}

function Rows({ facing, rows, linked, setLinked }: { facing: Facing; rows: FacingRow[]; linked: boolean; setLinked: (on: boolean) => void }) {
  const { rowKind, rowRelation, row, language } = useStore()
  const say = useWords()
  const english = language === 'en'
  const list = useRef<HTMLUListElement>(null)
  const count = (of: (one: FacingRow) => boolean) => facing.rows.filter(of).length
  useEffect(() => list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' }), [row])
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key]
    if (!step) return
    const at = rows.findIndex((one) => one.id === row)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (next) {
      store.set({ row: next.id }, true)
      list.current?.querySelector<HTMLElement>(`[data-id="${next.id}"] button`)?.focus({ preventScroll: true })
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <aside class="rows" aria-label={say('align')}>
      <div class="row-filter">
        <select name="kind" aria-label={say('kind')} value={rowKind} onChange={(event) => store.set({ rowKind: event.currentTarget.value, rowRelation: '' })}>
          <option value="">{say('alignAll')}（{facing.rows.length}）</option>
          {facing.kinds.map(([name]) => <option key={name} value={name}>{called(facing.kinds, name, english)}（{count((one) => one.kind === name)}）</option>)}
        </select>
        <select name="relation" aria-label={say('relation')} value={rowRelation} onChange={(event) => store.set({ rowRelation: event.currentTarget.value })}>
          <option value="">{say('alignRelations')}</option>
          {facing.relations.flatMap(([name]) => { const many = count((one) => one.relation === name && (!rowKind || one.kind === rowKind)); return many ? [<option key={name} value={name}>{called(facing.relations, name, english)}（{many}）</option>] : [] })}
        </select>
        <label><input type="checkbox" checked={linked} onChange={(event) => setLinked(event.currentTarget.checked)} /> {say('linkedScroll')}</label>
      </div>
      {facing.remarks.map((remark) => <p class="quiet" key={remark}>{remark}</p>)}
      <ul ref={list} onKeyDown={onKey}>
        {rows.map((one) => <RowItem key={one.id} facing={facing} row={one} on={one.id === row} english={english} />)}
        {!rows.length && <li class="quiet">{say('nothingFound')}</li>}
      </ul>
    </aside>
  )
}

function RowItem({ facing, row, on, english }: { facing: Facing; row: FacingRow; on: boolean; english: boolean }) {
  const say = useWords()
  const tone = toneOf(facing, row.relation)
  const said = (side: Side) => { const it = row[side]; return it ? it.said || it.name : '' }
  const name = row.left?.name ?? row.right?.name ?? ''
  const words = (side: Side) => (row.kind === 'target' ? said(side) : row[side]?.name ?? '')
  const [left, right] = [words('left'), words('right')]
  const plans = { left: facing.left, right: facing.right }
  return (
    <li data-id={row.id} class={on ? 'on' : ''} aria-current={on}>
      <button type="button" class="plain" onClick={() => store.set({ row: row.id })}>
        <span class={`badge ${tone}`}>{called(facing.relations, row.relation, english)}</span>
        <span class="quiet kind">{called(facing.kinds, row.kind, english)}</span>
        {row.kind === 'target' && <b>{name}</b>}
        <span class="words">{left === right ? left : <>{left || '—'}<i> ↔ </i>{right || '—'}</>}</span>
      </button>
      {on && (
        <div class="why">
          <p>{row.reason}</p>
          <p class="quiet">{say('confidence')} {row.score.toFixed(2)} · {say('rule')} {row.rule}</p>
          {SIDES.map((side) => row[side] && (
            <p key={side} class="quiet"><button type="button" class="plain link" onClick={() => openPlan(plans[side], row[side]!.start)}>{say(side)}：{say('line')} {row[side]!.line}</button>{row[side]!.heading && `，${row[side]!.heading}`}</p>
          ))}
          {row.further.length > 0 && <p class="quiet">{say('restsOn')}：{row.further.map((one) => one.name).join('、')}</p>}
        </div>
      )}
    </li>
  )
}

