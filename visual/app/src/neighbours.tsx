// The panel of one thing: what it is, where the text names it, and its neighbours by relation, to add or to look into.

import { useEffect, useState } from 'preact/hooks'
import { apart, ofPlan } from './apart'
import { addThings, CAP, expand, fullFilter, showEvidence } from './actions'
import { land, loadAround, source, useData } from './data'
import type { Relation } from './landscape'
import type { Id } from './model'
import { Mark, ThingName, useTerms, useWords } from './parts'
import { useStore } from './state'

export function ThingPanel({ id }: { id: Id }) {
  useData()
  const state = useStore()
  const say_ = useWords()
  const term = useTerms()
  const [total, setTotal] = useState<number | undefined>()
  useEffect(() => {
    if (!source.isStatic) void loadAround(id).then((bundle) => setTotal(bundle?.total))
  }, [id])
  const thing = land.thing(id)
  const relations = land.relations(id, fullFilter(state))
  const other = state.language === 'zh' ? thing.en : thing.label
  const within = [...(thing.within ?? []), ...(thing.broader ?? [])].filter((one) => !(thing.within?.length && thing.broader?.includes(one) && thing.within.includes(one)))
  const loaded = land.linksOf(id).filter((link) => link.s.includes(id) || link.o === id).length
  return (
    <section class="panel-thing" aria-label={thing.label}>
      <h2><Mark kind={thing.kind} size={18} /> {land.label(id, state.language === 'en')}</h2>
      <p class="about">
        {term(thing.kind)}
        {ofPlan(id) && <span> · {ofPlan(id)}</span>}
        {other && <span> · {other}</span>}
        {thing.code && <span> · {thing.code}</span>}
        {thing.status && <span> · {term(thing.status)}</span>}
        {[...new Set(within)].map((one) => <span key={one}> · ⊂ {land.label(one, state.language === 'en')}</span>)}
      </p>
      {thing.names && <p class="names quiet" title={thing.names.join('、')}>{thing.names.slice(0, 6).join('、')}{thing.names.length > 6 ? '…' : ''}</p>}
      {total !== undefined && total > loaded && <p class="quiet">{say_('tooMany')} {loaded} / {total}</p>}
      {relations.map((relation) => <RelationList key={relation.key} id={id} relation={relation} />)}
      {!relations.length && <p class="quiet">{say_('nothingFound')}</p>}
    </section>
  )
}

function RelationList({ id, relation }: { id: Id; relation: Relation }) {
  const state = useStore()
  const say_ = useWords()
  const term = useTerms()
  const [most, setMost] = useState(8)
  const called = (one: Id) => land.label(one, state.language === 'en')
  const named = apart(relation.others.map((one) => one.id))
  const shown = new Set(state.shown.map((one) => one[0]))
  const missing = relation.others.filter((one) => !shown.has(one.id)).length
  const name = relation.forward ? `${term(relation.p)} →` : `← ${term(relation.p)}`
  return (
    <div class={`relation ${relation.type}`}>
      <details open>
        <summary>
          <span>{name} {term(relation.kind)}{relation.type === 'inferred' && <em> {term('inferred')}</em>}</span>
          <span class="count">{relation.others.length}</span>
        </summary>
        <ul>
          {relation.others.slice(0, most).map(({ id: other, links }) => (
            <li key={other}>
              <button type="button" class="plain" onClick={() => showEvidence(links.map((link) => link.id), relation.forward ? `${called(id)} ${term(relation.p)} ${called(other)}` : `${called(other)} ${term(relation.p)} ${called(id)}`)}>
                <ThingName id={other} of={named.get(other)} />
                {links.every((link) => link.reading === 'collective') && <i class="collective">{term('Group')}</i>}
                {links.length > 1 && <small> ×{links.length}</small>}
                {links.some((link) => land.isJudged(link) && !land.isWrong(link)) && <b class="verdict right"> ✓</b>}
                {links.some((link) => land.isWrong(link)) && <b class="verdict wrong"> ✗</b>}
              </button>
              {!shown.has(other) && <button type="button" class="add" title={say_('add')} aria-label={`${say_('add')} ${called(other)}`} onClick={() => void addThings([other])}>＋</button>}
            </li>
          ))}
        </ul>
        {relation.others.length > most && <button type="button" class="wide" onClick={() => setMost(most + 30)}>{say_('more')}（{relation.others.length - most}）</button>}
      </details>
      <button type="button" class="grow" disabled={!missing} onClick={() => void expand(id, relation)} aria-label={missing ? `${say_('expand')} ${Math.min(CAP, missing)}：${name} ${term(relation.kind)}` : undefined}>
        {missing ? `${say_('expand')} ${Math.min(CAP, missing)}` : say_('shown')}
      </button>
    </div>
  )
}
