// Values packed into an address: JSON, deflated, in letters that an address may hold.

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const unbase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))

export const pack = (value: unknown): string => base64(deflateSync(strToU8(JSON.stringify(value)), { level: 9 }))

/** Throws where the text is nothing packed. */
export const unpack = (text: string): unknown => JSON.parse(strFromU8(inflateSync(unbase64(text))))

export function unpacked(text: string | null): string[] | null {
  if (!text) return null
  try {
    const cells: unknown = unpack(text)
    return Array.isArray(cells) ? cells.filter((cell): cell is string => typeof cell === 'string') : null
  } catch {
    return null
  }
}
