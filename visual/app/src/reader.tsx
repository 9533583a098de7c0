// The plan reader: the text as it stands, its spans, lists and targets; what is said at a place beside it.

import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { select, showEvidence } from './actions'
import { data, land, loadText, say as tell, useData } from './data'
import type { Id, Link, PlanText } from './model'
import { Mark, themeNow, useTerms, useWords } from './parts'
import { store, useStore } from './state'
import { lineOf } from './draw'
import { seen } from './unseen'

const SHOWN = ['Technology', 'Region', 'Cluster', 'Industry', 'Institution', 'Project', 'Target', 'Document']

/** The text that is read, and in a comparison both, by plan. */
export const textNow: { text: PlanText | null; texts: Map<Id, PlanText> } = { text: null, texts: new Map() }

export const textOf = (plan: Id | undefined): PlanText | null => (plan && textNow.texts.get(plan)) || textNow.text

export function PlanView({ only }: { only?: Id }) {
  useData()
  const state = useStore()
  const say = useWords()
  const plan = only ?? (state.plan || state.plans[0] || data.summary.plans[0]?.id || '')
  const [text, setText] = useState<PlanText | null>(null)
  useEffect(() => {
    if (!plan) return
    setText(null)
    let wanted = true
    loadText(plan).then((found) => wanted && setText(found), (error: unknown) => tell(String(error), true))
    return () => void (wanted = false)
  }, [plan])
  textNow.text = text
  if (text) textNow.texts.set(text.plan, text)
  if (!text) return <p class="quiet empty">{plan ? say('loading') : say('nothingFound')}</p>
  return <Reader key={text.plan} text={text} at={state.plan === plan || !state.plan ? state.at : -1} fixed={!!only} />
}

