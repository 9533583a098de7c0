// Where one begins: a search, a question, or what the plans say most of; never everything at once.

import { useEffect, useMemo, useState } from 'preact/hooks'
import { apart } from './apart'
import { openAnswer, openFound, openPlan, startFrom } from './actions'
import { data, land, say, source, useData } from './data'
import type { Question } from './model'
import { Mark, ThingName, useWords } from './parts'
import { SearchBox } from './search'
import { useStarts } from './overview'
import { useLanguage, useStore } from './state'

const STARTS = ['Region', 'Technology', 'Cluster', 'Project', 'Institution']

export function Start() {
  const version = useData()
  const say_ = useWords()
  const language = useLanguage()
  const [questions, setQuestions] = useState<Question[]>([])
  useEffect(() => {
    source.questions().then(setQuestions, () => undefined)
  }, [])
  const told = useStarts(useStore())
  const starts = useMemo(() => told?.starts ?? busiest(), [version, told])
  const named = new Map(starts.flatMap(([, ids]) => [...apart(ids)]))
  const pose = (question: Question) =>
    source.answer(question.name, {}).then((answer) => openAnswer(answer, question.reading), (error: unknown) => say(String(error), true))
  return (
    <div class="start">
      <h1>{say_('begin')}</h1>
      <p>{say_('beginHint')}</p>
      <SearchBox on={(found) => void openFound(found)} focusKey />
      <div class="columns">
        {starts.length > 0 && (
          <section>
            <h2>{say_('starts')}</h2>
            {starts.map(([kind, ids]) => (
              <p key={kind} class="starts">
                {ids.map((id) => <button type="button" key={id} onClick={() => void startFrom([id])}><ThingName id={id} of={named.get(id)} /></button>)}
              </p>
            ))}
          </section>
        )}
        {questions.length > 0 && (
          <section>
            <h2>{say_('questions')}</h2>
            <ul class="questions">
              {questions.map((question) => (
                <li key={question.name}><button type="button" onClick={() => void pose(question)} data-question={question.name}>{language === 'zh' ? question.zh : question.en}</button></li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {data.summary.plans.length > 0 && (
        <section>
          <h2>{say_('plansHere')}（{data.summary.plans.length}）</h2>
          <ul class="plans">
            {data.summary.plans.slice(0, 12).map((plan) => (
              <li key={plan.id}><button type="button" onClick={() => openPlan(plan.id, 0)}><Mark kind="Plan" /> {plan.title}</button></li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** Of each class the things with the most links. */
function busiest(): [string, string[]][] {
  const counts = new Map<string, Map<string, number>>()
  for (const link of land.links.values()) {
    if (link.type !== 'said') continue
    for (const id of [...link.s, link.o]) {
      const kind = land.kind(id)
      const known = counts.get(kind) ?? new Map<string, number>()
      known.set(id, (known.get(id) ?? 0) + 1)
      counts.set(kind, known)
    }
  }
  return STARTS.flatMap((kind): [string, string[]][] => {
    const ranked = [...(counts.get(kind) ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5)
    return ranked.length ? [[kind, ranked.map(([id]) => id)]] : []
  })
}
