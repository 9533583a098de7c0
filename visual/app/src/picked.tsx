// What of a large graph is shown, and how much is left out.

import { data } from './data'
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
