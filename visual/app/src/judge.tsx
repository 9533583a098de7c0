// Judge a statement: right, wrong, or corrected; written by the server beside the store, with the token.

import { useState } from 'preact/hooks'
import { data, judged, land, say, source } from './data'
import type { Id, Judgement, Link } from './model'
import { useTerms, useWords } from './parts'
import { SearchBox } from './search'

const STAGES = ['research', 'develop', 'demonstrate', 'deploy', 'restrict']
const PREDICATES = ['mustDevelop', 'hasTechnology', 'hasProject', 'hasCluster', 'worksOn', 'demonstrates', 'groupedUnder', 'leads', 'takesPartIn', 'basedOn']
const COMPARATORS = ['ge', 'le', 'eq', 'approx', 'increase', 'decrease', 'multiple']

export function Judge({ link }: { link: Link }) {
  const say_ = useWords()
  const [verdict, setVerdict] = useState<Judgement['verdict'] | null>(null)
  if (!data.summary.writable) return null
  return (
    <details class="judge">
      <summary>{say_('judge')}</summary>
      <div class="row" role="group" aria-label={say_('judge')}>
        {(['right', 'wrong', 'corrected'] as const).filter((one) => one !== 'corrected' || link.type !== 'inferred').map((one) => (
          <button type="button" key={one} class={`verdict ${one} ${verdict === one ? 'on' : ''}`} aria-pressed={verdict === one} onClick={() => setVerdict(one)}>
            {say_(one === 'right' ? 'right_' : one)}
          </button>
        ))}
      </div>
      {verdict && <Form link={link} verdict={verdict} done={() => setVerdict(null)} />}
    </details>
  )
}

/** Name and token last as long as the page: they are kept in no storage. */
const remembered = { by: '', token: '' }

function Form({ link, verdict, done }: { link: Link; verdict: Judgement['verdict']; done: () => void }) {
  const say_ = useWords()
  const term = useTerms()
  const [by, setBy] = useState(remembered.by)
  const [token, setToken] = useState(remembered.token)
  const [note, setNote] = useState('')
  const [stage, setStage] = useState(link.stage ?? '')
  const [predicate, setPredicate] = useState(link.p)
  const [object, setObject] = useState<Id>(link.o)
  const [subject, setSubject] = useState<Id>(link.s[0]!)
  const isTarget = link.type === 'target'
  const before = { value: link.target?.printed ?? '', year: String(link.target?.year ?? ''), comparator: link.target?.comparator ?? '' }
  const [target, setTarget] = useState(before)
  const send = async () => {
    Object.assign(remembered, { by, token })
    const judgement: Judgement = { statement: link.id, verdict, by: by.trim(), note: note.trim(), on: new Date().toISOString().slice(0, 10) }
    if (verdict === 'corrected' && isTarget) {
      for (const name of ['value', 'year', 'comparator'] as const) if (target[name].trim() && target[name].trim() !== before[name]) judgement[name] = target[name].trim()
    } else if (verdict === 'corrected') {
      if (stage && stage !== link.stage) judgement.stage = stage
      if (predicate !== link.p) judgement.predicate = predicate
      if (object !== link.o) judgement.object = object
      if (link.s.length === 1 && subject !== link.s[0]) judgement.subject = subject
    }
    try {
      judged(await source.judge(judgement, token))
      done()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true)
    }
  }
  return (
    <form class="judgement" onSubmit={(event) => { event.preventDefault(); void send() }}>
      {verdict === 'corrected' && isTarget && (
        <fieldset>
          <legend>{say_('correctTo')}</legend>
          <label>{say_('comparator')} <select name="comparator" value={target.comparator} onChange={(event) => setTarget({ ...target, comparator: event.currentTarget.value })}><option value="">{say_('unsaid')}</option>{COMPARATORS.map((one) => <option key={one} value={one}>{term(one)}</option>)}</select></label>
          <label>{say_('figure')} <input name="value" inputMode="decimal" value={target.value} onInput={(event) => setTarget({ ...target, value: event.currentTarget.value })} /></label>
          <label>{say_('year')} <input name="year" inputMode="numeric" value={target.year} onInput={(event) => setTarget({ ...target, year: event.currentTarget.value })} /></label>
        </fieldset>
      )}
      {verdict === 'corrected' && !isTarget && (
        <fieldset>
          <legend>{say_('correctTo')}</legend>
          {link.s.length === 1 && <End label={say_('subject')} value={subject} on={setSubject} />}
          <label>{say_('relation')} <select value={predicate} onChange={(event) => setPredicate(event.currentTarget.value)}>{[...new Set([link.p, ...PREDICATES])].map((one) => <option key={one} value={one}>{term(one)}</option>)}</select></label>
          <End label={say_('object')} value={object} on={setObject} />
          <label>{say_('stage')} <select value={stage} onChange={(event) => setStage(event.currentTarget.value)}><option value="">{say_('unsaid')}</option>{STAGES.map((one) => <option key={one} value={one}>{term(one)}</option>)}</select></label>
        </fieldset>
      )}
      <label>{say_('who')} <input name="by" required value={by} onInput={(event) => setBy(event.currentTarget.value)} /></label>
      <label>{say_('note')} <input name="note" value={note} onInput={(event) => setNote(event.currentTarget.value)} /></label>
      <label>{say_('token')} <input name="token" type="password" required autocomplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} /></label>
      <button type="submit" class="primary">{say_('save')}</button>
    </form>
  )
}

function End({ label, value, on }: { label: string; value: Id; on: (id: Id) => void }) {
  return (
    <div class="end">
      <span>{label}：<b>{land.label(value)}</b></span>
      <SearchBox small label={label} on={(found) => { land.add({ things: [{ id: found.id, kind: found.kind, label: found.label }], links: [], places: [], sections: [], plans: [] }); on(found.id) }} />
    </div>
  )
}
