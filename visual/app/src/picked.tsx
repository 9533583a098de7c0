// What of a large graph is shown, and how much is left out; and what is waited for until it is there.

import { useEffect, useState } from 'preact/hooks'
import { data, source } from './data'
import type { Overview } from './model'
import { useWords } from './parts'
import type { Word } from './words'

const COUNTED = ['rows', 'columns', 'regions', 'indicators', 'technologies'] as const

export function Picked({ picked }: { picked: Overview }) {
  const say = useWords()
  const parts = COUNTED.flatMap((name) => {
    const said = picked.told[name] as [number, number] | undefined
    return said ? [`${say(`picked_${name}` as Word)} ${said[0]} / ${said[1]}`] : []
  })
  return <p class="quiet picked" role="status">{say('pickedOf')} {data.summary.plans.length} {say('pickedPlans')}：{parts.join('，')}，{say('pickedLinks')} {picked.told['links'] as number}。{say('pickedHow')}</p>
}

/** While the server reads all plans for the first time: what it does, how far it is, and what one can do meanwhile. */
export function Gathering() {
  const say = useWords()
  const [[done, all], set] = useState<[number, number]>([0, 0])
  useEffect(() => {
    const look = () => void source.progress().then(set, () => undefined)
    look()
    const timer = setInterval(look, 700)
    return () => clearInterval(timer)
  }, [])
  const part = all ? Math.min(1, done / all) : 0
  if (part === 1) return <p class="quiet empty gathering">{say('loading')}</p>
  return (
    <div class="gathering" role="status">
      <p>{say('gathering').replace('N', String(data.summary.plans.length))}{part > 0 && ` ${Math.round(part * 100)}%`}</p>
      <progress value={part} max="1" aria-label={say('loading')} />
      <p class="quiet">{say('gatheringHint')}</p>
    </div>
  )
}
