// Choosing plans: all where they are few, else those that one picks, by title, place and year.

import { useState } from 'preact/hooks'
import { data, FEW_PLANS, loadPlans, useData } from './data'
import { useWords } from './parts'
import { store, useStore } from './state'

const MOST = 40

export function PlanChooser() {
  useData()
  const say = useWords()
  const { plans } = useStore()
  const [words, setWords] = useState('')
  const all = data.summary.plans
  if (all.length < 2) return null
  const fits = all.filter((plan) => [plan.title, plan.regionName ?? '', String(plan.from ?? '')].join(' ').includes(words.trim()))
  const choose = (chosen: string[]) => {
    const kept = chosen.slice(-MOST)
    store.set({ plans: kept })
    void loadPlans(kept)
  }
  return (
    <details class="menu chooser">
      <summary>{plans.length ? `${plans.length} ${say('chosenPlans')}` : all.length > FEW_PLANS ? say('choosePlans') : say('allPlans')}</summary>
      <div class="drop">
        {all.length > FEW_PLANS && <p class="quiet">{say('plansMany')}</p>}
        <input type="search" placeholder={say('searchShort')} aria-label={say('choosePlans')} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        <button type="button" class="wide" disabled={!plans.length} onClick={() => choose([])}>{say('allPlans')}</button>
        <ul>
          {fits.slice(0, 200).map((plan) => (
            <li key={plan.id}><label><input type="checkbox" checked={plans.includes(plan.id)} onChange={(event) => choose(event.currentTarget.checked ? [...plans, plan.id] : plans.filter((one) => one !== plan.id))} /> {plan.title}</label></li>
          ))}
        </ul>
      </div>
    </details>
  )
}
