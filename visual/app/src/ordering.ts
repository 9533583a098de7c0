// An order in which like stands by like: the leaves of an average-linkage tree over cosine distances.

type Tree = { leaves: number[] }

export function leafOrder(items: string[], others: string[], value: (item: string, other: string) => number): string[] {
  if (items.length < 3) return items
  const vectors = items.map((item) => others.map((other) => value(item, other)))
  const lengths = vectors.map((vector) => Math.hypot(...vector) || 1)
  const near = vectors.map((a, i) => vectors.map((b, j) => a.reduce((sum, one, at) => sum + one * b[at]!, 0) / (lengths[i]! * lengths[j]!)))
  const likeness = (a: Tree, b: Tree) => {
    let sum = 0
    for (const i of a.leaves) for (const j of b.leaves) sum += near[i]![j]!
    return sum / (a.leaves.length * b.leaves.length)
  }
  let trees: Tree[] = items.map((_, index) => ({ leaves: [index] }))
  const known = new Map<Tree, Map<Tree, number>>()
  const score = (a: Tree, b: Tree) => {
    const row = known.get(a) ?? new Map<Tree, number>()
    known.set(a, row)
    if (!row.has(b)) row.set(b, likeness(a, b))
    return row.get(b)!
  }
  while (trees.length > 1) {
    let best: [number, number, number] = [-1, 0, 1]
    for (let i = 0; i < trees.length; i++) {
      for (let j = i + 1; j < trees.length; j++) {
        const found = score(trees[i]!, trees[j]!)
        if (found > best[0]) best = [found, i, j]
      }
    }
    const [, i, j] = best
    const joined = joinedInOrder(trees[i]!, trees[j]!, near)
    trees = [...trees.filter((_, index) => index !== i && index !== j), joined]
  }
  return trees[0]!.leaves.map((index) => items[index]!)
}

/** The two in the way round that brings the likest ends together. */
function joinedInOrder(a: Tree, b: Tree, near: number[][]): Tree {
  const [left, right] = [a.leaves, b.leaves]
  const ways = [[left, right], [left, [...right].reverse()], [[...left].reverse(), right], [[...left].reverse(), [...right].reverse()]] as const
  const best = ways.reduce((one, other) => (seam(other) > seam(one) + 1e-9 ? other : one))
  return { leaves: [...best[0], ...best[1]] }
  function seam([one, other]: readonly [readonly number[], readonly number[]]): number {
    return near[one.at(-1)!]![other[0]!]!
  }
}