function Reader({ text, at, fixed }: { text: PlanText; at: number; fixed: boolean }) {
  const say = useWords()
  const term = useTerms()
  const [off, setOff] = useState<string[]>(['Document'])
  const [lists, setLists] = useState(true)
  const body = useRef<HTMLDivElement>(null)
  const byPlace = useMemo(() => linksByPlace(text.plan), [text, data.version])
  const characters = useMemo(() => seen(text.text), [text])
  const pieces = useMemo(() => cut(text, lists), [text, lists])
  useEffect(() => {
    if (at < 0) return
    const target = [...(body.current?.querySelectorAll<HTMLElement>('[data-at]') ?? [])].filter((element) => Number(element.dataset['at']) <= at).at(-1)
    target?.scrollIntoView({ block: 'center' })
    target?.classList.add('here')
    return () => target?.classList.remove('here')
  }, [at, text])
  const plan = land.plans.get(text.plan)
  const kinds = SHOWN.filter((kind) => text.spans.some((span) => span[2] === kind))
  return (
    <div class="reader">
      <nav class="outline" aria-label={say('outline')}>
        {!fixed && data.summary.plans.length > 1 && (
          <select aria-label={say('plan')} value={text.plan} onChange={(event) => store.set({ plan: event.currentTarget.value, at: -1 })}>
            {data.summary.plans.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
          </select>
        )}
        <h2>{say('outline')}</h2>
        <ol>
          {text.outline.map(([id, start, depth]) => (
            <li key={id} style={{ paddingLeft: `${depth * 0.9}em` }}>
              <button type="button" class="plain" onClick={() => store.set({ plan: text.plan, at: start })}>
                {land.sections.get(id)?.task && <Mark kind="Task" size={11} />} {[land.sections.get(id)?.number, land.sections.get(id)?.heading].filter(Boolean).join(' ')}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div class="page">
        <header>
          <h1>{plan?.title ?? text.plan}</h1>
          <p class="quiet">{[plan?.issuers?.join('、'), plan?.number, plan?.issued].filter(Boolean).join(' · ')}</p>
          <p class="kinds" role="group" aria-label={say('spans')}>
            {kinds.map((kind) => (
              <label key={kind}><input type="checkbox" checked={!off.includes(kind)} onChange={(event) => setOff(event.currentTarget.checked ? off.filter((one) => one !== kind) : [...off, kind])} /> <Mark kind={kind} /> {term(kind)}</label>
            ))}
            <label><input type="checkbox" checked={lists} onChange={(event) => setLists(event.currentTarget.checked)} /> <span class="in-list">{say('lists')}</span></label>
          </p>
        </header>
        <div class="text" ref={body} lang="zh-Hans">{pieces.map((piece) => <Piece key={piece.start} piece={piece} words={characters.slice(piece.start, piece.end).join('')} off={off} byPlace={byPlace} plan={text.plan} />)}</div>
      </div>
    </div>
  )
}

interface Cut {
  start: number
  end: number
  spans: PlanText['spans']
  list?: string
}

/** The text cut at every edge, each piece with all spans that cover it, innermost last. */
export function cut(text: PlanText, lists: boolean): Cut[] {
  const length = [...text.text].length
  const shown = text.spans.filter((span) => SHOWN.includes(span[2]))
  const edges = new Set([0, length])
  for (const [start, end] of shown) edges.add(start).add(end)
  if (lists) for (const list of text.lists) edges.add(list.start).add(list.end)
  for (const [, start] of text.outline) edges.add(start)
  const sorted = [...edges].filter((edge) => edge <= length).sort((a, b) => a - b)
  const opening = [...shown].sort((a, b) => a[0] - b[0] || b[1] - a[1])
  let covering: PlanText['spans'] = []
  let next = 0
  return sorted.slice(0, -1).map((start, index) => {
    covering = covering.filter((span) => span[1] > start)
    while (next < opening.length && opening[next]![0] <= start) covering = [...covering, opening[next++]!]
    const list = lists ? text.lists.find((one) => one.start <= start && start < one.end) : undefined
    return { start, end: sorted[index + 1]!, spans: covering, list: list?.openness }
  })
}

function linksByPlace(plan: Id): Map<string, Link[]> {
  const found = new Map<string, Link[]>()
  for (const link of land.links.values()) {
    if (link.plan !== plan || link.type === 'inferred') continue
    for (const place of link.places) {
      const key = place.slice(place.lastIndexOf('/') + 1)
      found.set(key, [...(found.get(key) ?? []), link])
    }
  }
  return found
}

function Piece({ piece, words, off, byPlace, plan }: { piece: Cut; words: string; off: string[]; byPlace: Map<string, Link[]>; plan: Id }): ComponentChildren {
  const term = useTerms()
  const spans = piece.spans.filter((span) => !off.includes(span[2]))
  const inner = spans.at(-1)
  const list = piece.list ? `in-list ${piece.list}` : ''
  const title = piece.list ? `${term(piece.list)}` : undefined
  if (!inner) return <span data-at={piece.start} class={list} title={title}>{words}</span>
  const theme = themeNow()
  const [start, end, kind, thing] = inner
  const links = byPlace.get(`${start}-${end}`) ?? []
  const label = land.label(thing)
  const wrongs = links.filter((link) => land.isWrong(link)).length
  const judged = links.some((link) => land.isJudged(link) && !land.isWrong(link))
  const verdicts = [judged && 'judged', wrongs > 0 && (wrongs === links.length ? 'wrong' : 'partly-wrong')].filter(Boolean).join(' ')
  const under = spans.slice(-3).map((span, index) => `linear-gradient(${lineOf(span[2], theme)},${lineOf(span[2], theme)}) 0 calc(100% - ${index * 4}px)/100% 2px no-repeat`).join(',')
  const open = () => {
    store.set({ plan, at: -1 }, true)
    if (links.length) showEvidence(links.map((link) => link.id), label)
    else select(thing)
  }
  return (
    <span role="button" tabindex={0} data-at={piece.start} data-kind={kind} class={`span ${list} ${verdicts}`} style={{ background: under }} title={[`${term(kind)} ${label}`, title, judged && '✓', wrongs > 0 && '✗'].filter(Boolean).join(' · ')}
      onClick={open} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open() } }}>{words}</span>
  )
}
