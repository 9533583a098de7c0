// Search by name in a static site: label, synonyms, English, code; pinyin and initials as the export worked them out.

import type { Found } from './model'

/** id, kind, label, English, other names, pinyin of label and names (`chu neng`), parted by spaces. */
export type Names = [string, string, string, string, string[], string[]][]

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

function rankIn(name: string, sought: string): number {
  const folded = fold(name)
  if (folded === sought) return 0
  const at = folded.indexOf(sought)
  return at < 0 ? 9 : at === 0 ? 1 : 2
}

export function searchNames(names: Names, words: string, most = 30): Found[] {
  const sought = fold(words)
  if (!sought) return []
  const joined = /^[a-z' ]{2,}$/.test(sought) ? sought.replace(/[' ]/g, '') : ''
  const hits: [number, Found][] = []
  for (const [id, kind, label, en, others, pinyin] of names) {
    let best = 9
    let told = { name: label, how: 'label' }
    const offer = (rank: number, name: string, how: string) => {
      if (rank < best) [best, told] = [rank, { name, how }]
    }
    offer(rankIn(label, sought), label, 'label')
    for (const name of others) offer(rankIn(name, sought), name, 'name')
    if (en) offer(rankIn(en, sought), en, 'english')
    if (joined) {
      for (const syllables of pinyin) {
        const parts = syllables.split(' ')
        offer(rankIn(parts.join(''), joined) + 3, syllables, 'pinyin')
        offer(rankIn(parts.map((part) => part[0]).join(''), joined) + 3, syllables, 'initials')
      }
    }
    if (best < 9) hits.push([best, { id, kind, label, en, ...told }])
  }
  hits.sort((a, b) => a[0] - b[0] || a[1].label.length - b[1].label.length || (a[1].id < b[1].id ? -1 : 1))
  return hits.slice(0, most).map(([, found]) => found)
}
